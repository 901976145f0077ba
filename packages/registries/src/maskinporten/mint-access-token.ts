import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';

/** What an access token says. Organisation numbers without the "0192:" before them. */
export interface TokenClaims {
  /** Whose right is used: the kommune, or an organisation that acts for itself. */
  readonly consumer: string;
  /** The vendor that acts for the consumer. */
  readonly supplier?: string;
  /** Space-separated. */
  readonly scope: string;
  readonly clientId?: string;
  /** Whom the token is for. Default "unspecified", as when no resource was asked for. */
  readonly audience?: string | readonly string[];
  /** Seconds it is valid. Default 599. */
  readonly lifetime?: number;
}

const organisation = (number: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${number}` });

/** One audience is written as text, several as a list. */
function audienceOf({ audience = 'unspecified' }: TokenClaims): string | string[] {
  if (typeof audience === 'string') return audience;
  const [first = 'unspecified', ...rest] = audience;
  return rest.length === 0 ? first : [first, ...rest];
}

/** Writes an access token as Maskinporten does. @param key The issuer's private key (RSA), with its `kid`. */
export async function mintAccessToken(
  issuer: string,
  key: JWK,
  now: Date,
  claims: TokenClaims,
): Promise<string> {
  const nowSeconds = Math.floor(now.getTime() / 1_000);
  return new SignJWT({
    client_amr: 'private_key_jwt',
    token_type: 'Bearer',
    client_id: claims.clientId ?? 'mock-client',
    scope: claims.scope,
    consumer: organisation(claims.consumer),
    ...(claims.supplier === undefined
      ? {}
      : { supplier: organisation(claims.supplier), delegation_source: 'https://tt02.altinn.no/' }),
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid ?? '' })
    .setIssuer(issuer)
    .setAudience(audienceOf(claims))
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + (claims.lifetime ?? 599))
    .setJti(randomUUID())
    .sign(await importJWK(key, 'RS256'));
}
