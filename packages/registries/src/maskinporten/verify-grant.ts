import { decodeJwt, importJWK, type JWK, type JWTPayload, jwtVerify } from 'jose';

/** A client as its owner registered it with Maskinporten. */
export interface MockClient {
  readonly clientId: string;
  /** Organisation number of its owner. */
  readonly organisation: string;
  /** Public keys (RSA), each with its `kid`. */
  readonly keys: readonly JWK[];
  /** Scopes one by one, or "opptak:*" for all that begin with a prefix. */
  readonly scopes: readonly string[];
  /** Organisations that have delegated these scopes to the owner. */
  readonly delegatedBy?: readonly string[];
}

export type GrantAnswer =
  | {
      readonly type: 'granted';
      readonly client: MockClient;
      readonly scope: string;
      /** Null unless the client acts for another organisation. */
      readonly delegatedBy: string | null;
      readonly resource: readonly string[];
    }
  | { readonly type: 'refused'; readonly error: string; readonly description: string };

const refused = (description: string, error = 'invalid_grant'): GrantAnswer => ({
  type: 'refused',
  error,
  description,
});

/** Judges a grant as Maskinporten does: known client and key, right audience, at most 120 s long, used once, scopes held. */
export async function verifyGrant(
  assertion: string,
  {
    issuer,
    clients,
    usedIds,
    now,
  }: {
    readonly issuer: string;
    readonly clients: ReadonlyMap<string, MockClient>;
    readonly usedIds: Set<string>;
    readonly now: Date;
  },
): Promise<GrantAnswer> {
  const client = clients.get(clientIdOf(assertion));
  if (!client) return refused('MP-011: unknown client');
  const payload = await jwtVerify(
    assertion,
    async ({ kid, alg }) => {
      const key = client.keys.find((one) => one.kid === kid);
      if (!key) throw new Error('unknown key');
      return importJWK(key, alg);
    },
    { algorithms: ['RS256', 'RS384', 'RS512'], audience: issuer, clockTolerance: 10, currentDate: now },
  ).then(
    (verified) => verified.payload,
    (error: unknown) => (error instanceof Error ? error.message : 'unreadable'),
  );
  if (typeof payload === 'string') return refused(`MP-120: ${payload}`);
  const fault = timeFault(payload, now);
  if (fault) return refused(fault);
  if (!payload.jti || usedIds.has(payload.jti)) return refused('MP-012: jti missing or used before');
  usedIds.add(payload.jti);
  return judgeScope(client, payload);
}

function clientIdOf(assertion: string): string {
  try {
    return decodeJwt(assertion).iss ?? '';
  } catch {
    return '';
  }
}

function timeFault({ iat, exp }: JWTPayload, now: Date): string | null {
  if (iat === undefined || exp === undefined) return 'MP-130: iat and exp are required';
  if (exp - iat > 120) return 'MP-130: longer than 120 seconds';
  return Math.abs(now.getTime() / 1_000 - iat) > 120 + 10 ? 'MP-130: iat is not now' : null;
}

const holds = ({ scopes }: MockClient, scope: string): boolean =>
  scopes.some((held) => held === scope || (held.endsWith(':*') && scope.startsWith(held.slice(0, -1))));

function judgeScope(client: MockClient, payload: JWTPayload): GrantAnswer {
  const scope = typeof payload.scope === 'string' ? payload.scope : '';
  const asked = scope.split(' ').filter((one) => one !== '');
  if (asked.length === 0 || asked.some((one) => !holds(client, one))) {
    return refused('MP-200: the client does not hold the scope', 'invalid_scope');
  }
  const consumer = payload.consumer_org;
  if (consumer !== undefined) {
    if (typeof consumer !== 'string' || !client.delegatedBy?.includes(consumer)) {
      return refused('MP-301: no delegation from this organisation');
    }
  }
  return {
    type: 'granted',
    client,
    scope: asked.join(' '),
    delegatedBy: typeof consumer === 'string' ? consumer : null,
    resource: Array.isArray(payload.resource) ? payload.resource.map(String) : [],
  };
}
