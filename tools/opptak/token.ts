import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readTenants } from '@opptak/service';
import { importJWK, type JWK, SignJWT } from 'jose';
import { allPermissions } from '../demo/permissions.ts';
import { integratorKeyFile, tenantsFile } from '../house/files.ts';
import type { Command } from './command.ts';

const usage = `usage: opptak token [--kommune NUMBER] [--scope "opptak:rounds.read …" | all] [--supplier ORGANISATION]

Prints an access token of the running mock issuer (npm start, or docker compose). Default: kommune 5544, all scopes.
With --supplier, that vendor acts for the kommune.
`;

/** What a token is asked for. */
interface Wanted {
  /** Organisation number of the kommune. */
  readonly kommune: string;
  /** Organisation number of the vendor that acts for it, when one does. */
  readonly supplier: string | undefined;
  readonly scope: string;
  /** The audience: the Opptak installation that the token is for. */
  readonly resource: string;
}

/**
 * Gets a token as an integrator does: sign a short-lived statement with one's own key (RFC 7523), and exchange it at
 * the issuer. Against the real Maskinporten only the issuer, client id and key differ.
 */
export const command: Command = async (args, { stdout, stderr }) => {
  const wanted = readWanted(args);
  if (typeof wanted === 'string') {
    stderr.write(`${wanted}\n${usage}`);
    return 2;
  }
  const keyFile = process.env['OPPTAK_INTEGRATOR_KEY_FILE'] ?? integratorKeyFile;
  const issuer = process.env['MASKINPORTEN_ISSUER'] ?? 'http://127.0.0.1:4100/maskinporten/';
  if (!existsSync(keyFile)) {
    stderr.write('There is no key to sign with: start the house first (npm start)\n');
    return 1;
  }
  try {
    const key: JWK = JSON.parse(readFileSync(keyFile, 'utf8'));
    stdout.write(`${await fetchToken(issuer, await signGrant(issuer, key, wanted))}\n`);
    return 0;
  } catch (error) {
    stderr.write(`No token: ${error instanceof Error ? error.message : 'unknown error'}\n`);
    return 1;
  }
};

function readWanted(args: readonly string[]): Wanted | string {
  const options = {
    kommune: { type: 'string', default: '5544' },
    scope: { type: 'string', default: 'all' },
    supplier: { type: 'string' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options });
    const tenants = readTenants(process.env['OPPTAK_TENANTS_FILE'] ?? tenantsFile).all;
    const tenant = tenants.find(({ kommune }) => kommune === values.kommune);
    if (!tenant) return `Kommune must be one of ${tenants.map(({ kommune }) => kommune).join(', ')}`;
    return {
      kommune: tenant.organisation,
      supplier: values.supplier,
      scope: values.scope === 'all' ? allPermissions() : values.scope,
      resource: process.env['MASKINPORTEN_AUDIENCE'] ?? 'https://opptak.example',
    };
  } catch (error) {
    return error instanceof Error ? error.message : 'bad arguments';
  }
}

/** In the mock issuer a client's id is its organisation number. */
async function signGrant(issuer: string, key: JWK, wanted: Wanted): Promise<string> {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  return new SignJWT({
    scope: wanted.scope,
    resource: [wanted.resource],
    ...(wanted.supplier === undefined ? {} : { consumer_org: wanted.kommune }),
  })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid ?? '' })
    .setAudience(issuer)
    .setIssuer(wanted.supplier ?? wanted.kommune)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + 60)
    .setJti(randomUUID())
    .sign(await importJWK(key, 'RS256'));
}

async function fetchToken(issuer: string, assertion: string): Promise<string> {
  const response = await fetch(new URL('token', issuer), {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }),
  }).catch(() => {
    throw new Error(`the issuer does not answer at ${issuer}; is the house running (npm start)?`);
  });
  const answer: unknown = await response.json();
  if (typeof answer === 'object' && answer !== null) {
    if ('access_token' in answer && typeof answer.access_token === 'string') return answer.access_token;
    if ('error_description' in answer) throw new Error(`the issuer refuses: ${answer.error_description}`);
  }
  throw new Error(`the issuer answered ${response.status}`);
}
