import { childLeft, offerAnswered, offerMade, placementChanged, vedtakMade } from '@opptak/contracts';
import { isoDate } from '@opptak/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { applicationOf, birk, childOf, einer, furu, roundId } from '../test/test-kommune.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(() => bench.reset());

const statusOf = async (...names: string[]) =>
  Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, (await bench.offerOf(name))?.status] as const)),
  );
const refill = async () => {
  await bench.job('refill-vacancies');
  await bench.work();
};

describe('a seat that a child with a place leaves', () => {
  beforeEach(() =>
    // tor has the only seat at birk and moves to einer, where one is free; ada shall have his, bo wants it too.
    bench.round({ [birk]: { small: 1, large: 0 }, [einer]: { small: 1, large: 0 } }, [
      { name: 'tor', at: birk, wishes: [einer], bornOn: '2025-01-01', right: false },
      { name: 'ada', wishes: [birk], bornOn: '2025-02-01', right: false },
      { name: 'bo', wishes: [birk], bornOn: '2025-03-01', right: false },
    ]),
  );

  test('is offered to nobody before that child has said yes, and the family is told of nothing until then', async () => {
    await bench.run();

    expect(await statusOf('tor', 'ada', 'bo')).toEqual({ tor: 'open', ada: 'waiting', bo: undefined });
    expect((await bench.events(offerMade)).map(({ payload }) => payload.applicationId)).toEqual([
      applicationOf('tor'),
    ]);
    expect((await bench.events(vedtakMade)).map(({ payload }) => payload.applicationId).toSorted()).toEqual(
      [applicationOf('bo'), applicationOf('tor')].toSorted(),
    );
    expect((await bench.answer('ada', 'accepted')).json.type).toBe('urn:opptak:offer-not-announced');
  });

  test('is offered when the child says yes; the one who shall have it gets the whole time to answer', async () => {
    await bench.run();
    bench.clock.moveTo(new Date('2027-03-15T09:00:00Z'));
    await bench.answer('tor', 'accepted');
    await bench.work();

    expect(await statusOf('ada')).toEqual({ ada: 'open' });
    const [, told] = await bench.events(offerMade);
    expect(told?.payload).toMatchObject({
      applicationId: applicationOf('ada'),
      answerBy: '2027-03-25T22:59:59.999Z',
    });
    await bench.answer('ada', 'accepted');
    expect(await bench.placesOn('2027-08-14', ['tor', 'ada'])).toEqual({ tor: birk });
    expect(await bench.placesOn('2027-08-15', ['tor', 'ada'])).toEqual({ tor: einer, ada: birk });
  });

  test('is not free before the child has moved: the start follows the move', async () => {
    await bench.database.admin(`update allocation.application set start_on = '2027-10-01' where id = $1`, [
      applicationOf('tor'),
    ]);
    await bench.run();
    await bench.answer('tor', 'accepted');
    expect(await bench.offerOf('ada')).toMatchObject({ status: 'open', start_on: '2027-10-01' });
  });

  test('stays taken when the child says no: whoever should have had it is refused, and gets what comes free later', async () => {
    await bench.run();
    await bench.answer('tor', 'declined');
    await bench.work();

    expect(await statusOf('ada')).toEqual({ ada: 'withdrawn' });
    expect((await bench.events(offerMade)).length).toBe(1);
    expect((await bench.events(vedtakMade)).at(-1)?.payload).toMatchObject({
      applicationId: applicationOf('ada'),
      outcome: 'no-place',
      kindergartenId: null,
      mayAppeal: true,
    });
    expect(await bench.caseLog(applicationOf('ada'))).toEqual(['seat-not-freed', 'vedtak-made']);
    bench.clock.moveTo(new Date('2027-03-16T09:00:00Z'));
    await bench.database.admin(`update allocation.placement set status = 'ended', until_on = '2027-07-31'`);
    await refill();
    expect(await statusOf('ada', 'bo')).toEqual({ ada: 'open', bo: undefined });
  });

  test('goes to those who go first in the order, when fewer leave than was thought', async () => {
    await bench.reset();
    await bench.round(
      { [birk]: { small: 2, large: 0 }, [einer]: { small: 1, large: 0 }, [furu]: { small: 1, large: 0 } },
      [
        { name: 'tor', at: birk, wishes: [einer], right: false },
        { name: 'una', at: birk, wishes: [furu], right: false },
        { name: 'bo', wishes: [birk], bornOn: '2025-03-01', right: false },
        { name: 'ada', wishes: [birk], bornOn: '2025-02-01', right: false },
      ],
    );
    await bench.run();
    await bench.answer('tor', 'declined');
    const status = async (name: string) => (await bench.offerOf(name))?.status;
    expect([await status('ada'), await status('bo')]).toEqual(['waiting', 'withdrawn']);
    await bench.answer('una', 'accepted');
    expect(await status('ada')).toBe('open');
  });

  test('along a chain is offered one step at a time', async () => {
    await bench.reset();
    await bench.round(
      { [birk]: { small: 1, large: 0 }, [einer]: { small: 1, large: 0 }, [furu]: { small: 1, large: 0 } },
      [
        { name: 'tor', at: birk, wishes: [einer], right: false },
        { name: 'una', at: einer, wishes: [furu], right: false },
        { name: 'ada', wishes: [birk], right: false },
      ],
    );
    await bench.run();
    const statuses = async () =>
      Promise.all(['una', 'tor', 'ada'].map(async (name) => (await bench.offerOf(name))?.status));
    expect(await statuses()).toEqual(['open', 'waiting', 'waiting']);
    await bench.answer('una', 'accepted');
    await bench.work();
    expect(await statuses()).toEqual(['accepted', 'open', 'waiting']);
    await bench.answer('tor', 'declined');
    await bench.work();
    expect(await statuses()).toEqual(['accepted', 'declined', 'withdrawn']);
    expect(await bench.placesOn('2027-09-01', ['tor', 'una', 'ada'])).toEqual({ tor: birk, una: furu });
  });
});

