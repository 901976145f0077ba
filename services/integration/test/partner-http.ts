import type { KommuneNumber } from '@opptak/domain';
import { AppError } from '@opptak/domain';
import { buildHttp, type Caller, type HttpApp, makeLog } from '@opptak/http';
import type { Deps } from '../src/deps.ts';
import { integration } from '../src/index.ts';
import { nordreisa, type PartnerBench } from './partner-bench.ts';

export const allScopes = [
  'opptak:webhooks.read',
  'opptak:webhooks.write',
  'opptak:events.read',
  'opptak:placements.read',
  'opptak:fees.read',
  'opptak:exports.read',
  'opptak:exports.write',
];

/** The service's HTTP side, with limits that a flood of requests from one test does not reach. */
export async function buildPartnerApp(deps: Deps): Promise<HttpApp> {
  const rate = { burst: 1_000_000, perSecond: 1_000_000 };
  const app = await buildHttp({
    service: 'integration',
    title: integration.title,
    version: '1',
    log: makeLog({ service: 'integration', level: 'silent' }),
    clock: deps.clock,
    db: deps.db,
    verifier: { verify: async (token) => callerOf(token) },
    tenants: deps.tenants,
    limits: { eventLoopDelayMs: 60_000, rates: { perKommune: rate, perAddress: rate, everyone: rate } },
  });
  await integration.routes(app, deps);
  await app.ready();
  return app;
}

/** Tokens are checked in packages/http; here they say who calls, in plain text. */
export function bearer(
  { tenants }: Pick<PartnerBench, 'tenants'>,
  kommune: KommuneNumber,
  permissions: readonly string[] = allScopes,
): string {
  const caller: Caller = { organisation: tenants.get(kommune).organisation, supplier: null, permissions };
  return `Bearer ${Buffer.from(JSON.stringify(caller)).toString('base64url')}`;
}

function callerOf(token: string): Caller {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    throw new AppError('unauthenticated', 'invalid-token', 'Not a token');
  }
}

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads out of an answer it compares with what it expects
  readonly json: any;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Asks as a system of the kommune's. */
export function caller(app: HttpApp, bench: PartnerBench) {
  let requests = 0;
  return async (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body?: object,
    asked: { readonly kommune?: KommuneNumber; readonly key?: string } = {},
  ): Promise<Answered> => {
    requests += 1;
    const response = await app.inject({
      method,
      url,
      headers: {
        authorization: bearer(bench, asked.kommune ?? nordreisa),
        ...(method === 'POST' ? { 'idempotency-key': asked.key ?? `request-${requests}` } : {}),
      },
      ...(body ? { payload: body } : {}),
    });
    const isJson = String(response.headers['content-type'] ?? '').includes('json');
    return {
      status: response.statusCode,
      json: isJson && response.body ? JSON.parse(response.body) : null,
      text: response.body,
      headers: { ...response.headers },
    };
  };
}
