import type { Clock } from '@opptak/domain';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from 'jose';

export const issuerUrl = 'https://test.maskinporten.no/';
export const audience = 'https://opptak.example/';
/** Organisation numbers of public bodies; none of them is a kommune. */
export const oneKommune = '974760673';
export const otherKommune = '974767880';
export const vendor = '991825827';

export interface TestIssuer {
  readonly jwksUrl: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** How often the keys were asked for. */
  readonly fetched: () => number;
  /** Makes the key document unreachable, or reachable again. */
  readonly down: (down: boolean) => void;
  readonly fetch: typeof globalThis.fetch;
  /** A good token, but for what is changed. A claim set to undefined is left out. */
  token(change?: Readonly<Record<string, unknown>>, header?: Partial<JWTHeaderParameters>): Promise<string>;
}

let made: ReturnType<typeof generateKeyPair> | undefined;
/** One for all tests of a file: making a key takes longer than most of them. */
const keyPair = () => {
  made ??= generateKeyPair('RS256', { extractable: true });
  return made;
};

/** An issuer with one key, in this process. */
export async function testIssuer(clock: Clock): Promise<TestIssuer> {
  const { privateKey, publicKey } = await keyPair();
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }] };
  let fetches = 0;
  let unreachable = false;
  return {
    jwksUrl: `${issuerUrl}jwk`,
    privateKey,
    publicKey,
    fetched: () => fetches,
    down: (down) => {
      unreachable = down;
    },
    fetch: async () => {
      fetches += 1;
      if (unreachable) throw new TypeError('fetch failed');
      return Response.json(jwks);
    },
    token: (change = {}, header = {}) => sign(privateKey, { ...goodClaims(clock), ...change }, header),
  };
}

/** What Maskinporten writes, for a kommune that calls for itself. */
export function goodClaims(clock: Clock): Record<string, unknown> {
  const now = Math.floor(clock.now().getTime() / 1000);
  return {
    iss: issuerUrl,
    aud: audience,
    iat: now,
    exp: now + 120,
    scope: 'opptak:things.read opptak:things.write',
    client_id: 'b0a1a8a4-0000-4000-8000-000000000001',
    jti: 'one',
    consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${oneKommune}` },
  };
}

export function sign(
  key: CryptoKey | Uint8Array,
  claims: Readonly<Record<string, unknown>>,
  header: Partial<JWTHeaderParameters> = {},
  kid: string | null = 'key-1',
): Promise<string> {
  const full = { alg: 'RS256', ...(kid === null ? {} : { kid }), ...header };
  return new SignJWT({ ...claims }).setProtectedHeader(full).sign(key);
}
