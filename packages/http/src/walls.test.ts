import { randomUUID } from 'node:crypto';
import { AppError } from '@opptak/domain';
import { checkScopes, checkTenantWall } from '@opptak/testing';
import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { closed, reads, type TestApp, Things, testApp, words, writes } from '../test/app.ts';
import { otherKommune } from '../test/issuer.ts';
import { kommuneOf, openApiDocument } from './index.ts';

const ours = '6b1f7c1e-1d2c-4f0e-9d7b-3a5b8c9d0e1f';
const params = Type.Object({ thingId: Type.String({ format: 'uuid' }) });

/** One thing, of kommune 5540; `mistake` makes the route tell its existence to others, or hand it out. */
async function service(mistake: 'none' | 'tells' | 'hands-out'): Promise<TestApp> {
  const rate = { burst: 10_000, perSecond: 10_000 };
  const t = await testApp({ limits: { rates: { perKommune: rate, perAddress: rate, everyone: rate } } });
  t.app.get(
    '/things/:thingId',
    { config: reads, schema: { ...words('readThing'), params, response: { 200: Things } } },
    async (request) => {
      const { thingId } = request.params;
      const known = thingId === ours;
      if (known && (mistake === 'hands-out' || kommuneOf(request) === '5540')) return { things: [] };
      if (known && mistake === 'tells')
        throw new AppError('forbidden', 'other-kommune', 'Belongs to another kommune');
      throw new AppError('not-found', 'thing-not-found', 'No such thing');
    },
  );
  const search = Type.Object({ thingId: Type.String({ format: 'uuid' }) }, closed);
  t.app.post(
    '/search',
    {
      config: { ...writes, reads: true },
      schema: { ...words('search'), body: search, response: { 200: Things } },
    },
    async () => ({
      things: [],
    }),
  );
  await t.app.ready();
  return t;
}

describe('the wall between kommuner', () => {
  const check = (t: TestApp) =>
    checkTenantWall({
      app: t.app,
      document: openApiDocument(t.app),
      theirs: { thingId: [ours] },
      nowhere: { thingId: [randomUUID()] },
      stranger: () => t.as({ consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${otherKommune}` } }),
    });

  test('stands when another kommune’s things look like things that do not exist', async () => {
    expect(await check(await service('none'))).toEqual(['search', 'readThing']);
  });

  test('has a hole when a refusal tells that the thing exists', async () => {
    await expect(check(await service('tells'))).rejects.toThrow(
      'readThing: 403 for another kommune’s id, 404',
    );
  });

  test('has a hole when the thing is handed out', async () => {
    await expect(check(await service('hands-out'))).rejects.toThrow(
      'readThing: 200 for another kommune’s id',
    );
  });
});

describe('scopes', () => {
  test('each operation opens to its own and to no other', async () => {
    const t = await service('none');
    const document = openApiDocument(t.app);
    const callerWith = (scopes: readonly string[]) => t.as({ scope: scopes.join(' ') });

    expect(await checkScopes({ app: t.app, document, callerWith })).toBe(2);
    // The check itself: a token that has more than it says is found.
    const careless = () => t.as();
    await expect(checkScopes({ app: t.app, document, callerWith: careless })).rejects.toThrow(
      'with the scopes',
    );
  });
});
