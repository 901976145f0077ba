import { offerAnswered, offerMade, vedtakMade } from '@opptak/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { applicationOf, birk, einer, roundId } from '../test/test-kommune.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(() => bench.reset());

const refill = async () => {
  await bench.job('refill-vacancies');
  await bench.work();
};
const offers = async () =>
  Object.fromEntries(
    (
      await bench.database.admin<{ status: string; count: string }>(
        'select status, count(*) from allocation.place_offer group by status',
      )
    ).map(({ status, count }) => [status, Number(count)]),
  );
const large = (name: string) => ({ name, at: birk, wishes: [], bornOn: '2024-02-01' });

describe('a kindergarten whose children have outgrown the small band', () => {
  test('gives its free small seats in the round: nothing that the run gave is taken back', async () => {
    // Three children born in 2024 are large in 2027, on one large seat; two small seats are free.
    await bench.round({ [birk]: { small: 2, large: 1 } }, [
      ...['kim', 'liv', 'mo'].map(large),
      { name: 'ada', wishes: [birk], right: false },
      { name: 'bo', wishes: [birk], right: false },
      { name: 'eli', wishes: [birk], right: false },
    ]);
    await bench.run();
    expect(await offers()).toEqual({ open: 2 });
    const waiting = ['ada', 'bo', 'eli'];
    const [first] = (await bench.events(offerMade)).map(({ payload }) => payload.applicationId);
    const who = waiting.find((name) => applicationOf(name) === first) ?? '';
    await bench.answer(who, 'declined');
    await refill();

    expect(await offers()).toEqual({ open: 2, declined: 1 });
    expect((await bench.events(offerAnswered)).map(({ payload }) => payload.answer)).toEqual(['declined']);
  });

  test('keeps a seat for nobody where a large child leaves: there were too many', async () => {
    await bench.round({ [birk]: { small: 0, large: 1 } }, [
      ...['kim', 'liv'].map(large),
      { name: 'ada', wishes: [birk], bornOn: '2023-02-01', right: false },
    ]);
    await bench.run();
    await bench.database.admin(
      `update allocation.placement set status = 'ended', until_on = '2027-07-31'
       where id = (select id from allocation.placement limit 1)`,
    );
    await refill();
    expect(await offers()).toEqual({});
    await bench.database.admin(`update allocation.placement set status = 'ended', until_on = '2027-07-31'`);
    await refill();
    expect(await offers()).toEqual({ open: 1 });
  });
});

describe('where age bands share seats', () => {
  const shared = (order: readonly ['small' | 'large', 'small' | 'large'], minimum: object) =>
    bench.kindergarten(
      birk,
      { small: 2, large: 2 },
      { conversion: { order: [...order], minimum: { small: 0, large: 0, ...minimum } } },
      99,
    );

  test('a seat that is turned down is given again by the same count of units, and no offer is taken back', async () => {
    // Six units. Small first, one large kept: two small (4 units, of the 5 that may go to them), then two large.
    await bench.round({ [birk]: { small: 2, large: 2 } }, [
      ...['ada', 'bo', 'eli'].map((name, index) => ({
        name,
        wishes: [birk],
        right: false,
        bornOn: `2025-0${index + 1}-01`,
      })),
      ...['kim', 'liv', 'mo', 'nor'].map((name, index) => ({
        name,
        wishes: [birk],
        right: false,
        bornOn: `2023-0${index + 1}-01`,
      })),
    ]);
    await shared(['small', 'large'], { large: 1, small: 1 });
    await bench.run();
    expect(await offers()).toEqual({ open: 4 });

    // A small seat is two large ones; but small go first, and one of them waits.
    await bench.answer('ada', 'declined');
    await refill();
    expect((await bench.offerOf('eli'))?.status).toBe('open');
    // Nobody small waits any more: the two units go to the two large ones who do.
    await bench.answer('eli', 'declined');
    await refill();
    expect([await bench.offerOf('mo'), await bench.offerOf('nor')].map((offer) => offer?.status)).toEqual([
      'open',
      'open',
    ]);
    await refill();
    expect(await offers()).toEqual({ open: 5, declined: 2 });
    for (const name of ['bo', 'kim', 'liv', 'mo', 'nor'])
      expect((await bench.answer(name, 'accepted')).status).toBe(200);
    expect((await bench.events(offerAnswered)).map(({ payload }) => payload.answer).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'accepted'),
      'declined',
      'declined',
    ]);
  });

  test('the band that the owner lets go first goes first in the run too', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 } }, [
      { name: 'ada', wishes: [birk], right: false },
      { name: 'kim', wishes: [birk], bornOn: '2023-01-01', right: false },
      { name: 'liv', wishes: [birk], bornOn: '2023-02-01', right: false },
    ]);
    await bench.kindergarten(
      birk,
      { small: 1, large: 0 },
      { conversion: { order: ['large', 'small'], minimum: { small: 0, large: 0 } } },
      99,
    );
    await bench.run();
    expect((await bench.events(offerMade)).map(({ payload }) => payload.applicationId).toSorted()).toEqual(
      [applicationOf('kim'), applicationOf('liv')].toSorted(),
    );
  });

  test('kindergartens with different orders of bands can not be in one run, and it says so', async () => {
    await bench.round({ [birk]: { small: 1, large: 1 }, [einer]: { small: 1, large: 1 } }, [
      { name: 'ada', wishes: [birk] },
    ]);
    const minimum = { small: 0, large: 0 };
    const seats = { small: 1, large: 1 };
    await bench.kindergarten(birk, seats, { conversion: { order: ['large', 'small'], minimum } }, 98);
    await bench.kindergarten(einer, seats, { conversion: { order: ['small', 'large'], minimum } }, 99);
    const refused = await bench.call('POST', '/v1/runs', { roundId });
    expect([refused.status, refused.json.type]).toEqual([409, 'urn:opptak:band-orders-differ']);
  });

  test('the minimum of the band that goes second is its own again as soon as those who sat on it have left', async () => {
    // Two units, kept for a small child, and held by two large ones who have been given einer.
    await bench.round({ [birk]: { small: 1, large: 0 }, [einer]: { small: 0, large: 2 } }, [
      { name: 'kim', at: birk, wishes: [einer], bornOn: '2023-01-01', right: false },
      { name: 'liv', at: birk, wishes: [einer], bornOn: '2023-02-01', right: false },
      { name: 'ada', wishes: [birk], right: false },
      { name: 'mo', wishes: [birk], bornOn: '2023-03-01', right: false },
    ]);
    await bench.kindergarten(
      birk,
      { small: 1, large: 0 },
      { conversion: { order: ['large', 'small'], minimum: { small: 1, large: 0 } } },
      99,
    );
    await bench.run();
    await bench.answer('kim', 'accepted');
    await refill();
    expect([await bench.offerOf('ada'), await bench.offerOf('mo')]).toEqual([undefined, undefined]);
    await bench.answer('liv', 'accepted');
    await refill();
    expect(await offers()).toEqual({ accepted: 2, open: 1 });
    expect((await bench.offerOf('ada'))?.status).toBe('open');
    expect((await bench.events(vedtakMade)).at(-1)?.payload.applicationId).toBe(applicationOf('ada'));
  });
});
