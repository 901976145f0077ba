import { platformDb } from '@opptak/db';
import { AppError, type KommuneNumber } from '@opptak/domain';
import { buildHttp, type Caller, type HttpApp, makeLog } from '@opptak/http';
import { caseLogRoute, type Links } from '@opptak/service';
import type { Deps } from '../src/deps.ts';
import { allocation } from '../src/index.ts';
import { storfjord, tenants } from './test-kommune.ts';

export const allScopes = [
  'runs.read',
  'runs.write',
  'runs.decide',
  'runs.audit',
  'offers.read',
  'offers.write',
  'placements.read',
  'placements.write',
  'explanations.read',
  'case-log.read',
].map((name) => `opptak:${name}`);

export interface Asked {
  readonly kommune?: KommuneNumber;
  readonly employee?: string;
  readonly key?: string;
}
export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads out of an answer it compares with what it expects
  readonly json: any;
}

/** The service's HTTP side, without a port. */
export async function buildApp(deps: Deps, guardianLinks: Links): Promise<HttpApp> {
  const rate = { burst: 1_000_000, perSecond: 1_000_000 };
  const app = await buildHttp({
    service: 'allocation',
    title: allocation.title,
    version: '1',
    log: makeLog({ service: 'allocation', level: 'silent' }),
    clock: deps.clock,
    db: deps.db,
    verifier: { verify: async (token) => callerOf(token) },
    tenants,
    guardianLinks,
    // A crowded machine may take long to start the engine's thread, for which the first request waits.
    limits: {
      eventLoopDelayMs: 60_000,
      handlerMs: 300_000,
      rates: { perKommune: rate, perAddress: rate, everyone: rate },
    },
  });
  await allocation.routes(app, deps);
  await app.register(caseLogRoute, { deps: { db: platformDb(deps.db) } });
  await app.ready();
  return app;
}

/** Asks as a kommune's own system does; each change with a key of its own unless one is given. */
export function caller(app: HttpApp) {
  let requests = 0;
  return async (method: 'GET' | 'POST', url: string, body?: object, asked: Asked = {}): Promise<Answered> => {
    requests += 1;
    const { statusCode, body: text } = await app.inject({
      method,
      url,
      headers: {
        authorization: bearer(asked.kommune ?? storfjord, allScopes),
        ...(asked.employee ? { 'opptak-employee': asked.employee } : {}),
        ...(method === 'POST' ? { 'idempotency-key': asked.key ?? `request-${requests}` } : {}),
      },
      ...(body ? { payload: body } : {}),
    });
    return { status: statusCode, json: text === '' ? null : JSON.parse(text) };
  };
}

/** Tokens are checked in packages/http; here they say who calls, in plain text. */
export function bearer(kommune: KommuneNumber, permissions: readonly string[]): string {
  const who: Caller = { organisation: tenants.get(kommune).organisation, supplier: null, permissions };
  return `Bearer ${Buffer.from(JSON.stringify(who)).toString('base64url')}`;
}

function callerOf(token: string): Caller {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch {
    throw new AppError('unauthenticated', 'invalid-token', 'Not a token');
  }
}
