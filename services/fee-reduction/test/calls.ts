import { randomUUID } from 'node:crypto';
import type { KommuneNumber } from '@opptak/domain';
import { buildHttp, type HttpApp, makeLog } from '@opptak/http';
import type { Links } from '@opptak/service';
import type { Deps } from '../src/deps.ts';
import { feeReduction } from '../src/index.ts';
import type { Schema } from '../src/schema.generated.ts';
import { organisations, tromso } from './test-kommune.ts';

const plenty = { burst: 1_000_000, perSecond: 1_000_000 };
const allPermissions = [
  'opptak:fees.read',
  'opptak:fees.write',
  'opptak:fees.decide',
  'opptak:fees.estimate',
  'opptak:invoices.read',
  'opptak:invoices.write',
  'opptak:prices.write',
];

export interface Asked {
  readonly permissions?: readonly string[];
  readonly employee?: string;
  readonly kommune?: KommuneNumber;
  readonly key?: string;
  readonly link?: string;
}

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: an answer as a client of another language sees it
  readonly json: any;
}

/** The service's HTTP side, without a port. A token is what it says: how tokens are checked is tested where that is done. */
export async function buildApp(deps: Deps, guardianLinks: Links): Promise<HttpApp> {
  const app = await buildHttp<Schema>({
    service: feeReduction.name,
    title: feeReduction.title,
    version: '1',
    log: makeLog({ service: feeReduction.name, level: 'silent' }),
    clock: deps.clock,
    db: deps.db,
    verifier: { verify: async (token) => JSON.parse(Buffer.from(token, 'base64url').toString()) },
    tenants: deps.tenants,
    guardianLinks,
    limits: {
      eventLoopDelayMs: 60_000,
      rates: { perKommune: plenty, perAddress: plenty, everyone: plenty },
    },
  });
  await feeReduction.routes(app, deps);
  await app.ready();
  return app;
}

/** As a kommune's own system asks, or whoever holds a link; each change with a key of its own unless one is given. */
export function headers({ permissions = allPermissions, employee, kommune = tromso, key, link }: Asked = {}) {
  const who = { organisation: organisations[kommune], supplier: null, permissions };
  const token = Buffer.from(JSON.stringify(who)).toString('base64url');
  return {
    ...(link ? {} : { authorization: `Bearer ${token}` }),
    'idempotency-key': key ?? randomUUID(),
    ...(employee ? { 'opptak-employee': employee } : {}),
  };
}

export const caller =
  (app: HttpApp) =>
  async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
    asked: Asked = {},
  ): Promise<Answered> => {
    const answer = await app.inject({
      method,
      url,
      headers: headers(asked),
      ...(body ? { payload: body } : {}),
    });
    const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
    return {
      status: answer.statusCode,
      body: answer.body,
      type,
      json: type.endsWith('json') ? answer.json() : null,
    };
  };
