import { Writable } from 'node:stream';
import { kommuneNumber, type MovableClock, movableClock } from '@opptak/domain';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { Type } from 'typebox';
import {
  buildHttp,
  type HttpApp,
  type HttpOptions,
  makeLog,
  makeVerifier,
  tenantDirectory,
} from '../src/index.ts';
import {
  audience,
  issuerUrl,
  oneKommune,
  otherKommune,
  type TestIssuer,
  testIssuer,
  vendor,
} from './issuer.ts';

/** For tests that need no database: every query answers with no rows. */
export const noDatabase = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export interface TestApp {
  readonly app: HttpApp;
  readonly issuer: TestIssuer;
  readonly clock: MovableClock;
  /** Every line that was logged. */
  readonly lines: string[];
  /** Vendors approved by the kommune; change it to withdraw one. */
  readonly suppliers: string[];
  /** Headers of a good call. */
  readonly as: (change?: Readonly<Record<string, unknown>>) => Promise<Record<string, string>>;
}

/** The platform as a service gets it, with an issuer and tenants of its own; routes are added by the test. */
export async function testApp(options: Partial<HttpOptions<never>> = {}): Promise<TestApp> {
  const clock = movableClock(new Date('2026-02-20T09:00:00Z'));
  const issuer = await testIssuer(clock);
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const suppliers = [vendor];
  const app = await buildHttp<never>({
    service: 'intake',
    title: 'Test',
    version: '1',
    log: makeLog({ service: 'intake', destination }),
    clock,
    db: noDatabase,
    verifier: makeVerifier({
      issuer: issuerUrl,
      audience,
      clock,
      jwksUrl: issuer.jwksUrl,
      fetch: issuer.fetch,
    }),
    tenants: tenantDirectory(() => [
      { kommune: kommuneNumber('5540'), organisation: oneKommune, suppliers },
      { kommune: kommuneNumber('5538'), organisation: otherKommune, suppliers: [] },
    ]),
    // A busy test machine must not turn answers into 503.
    limits: { eventLoopDelayMs: 60_000, ...options.limits },
    ...Object.fromEntries(Object.entries(options).filter(([name]) => name !== 'limits')),
  });
  const as = async (change = {}) => ({ authorization: `Bearer ${await issuer.token(change)}` });
  return { app, issuer, clock, lines, suppliers, as };
}

export const closed = { additionalProperties: false } as const;

export const Thing = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    amount: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    startOn: Type.Optional(Type.String({ format: 'date' })),
    note: Type.Optional(Type.Union([Type.String({ maxLength: 500 }), Type.Null()])),
  },
  { $id: 'Thing', ...closed },
);
export const Things = Type.Object({ things: Type.Array(Thing) }, { $id: 'Things', ...closed });

/** The words that every route needs besides what the test is about. */
export const words = (operationId: string) => ({ operationId, summary: 'For the test', tags: ['things'] });
export const reads = { access: 'kommune', permission: 'opptak:things.read' } as const;
export const writes = { access: 'kommune', permission: 'opptak:things.write' } as const;
