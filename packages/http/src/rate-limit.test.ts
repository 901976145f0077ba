import { describe, expect, test } from 'vitest';
import { reads, Things, testApp, words } from '../test/app.ts';
import { oneKommune, otherKommune } from '../test/issuer.ts';

const party = (organisation: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${organisation}` });
describe('rates', () => {
  test('one kommune that floods is told to wait; the other notices nothing', async () => {
    let ms = 0;
    const t = await testApp({
      monotonicMs: () => ms,
      limits: {
        rates: {
          perKommune: { burst: 5, perSecond: 2 },
          perAddress: { burst: 5, perSecond: 2 },
          everyone: { burst: 1000, perSecond: 1000 },
        },
      },
    });
    t.app.get(
      '/things',
      { config: reads, schema: { ...words('a'), response: { 200: Things } } },
      async () => ({ things: [] }),
    );
    const call = async (organisation: string) =>
      t.app.inject({ method: 'GET', url: '/things', headers: await t.as({ consumer: party(organisation) }) });

    const flood = [];
    for (let i = 0; i < 8; i += 1) flood.push(await call(oneKommune));
    expect(flood.map((response) => response.statusCode)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    expect(flood[7]?.headers).toMatchObject({
      'retry-after': '1',
      'ratelimit-policy': '"kommune";q=5;w=3',
      ratelimit: '"kommune";r=0;t=1',
    });
    expect((await call(otherKommune)).statusCode).toBe(200);
    ms += 500;
    expect((await call(oneKommune)).statusCode).toBe(200);
    expect((await call(oneKommune)).statusCode).toBe(429);
  });
});
