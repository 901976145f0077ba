import {
  applicationWithdrawn,
  linkHoldersChanged,
  offerAnswered,
  offerMade,
  placementChanged,
  vedtakMade,
} from '@opptak/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { applicationOf, birk, childOf, einer } from '../test/test-kommune.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(() => bench.reset());

const conflict = async (asked: Promise<{ status: number; json: { type: string } }>) => {
  const { status, json } = await asked;
  return [status, json.type];
};

describe('an offer', () => {
  test('that is accepted becomes the child’s place from its first day; the same answer again changes nothing', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 } }, [{ name: 'ada', wishes: [birk] }]);
    await bench.run();
    const first = await bench.answer('ada', 'accepted');
    const again = await bench.answer('ada', 'accepted');

    expect([first.status, first.json.status, again.status]).toEqual([200, 'accepted', 200]);
    expect(await bench.events(placementChanged)).toMatchObject([
      {
        payload: {
          childId: childOf('ada'),
          kindergartenId: birk,
          from: '2027-08-15',
          until: null,
          status: 'agreed',
        },
      },
    ]);
    expect((await bench.events(offerAnswered)).map(({ payload }) => payload.answer)).toEqual(['accepted']);
    expect(await conflict(bench.answer('ada', 'declined'))).toEqual([409, 'urn:opptak:offer-settled']);
    expect(await bench.caseLog(applicationOf('ada'))).toEqual([
      'vedtak-made',
      'offer-made',
      'offer-accepted',
      'place-agreed',
    ]);
  });

  test('is answered by the family’s link, and by no link for something else', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 } }, [{ name: 'ada', wishes: [birk] }]);
    await bench.run();
    const offerId = (await bench.offerOf('ada'))?.id ?? '';
    const byLink = async (token: string) =>
      (
        await bench.app.inject({
          method: 'POST',
          url: '/v1/offer-answers',
          headers: { 'idempotency-key': token.slice(-9) },
          payload: { token, answer: 'accepted' },
        })
      ).statusCode;

    expect(await byLink(bench.link(offerId, 'invitation'))).toBe(403);
    expect(await byLink(bench.link(childOf('nobody')))).toBe(404);
    expect(await byLink(bench.link(offerId))).toBe(200);
  });

  test('is dead for a guardian who may not act any more, what was answered before included', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 } }, [{ name: 'ada', wishes: [birk] }]);
    await bench.run();
    const offerId = (await bench.offerOf('ada'))?.id ?? '';
    const [anna, berit] = [childOf('anna'), childOf('berit')];
    const answeredBy = (guardianId: string) =>
      bench.app.inject({
        method: 'POST',
        url: '/v1/offer-answers',
        headers: { 'idempotency-key': `answer-of-${guardianId}` },
        payload: { token: bench.link(offerId, 'offer', guardianId), answer: 'accepted' },
      });
    const holders = (guardians: string[], version: number) =>
      bench.hear(
        linkHoldersChanged,
        { key: childOf('ada'), version },
        { childId: childOf('ada'), guardians },
      );

    expect((await answeredBy(berit)).statusCode).toBe(200);
    await holders([anna], 2);
    await holders([anna, berit], 1);
    const refused = await answeredBy(berit);
    expect([refused.statusCode, refused.json().type]).toEqual([404, 'urn:opptak:offer-not-found']);
    expect((await answeredBy(anna)).statusCode).toBe(200);
    await holders([anna, berit], 3);
    expect((await answeredBy(berit)).statusCode).toBe(200);
  });

  test('expires a millisecond after its last day, not before, and can then not be accepted', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 } }, [{ name: 'ada', wishes: [birk] }]);
    await bench.run();
    // Ten days from 10 March, to the end of the day; summer time has not begun.
    bench.clock.moveTo(new Date('2027-03-20T22:59:59.999Z'));
    await bench.job('expire-offers');
    expect((await bench.offerOf('ada'))?.status).toBe('open');
    bench.clock.moveTo(new Date('2027-03-20T23:00:00.000Z'));
    expect(await conflict(bench.answer('ada', 'accepted'))).toEqual([409, 'urn:opptak:offer-settled']);
    await bench.job('expire-offers');
    await bench.job('expire-offers');

    expect((await bench.offerOf('ada'))?.status).toBe('expired');
    expect((await bench.events(offerAnswered)).map(({ payload }) => payload.answer)).toEqual(['expired']);
  });

  test('that is accepted, declined, withdrawn and expired at once has one answer', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `child ${index}`);
    await bench.round(
      { [birk]: { small: 8, large: 0 } },
      names.map((name) => ({ name, wishes: [birk] })),
    );
    await bench.run();
    bench.clock.moveTo(new Date('2027-03-20T22:59:59.999Z'));
    const raced = names.flatMap((name) => [
      bench.answer(name, 'accepted'),
      bench.answer(name, 'declined'),
      bench.hear(
        applicationWithdrawn,
        { key: applicationOf(name), version: 9 },
        {
          applicationId: applicationOf(name),
          roundId: childOf('round'),
          childId: childOf(name),
          invitationId: null,
        },
      ),
    ]);
    bench.clock.moveTo(new Date('2027-03-20T23:00:00.000Z'));
    await Promise.all([...raced, bench.job('expire-offers')]);

    const answers = Map.groupBy(await bench.events(offerAnswered), ({ key }) => key);
    expect(answers.size).toBe(8);
    expect([...answers.values()].every((all) => all.length === 1)).toBe(true);
    const accepted = [...answers.values()]
      .flat()
      .filter(({ payload }) => payload.answer === 'accepted').length;
    expect(
      await bench.database.admin(`select from allocation.placement where status = 'agreed'`),
    ).toHaveLength(accepted);
  });

  test('can not be answered before the family has been told of the vedtak', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 } }, [{ name: 'ada', wishes: [birk] }]);
    await bench.run('published');
    expect(await conflict(bench.answer('ada', 'accepted'))).toEqual([409, 'urn:opptak:offer-not-announced']);
    await bench.work();
    expect((await bench.answer('ada', 'accepted')).status).toBe(200);
  });

  test('is not kept when the kindergarten has fewer seats than when it was made: the ledger is the last line', async () => {
    await bench.round(
      { [birk]: { small: 3, large: 0 } },
      ['ada', 'bo', 'eli'].map((name) => ({ name, wishes: [birk] })),
    );
    await bench.run();
    await bench.kindergarten(birk, { small: 2, large: 0 }, {}, 99);
    const answers = await Promise.all(['ada', 'bo', 'eli'].map((name) => bench.answer(name, 'accepted')));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 409]);
    expect(answers.find(({ status }) => status === 409)?.json.type).toBe('urn:opptak:place-taken');
    expect(
      await bench.database.admin(`select from allocation.placement where status = 'agreed'`),
    ).toHaveLength(2);
  });
});

