import { randomUUID } from 'node:crypto';
import type { Clock } from '@opptak/domain';
import type { FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify } from 'jose';
import type { MockParts, MockRegistry } from '../mocks/mock-registry.ts';
import { mintAccessToken, type TokenClaims } from './mint-access-token.ts';
import { type MockClient, verifyGrant } from './verify-grant.ts';

export interface MaskinportenMock extends MockRegistry {
  registerClient(client: MockClient): void;
  /** A token without a grant: for tests, and for people who try the API by hand. */
  mint(claims: TokenClaims): Promise<string>;
  /** The issuer under which it stands on the server. Must be set before the first request. */
  setIssuer(issuer: string): void;
  /** A new signing key: earlier tokens are no longer accepted, and the key set changes. */
  rotateKey(): Promise<void>;
  readonly authorize: MockParts['authorize'];
}

/** A private RSA key with a `kid`, as a client or an issuer holds it. */
export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' };
}

/** The public half of a key. */
export const publicKeyOf = ({ kty, n, e, kid, alg, use }: JWK): JWK =>
  Object.fromEntries(Object.entries({ kty, n, e, kid, alg, use }).filter(([, value]) => value !== undefined));

/**
 * A stand-in Maskinporten: metadata, key set, and tokens for grants that hold. It judges grants as the real one does,
 * and signs with RS256.
 *
 * @param options.key The issuer's key; a new one is made when none is given.
 */
export async function maskinportenMock(options: {
  readonly clock: Clock;
  readonly key?: JWK;
}): Promise<MaskinportenMock> {
  const { clock } = options;
  const clients = new Map<string, MockClient>();
  const usedIds = new Set<string>();
  let key = options.key ?? (await newSigningKey());
  let issuer = '';

  const routes = (app: FastifyInstance): void => {
    app.get('/.well-known/oauth-authorization-server', async () => ({
      issuer,
      token_endpoint: `${issuer}token`,
      jwks_uri: `${issuer}jwks`,
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS256', 'RS384', 'RS512'],
    }));
    app.get('/jwks', async () => ({ keys: [publicKeyOf(key)] }));
    app.post<{ Body: { grant_type?: string; assertion?: string } | null }>(
      '/token',
      async (request, reply) => {
        if (request.body?.grant_type !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
          return reply.code(400).send({ error: 'unsupported_grant_type', error_description: 'MP-100' });
        }
        const answer = await verifyGrant(request.body.assertion ?? '', {
          issuer,
          clients,
          usedIds,
          now: clock.now(),
        });
        if (answer.type === 'refused') {
          return reply.code(400).send({ error: answer.error, error_description: answer.description });
        }
        const own = answer.client.organisation;
        const token = await mintAccessToken(issuer, key, clock.now(), {
          consumer: answer.delegatedBy ?? own,
          ...(answer.delegatedBy === null ? {} : { supplier: own }),
          scope: answer.scope,
          clientId: answer.client.clientId,
          ...(answer.resource.length > 0 ? { audience: answer.resource } : {}),
        });
        return { access_token: token, token_type: 'Bearer', expires_in: 599, scope: answer.scope };
      },
    );
  };

  const authorize: MaskinportenMock['authorize'] = async (request, reply, ...scopes) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const payload = await verify(token);
    if (!payload) {
      await reply.code(401).send({ status: 401, error: 'Unauthorized', message: 'access_token' });
      return null;
    }
    const held = String(payload.scope).split(' ');
    if (!scopes.some((scope) => held.includes(scope))) {
      await reply.code(403).send({ status: 403, error: 'Forbidden', message: 'scope' });
      return null;
    }
    const consumer = payload.consumer;
    const id =
      typeof consumer === 'object' && consumer !== null && 'ID' in consumer ? String(consumer.ID) : '';
    return id.replace('0192:', '');
  };

  const verify = async (token: string | undefined) => {
    if (token === undefined) return null;
    const verified = await jwtVerify(token, await importJWK(publicKeyOf(key), 'RS256'), {
      issuer,
      algorithms: ['RS256'],
      currentDate: clock.now(),
      clockTolerance: 10,
    }).catch(() => null);
    return verified?.payload ?? null;
  };

  return {
    name: 'maskinporten',
    prefix: '/maskinporten',
    routes,
    registerClient: (client) => void clients.set(client.clientId, client),
    mint: (claims) => mintAccessToken(issuer, key, clock.now(), claims),
    setIssuer: (next) => {
      issuer = next;
    },
    rotateKey: async () => {
      key = await newSigningKey();
    },
    authorize,
  };
}
