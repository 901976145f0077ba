import { fuzzApi } from '@opptak/testing';
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { closed, reads, Thing, Things, testApp, words, writes } from '../test/app.ts';
import { etagOf, openApiDocument, seenVersion } from './index.ts';

const Deep = Type.Object(
  {
    things: Type.Array(Thing, { maxItems: 5 }),
    at: Type.String({ format: 'date-time' }),
    share: Type.Number({ minimum: 0, maximum: 1 }),
    both: Type.Tuple([Type.Boolean(), Type.Integer()]),
    names: Type.Record(Type.String({ pattern: '^[a-z]{2}$' }), Type.String({ maxLength: 20 }), closed),
    language: Type.Union([Type.Enum(['nb', 'se']), Type.Null()]),
  },
  { $id: 'Deep', ...closed },
);
const Query = Type.Object(
  { limit: Type.Integer({ minimum: 1, maximum: 9, default: 3 }), open: Type.Optional(Type.Boolean()) },
  closed,
);

test('of 1 500 requests made from the document none gets past it, none fails, every answer is as described', async () => {
  const rate = { burst: 100_000, perSecond: 100_000 };
  const t = await testApp({ limits: { rates: { perKommune: rate, perAddress: rate, everyone: rate } } });
  const params = Type.Object({ thingId: Type.String({ format: 'uuid' }) });
  const echo = { ...writes, reads: true };
  t.app.post(
    '/things',
    { config: echo, schema: { ...words('thing'), body: Thing, response: { 200: Thing } } },
    async (request) => request.body,
  );
  t.app.post(
    '/deep',
    { config: echo, schema: { ...words('deep'), body: Deep, response: { 200: Deep } } },
    async (request) => request.body,
  );
  t.app.get(
    '/things/:thingId',
    { config: reads, schema: { ...words('list'), params, querystring: Query, response: { 200: Things } } },
    async () => ({ things: [] }),
  );
  t.app.put(
    '/things/:thingId',
    {
      config: { ...echo, versioned: true },
      schema: { ...words('change'), params, body: Thing, response: { 200: Thing } },
    },
    async (request, reply) => {
      reply.header('etag', etagOf(seenVersion(request) + 1));
      return request.body;
    },
  );
  await t.app.ready();
  const caller = await t.as();

  const report = await fuzzApi({
    app: t.app,
    document: openApiDocument(t.app),
    callerOf: async () => caller,
    seed: 2026,
    runs: 300,
  });

  // The service has no rules beside those it describes.
  expect(report.refusedAsDescribed).toEqual([]);
  expect(report.requests).toBeGreaterThan(1500);
  for (const [operation, statuses] of Object.entries(report.statuses)) {
    expect([operation, (statuses[200] ?? 0) > 40, (statuses[400] ?? 0) > 40]).toEqual([
      operation,
      true,
      true,
    ]);
  }
});