describe('children who wait for each other’s seats', () => {
  beforeEach(async () => {
    await bench.round({ [birk]: { small: 1, large: 0 }, [einer]: { small: 1, large: 0 } }, [
      { name: 'tor', at: birk, wishes: [einer], right: false, startOn: '2027-08-15' },
      { name: 'una', at: einer, wishes: [birk], right: false, startOn: '2027-09-01' },
    ]);
    await bench.run();
  });

  test('change places on one day when all of them have said yes, and not before', async () => {
    const first = await bench.answer('tor', 'accepted');
    expect([first.status, first.json.status]).toEqual([200, 'accepted']);
    expect(await bench.placesOn('2027-09-01', ['tor', 'una'])).toEqual({ tor: birk, una: einer });
    await bench.answer('una', 'accepted');

    expect(await bench.placesOn('2027-08-31', ['tor', 'una'])).toEqual({ tor: birk, una: einer });
    expect(await bench.placesOn('2027-09-01', ['tor', 'una'])).toEqual({ tor: einer, una: birk });
    expect((await bench.events(offerAnswered)).map(({ payload }) => payload.answer)).toEqual([
      'accepted',
      'accepted',
    ]);
  });

  test('all stay when one of them says no, or does not answer', async () => {
    await bench.answer('tor', 'accepted');
    bench.clock.moveTo(new Date('2027-03-21T01:00:00Z'));
    await bench.job('expire-offers');

    expect(await bench.placesOn('2027-09-01', ['tor', 'una'])).toEqual({ tor: birk, una: einer });
    expect(new Set((await bench.events(offerAnswered)).map(({ payload }) => payload.answer))).toEqual(
      new Set(['withdrawn', 'expired']),
    );
    expect(
      await bench.database.admin(`select from allocation.place_offer where status in ('open', 'waiting')`),
    ).toEqual([]);
  });
});

describe('a child that leaves the kommune', () => {
  const left = (name: string, leftOn: string, reason: 'moved' | 'merged' = 'moved') =>
    bench.hear(
      childLeft,
      { key: childOf(name), version: 5 },
      { childId: childOf(name), reason, leftOn: isoDate(leftOn) },
    );

  test('loses its open offer; the place that it has ends with the month, by the system, and others are told', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 }, [einer]: { small: 1, large: 0 } }, [
      { name: 'tor', at: birk, wishes: [einer], right: false },
      { name: 'ada', wishes: [birk], right: false },
    ]);
    await bench.run();
    await left('tor', '2027-03-12');
    await left('tor', '2027-03-12');
    await bench.work();

    expect(await statusOf('tor', 'ada')).toEqual({ tor: 'withdrawn', ada: 'open' });
    expect((await bench.events(offerAnswered)).map(({ payload }) => payload.answer)).toEqual(['withdrawn']);
    expect(
      (await bench.events(placementChanged)).map(({ payload }) => [payload.until, payload.status]),
    ).toEqual([['2027-03-31', 'ended']]);
    expect(await bench.placesOn('2027-03-31', ['tor'])).toEqual({ tor: birk });
    expect(await bench.placesOn('2027-04-01', ['tor'])).toEqual({});
    const [row] = await bench.database.admin(
      `select actor from allocation.case_event where type = 'place-ended'`,
    );
    expect(row).toEqual({ actor: 'system:child.left' });
  });

  test('before its place begins: the place is cancelled', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 } }, [{ name: 'ada', wishes: [birk] }]);
    await bench.run();
    await bench.answer('ada', 'accepted');
    await left('ada', '2027-05-02');
    expect((await bench.events(placementChanged)).at(-1)?.payload).toMatchObject({ status: 'cancelled' });
  });

  test('is not decided on, when it left between the run and its publishing', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 } }, [
      { name: 'ada', wishes: [birk] },
      { name: 'bo', wishes: [birk] },
    ]);
    await bench.run('approved');
    await left('ada', '2027-03-12');
    const { json } = await bench.call('GET', `/v1/runs?roundId=${roundId}`);
    await bench.call('POST', `/v1/runs/${json.runs[0].runId}/publication`, {}, { employee: 'two' });
    await bench.work();
    expect((await bench.events(vedtakMade)).map(({ payload }) => payload.applicationId)).toEqual([
      applicationOf('bo'),
    ]);
  });

  test('keeps its place when only two records of it became one', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 } }, [{ name: 'tor', at: birk, wishes: [birk] }]);
    await left('tor', '2027-03-12', 'merged');
    expect(await bench.placesOn('2027-04-01', ['tor'])).toEqual({ tor: birk });
  });
});
