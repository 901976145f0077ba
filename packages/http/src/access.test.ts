import { kommuneNumber } from '@opptak/domain';
import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { closed, reads, testApp, words, writes } from '../test/app.ts';
import { otherKommune, vendor } from '../test/issuer.ts';
import { kommuneOf } from './index.ts';

const thingId = '6b1f7c1e-1d2c-4f0e-9d7b-3a5b8c9d0e1f';
const party = (organisation: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${organisation}` });
describe('access', () => {
  const setUp = async () => {
    const t = await testApp({
      guardianLinks: {
        actorOf: async (token) =>
          token === 'good'
            ? {
                type: 'guardian',
                kommune: kommuneNumber('5540'),
                guardianId: thingId,
                opens: { purpose: 'offer', id: thingId },
              }
            : null,
      },
    });
    const who = { 200: Type.Object({ kommune: Type.String() }, closed) };
    t.app.get('/things', { config: reads, schema: { ...words('a'), response: who } }, async (request) => ({
      kommune: kommuneOf(request),
    }));
    t.app.post(
      '/kommuner/:kommune/things',
      {
        config: { ...writes, reads: true },
        schema: { ...words('b'), params: Type.Object({ kommune: Type.String() }), response: who },
      },
      async (request) => ({ kommune: kommuneOf(request) }),
    );
    t.app.get(
      '/invitation',
      { config: { access: 'guardian-link' }, schema: { ...words('c'), response: who } },
      async (request) => ({
        kommune: kommuneOf(request),
      }),
    );
    t.app.post(
      '/answers',
      {
        config: { access: 'guardian-link', reads: true },
        schema: { ...words('d'), body: Type.Object({ token: Type.String() }, closed), response: who },
      },
      async (request) => ({ kommune: kommuneOf(request) }),
    );
    return t;
  };
  test('is given to the kommune of the token, whatever else the request says', async () => {
    const t = await setUp();

    const response = await t.app.inject({
      method: 'GET',
      url: '/things',
      headers: {
        ...(await t.as()),
        'x-forwarded-for': '10.0.0.1',
        'x-user': 'admin',
        'x-tenant': '5538',
        'opptak-kommune': '5538',
      },
    });

    expect(response.json()).toEqual({ kommune: '5540' });
  });

  test.each([
    ['no token', {}, 401],
    ['another scheme', { authorization: 'Basic YTpi' }, 401],
    ['a token that is none', { authorization: 'Bearer x' }, 401],
  ])('is refused with %s', async (_what, headers, status) => {
    const t = await setUp();
    const response = await t.app.inject({ method: 'GET', url: '/things', headers });

    expect(response.statusCode).toBe(status);
    expect(response.headers['www-authenticate']).toMatch('Bearer');
  });

  test.each([
    ['the scope of another operation', { scope: 'opptak:things.write' }],
    ['a scope that only begins alike', { scope: 'opptak:things.reader opptak:things.rea opptak:things' }],
    ['a scope in capitals', { scope: 'OPPTAK:THINGS.READ' }],
    ['the scope with a tab instead of a space', { scope: 'a\topptak:things.read' }],
    ['an organisation that is no kommune here', { consumer: party(vendor) }],
    [
      'a supplier that the kommune has not approved',
      { consumer: party(otherKommune), supplier: party(vendor) },
    ],
  ])('is forbidden with %s', async (_what, claims) => {
    const t = await setUp();

    expect(
      (await t.app.inject({ method: 'GET', url: '/things', headers: await t.as(claims) })).statusCode,
    ).toBe(403);
  });

  test('of a supplier ends with its approval, at once', async () => {
    const t = await setUp();
    const call = async () =>
      (
        await t.app.inject({
          method: 'GET',
          url: '/things',
          headers: await t.as({ supplier: party(vendor) }),
        })
      ).statusCode;

    expect(await call()).toBe(200);
    t.suppliers.length = 0;
    expect(await call()).toBe(403);
  });

  test('to another kommune’s path looks like a path that does not exist', async () => {
    const t = await setUp();
    const call = async (url: string) => {
      const response = await t.app.inject({ method: 'POST', url, headers: await t.as() });
      return { ...response.json(), instance: '' };
    };

    expect((await call('/kommuner/5540/things')).kommune).toBe('5540');
    expect(await call('/kommuner/5538/things')).toEqual(await call('/kommuner/5538/nothing'));
  });

  test('by a guardian’s link works with the link in header or body, and only a good one', async () => {
    const t = await setUp();
    const get = (token: string) =>
      t.app.inject({ method: 'GET', url: '/invitation', headers: { 'opptak-link': token } });

    expect((await get('good')).json()).toEqual({ kommune: '5540' });
    expect((await get('bad')).statusCode).toBe(401);
    expect((await t.app.inject({ method: 'GET', url: '/invitation' })).statusCode).toBe(401);
    const post = (token: string) => t.app.inject({ method: 'POST', url: '/answers', payload: { token } });
    expect((await post('good')).json()).toEqual({ kommune: '5540' });
    expect((await post('bad')).statusCode).toBe(401);
  });

  test.each(['05892098765', '058920-98765 ', 'a b', 'x'.repeat(65), 'Åse'])(
    'refuses %j as an employee’s id',
    async (employee) => {
      const t = await setUp();
      const headers = { ...(await t.as()), 'opptak-employee': employee };
      const response = await t.app.inject({ method: 'GET', url: '/things', headers });

      expect([response.statusCode, response.body.includes(employee)]).toEqual([400, false]);
    },
  );
});
