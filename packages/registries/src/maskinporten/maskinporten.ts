import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import { Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import { RegistryAnswerUnreadable } from '../registry-errors.ts';
import type { AccessTokens, TokenRequest } from './access-tokens.ts';

export interface MaskinportenOptions extends Omit<RegistryOptions, 'baseUrl'> {
  /** With its trailing slash: "https://test.maskinporten.no/". */
  readonly issuer: string;
  readonly clientId: string;
  /** The private key registered on the client (RSA), with its `kid`. */
  readonly privateKey: JWK;
}

const grantSeconds = 100;
/** A token is renewed this long before it ends, so that none ends on its way. */
const renewBeforeMs = 30_000;

const Metadata = Type.Object({ issuer: Type.String(), token_endpoint: Type.String() });
const TokenAnswer = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  expires_in: Type.Integer({ minimum: 1 }),
});

interface Kept {
  readonly token: Promise<string>;
  /** Milliseconds since 1970; endless while the token is being fetched. */
  renewAt: number;
}

/**
 * Maskinporten over HTTP: one signed grant per token (never used twice), one token per kind of request. Callers that
 * ask at the same moment wait for the same token; a failure is not remembered.
 */
export function maskinporten(options: MaskinportenOptions): AccessTokens {
  const endpoint: RegistryEndpoint = { ...options, baseUrl: '', registry: 'Maskinporten' };
  const kept = new Map<string, Kept>();
  let tokenEndpoint: Promise<string> | null = null;

  const fetchToken = async (request: TokenRequest, entry: { renewAt: number }): Promise<string> => {
    tokenEndpoint ??= findTokenEndpoint(endpoint, options.issuer).catch((error) => {
      tokenEndpoint = null;
      throw error;
    });
    const answer = await callRegistry(endpoint, {
      operation: 'token',
      path: await tokenEndpoint,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
        assertion: await grant(options, request),
      }).toString(),
      maxBytes: 64 * 1024,
    });
    const token = readAnswer(endpoint.registry, TokenAnswer, answer.json);
    entry.renewAt = options.clock.now().getTime() + token.expires_in * 1_000 - renewBeforeMs;
    return token.access_token;
  };

  return {
    accessToken(request) {
      const key = keyOf(request);
      const known = kept.get(key);
      if (known && options.clock.now().getTime() < known.renewAt) return known.token;
      const entry = { renewAt: Number.POSITIVE_INFINITY };
      const token = fetchToken(request, entry);
      const fresh: Kept = Object.assign(entry, { token });
      kept.set(key, fresh);
      token.catch(() => {
        if (kept.get(key) === fresh) kept.delete(key);
      });
      return token;
    },
    forget: (request) => void kept.delete(keyOf(request)),
  };
}

const keyOf = (request: TokenRequest): string =>
  JSON.stringify([
    request.scope.split(' ').toSorted(),
    request.consumerOrganisation ?? '',
    request.resource ?? '',
  ]);

/** Where tokens are issued stands in the issuer's metadata; metadata that names another issuer is not believed. */
async function findTokenEndpoint(endpoint: RegistryEndpoint, issuer: string): Promise<string> {
  const answer = await callRegistry(endpoint, {
    operation: 'metadata',
    path: `${issuer}.well-known/oauth-authorization-server`,
    maxBytes: 256 * 1024,
  });
  const metadata = readAnswer(endpoint.registry, Metadata, answer.json);
  if (metadata.issuer !== issuer) {
    throw new RegistryAnswerUnreadable(endpoint.registry, 'wrong-shape', 'another issuer');
  }
  return metadata.token_endpoint;
}

async function grant(options: MaskinportenOptions, request: TokenRequest): Promise<string> {
  const { privateKey, clock, clientId, issuer } = options;
  const algorithm = privateKey.alg ?? 'RS256';
  const nowSeconds = Math.floor(clock.now().getTime() / 1_000);
  return new SignJWT({
    scope: request.scope,
    ...(request.consumerOrganisation ? { consumer_org: request.consumerOrganisation } : {}),
    ...(request.resource ? { resource: [request.resource] } : {}),
  })
    .setProtectedHeader({ alg: algorithm, ...(privateKey.kid ? { kid: privateKey.kid } : {}) })
    .setAudience(issuer)
    .setIssuer(clientId)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + grantSeconds)
    .setJti(randomUUID())
    .sign(await importJWK(privateKey, algorithm));
}