describe('what comes free', () => {
  test('goes to the next in the order at once when the night comes, and a turned-down place is not offered again', async () => {
    // Oldest first in the example bylaws: ada before bo.
    await bench.round({ [birk]: { small: 1, large: 0 } }, [
      { name: 'ada', wishes: [birk], bornOn: '2025-02-01', right: false },
      { name: 'bo', wishes: [birk], bornOn: '2025-03-01', right: false },
      { name: 'eli', wishes: [birk], bornOn: '2025-04-01', right: false },
    ]);
    await bench.run();
    expect((await bench.offerOf('ada'))?.status).toBe('open');
    await bench.answer('ada', 'declined');
    await bench.job('refill-vacancies');
    await bench.work();

    expect(await bench.offerOf('bo')).toMatchObject({ status: 'open', kindergarten_id: birk });
    expect(await bench.offerOf('eli')).toBeUndefined();
    expect((await bench.events(vedtakMade)).at(-1)?.payload).toMatchObject({
      applicationId: applicationOf('bo'),
      via: 'refill',
      mayAppeal: false,
    });
    await bench.answer('bo', 'declined');
    await bench.job('refill-vacancies');
    await bench.work();
    expect((await bench.offerOf('ada'))?.status).toBe('declined');
    expect((await bench.offerOf('eli'))?.status).toBe('open');
  });

  test('betters an accepted place: the old one ends only with the yes to the new', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 }, [einer]: { small: 1, large: 0 } }, [
      { name: 'ada', wishes: [birk], bornOn: '2025-02-01', right: false },
      { name: 'bo', wishes: [birk, einer], bornOn: '2025-03-01', right: false },
    ]);
    await bench.run();
    await bench.answer('bo', 'accepted');
    await bench.answer('ada', 'declined');
    await bench.job('refill-vacancies');
    await bench.work();
    const better = await bench.offerOf('bo');
    expect(better).toMatchObject({ status: 'open', kindergarten_id: birk });
    expect(await bench.placesOn('2027-09-01', ['bo'])).toEqual({ bo: einer });
    expect((await bench.call('POST', `/v1/offers/${better?.id}/answer`, { answer: 'accepted' })).status).toBe(
      200,
    );
    expect(await bench.placesOn('2027-09-01', ['bo'])).toEqual({ bo: birk });
  });

  test('is looked at again only when something has changed', async () => {
    await bench.round({ [birk]: { small: 1, large: 0 }, [einer]: { small: 1, large: 1 } }, [
      { name: 'ada', wishes: [birk], right: false },
      { name: 'bo', wishes: [birk], right: false },
    ]);
    await bench.run();
    for (let night = 0; night < 3; night++) {
      await bench.job('refill-vacancies');
      await bench.work();
    }
    const runs = await bench.database.admin(`select from allocation.allocation_run where kind = 'refill'`);
    expect(runs.length).toBeLessThanOrEqual(1);
    expect((await bench.events(offerMade)).length).toBe(1);
  });
});
