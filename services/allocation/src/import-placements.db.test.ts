import { placementChanged } from '@opptak/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { birk, einer } from '../test/test-kommune.ts';

/** Made up: their months are raised by 80. */
const [ada, bo] = ['15832310074', '30908299902'];

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(async () => {
  await bench.reset();
  await bench.round({ [birk]: { small: 3, large: 3 }, [einer]: { small: 3, large: 3 } }, []);
});

const place = (nationalId: string, over: object = {}) => ({
  nationalId,
  kindergartenId: birk,
  from: '2026-08-01',
  until: null,
  daysPerWeek: 5,
  ...over,
});
const imports = (...placements: object[]) => bench.call('POST', '/v1/placement-imports', { placements });
const told = async () => (await bench.events(placementChanged)).length;

describe('places from the system used before', () => {
  test('are taken over once, however often the file is sent', async () => {
    expect((await imports(place(ada), place(bo))).json).toEqual({ imported: 2, known: 0 });
    expect((await imports(place(ada), place(bo))).json).toEqual({ imported: 0, known: 2 });
    expect(await told()).toBe(2);
  });

  test('are refused whole, with each row that can not be: nobody has two places on one day', async () => {
    await imports(place(ada, { from: '2027-01-01' }));
    const { status, json } = await imports(
      place(bo),
      place(ada, { kindergartenId: einer, until: '2026-12-31' }),
      place(ada, { from: '2026-12-31' }),
      place(bo, { from: '2026-01-01' }),
    );

    expect([status, json.type]).toEqual([400, 'urn:opptak:bad-placements']);
    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/placements/2',
      '/placements/3',
    ]);
    expect(await told()).toBe(1);
  });

  test('need a number that can be somebody’s, a kindergarten here, and an end after the beginning', async () => {
    const wrong = await imports(place('15832310075'));
    const rows = await imports(
      place(ada, { kindergartenId: '900000058' }),
      place(bo, { until: '2026-07-31' }),
    );

    expect(wrong.json.errors).toMatchObject([{ pointer: '/placements/0/nationalId' }]);
    expect(rows.json.errors).toMatchObject([
      { pointer: '/placements/0/kindergartenId' },
      { pointer: '/placements/1/until' },
    ]);
    expect(JSON.stringify([wrong.json, rows.json])).not.toContain('1583231');
  });
});
