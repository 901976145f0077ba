import { AppError, type Clock, isOrganisationNumber } from '@opptak/domain';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import { type KeySourceOptions, keySource } from './key-source.ts';

/** Who a token speaks for. */
export interface Caller {
  /** Organisation number of the kommune: the token's `consumer`, never its client id. */
  readonly organisation: string;
  /** Organisation number of the vendor that holds the delegation, when one acts. */
  readonly supplier: string | null;
  /** The scopes, one by one. */
  readonly permissions: readonly string[];
}

export interface TokenVerifier {
  /** @throws AppError unauthenticated `invalid-token`; unavailable `token-keys-unavailable`. Never says which check failed. */
  verify(token: string): Promise<Caller>;
}

export interface VerifierOptions extends KeySourceOptions {
  /** Exactly as in the token: test and production differ here. */
  readonly issuer: string;
  /** Ours. Without it a token for another provider with the same scope could be replayed here. */
  readonly audience: string;
  readonly clock: Clock;
  /** Longest time from `iat` to `exp`. Maskinporten's default is 120 s. */
  readonly maxLifetimeSeconds?: number;
}

const algorithms = ['RS256'];
const toleranceSeconds = 10;
/** Ways for a token to bring its own key. Ours come from the issuer only. */
const foreignKeys = ['jwk', 'jku', 'x5u', 'x5c'];

/**
 * Checks Maskinporten access tokens (self-contained, signed with RS256). Tokens can not be revoked at the issuer
 * before they expire; we revoke by taking the kommune or supplier out of the tenant directory, which is asked on
 * every request.
 */
export function makeVerifier(options: VerifierOptions): TokenVerifier {
  const keys = keySource(options);
  const maxLifetime = options.maxLifetimeSeconds ?? 3600;
  return {
    async verify(token) {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, keys, {
          algorithms,
          issuer: options.issuer,
          audience: options.audience,
          currentDate: options.clock.now(),
          clockTolerance: toleranceSeconds,
          maxTokenAge: maxLifetime,
          requiredClaims: ['iss', 'aud', 'exp', 'iat', 'scope', 'consumer'],
        });
        if (foreignKeys.some((name) => name in protectedHeader)) throw new RangeError('Token brings a key');
        return callerOf(payload, maxLifetime);
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof RangeError || error instanceof TypeError) {
          throw new AppError('unauthenticated', 'invalid-token', 'The access token is not valid here', {
            cause: error,
          });
        }
        throw error;
      }
    },
  };
}

/** @throws RangeError for claims that Maskinporten does not write. */
function callerOf(claims: JWTPayload, maxLifetime: number): Caller {
  const { exp = 0, iat = 0, scope, consumer, supplier } = claims;
  if (exp - iat > maxLifetime || exp <= iat) throw new RangeError('Lifetime');
  if (typeof scope !== 'string') throw new RangeError('Scope');
  return {
    organisation: organisationOf(consumer),
    supplier: supplier === undefined ? null : organisationOf(supplier),
    permissions: scope.split(' ').filter((one) => one !== ''),
  };
}

function organisationOf(party: unknown): string {
  if (typeof party !== 'object' || party === null) throw new RangeError('Organisation');
  const authority: unknown = Reflect.get(party, 'authority');
  const id: unknown = Reflect.get(party, 'ID');
  if (authority !== 'iso6523-actorid-upis' || typeof id !== 'string' || !/^0192:\d{9}$/.test(id)) {
    throw new RangeError('Organisation');
  }
  const organisation = id.slice(5);
  if (!isOrganisationNumber(organisation)) throw new RangeError('Organisation');
  return organisation;
}
