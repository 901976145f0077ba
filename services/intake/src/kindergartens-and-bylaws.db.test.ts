import { bylawsAdopted, invitationCreated, kindergartenChanged } from '@opptak/contracts';
import { isoDate } from '@opptak/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Bench,
  birk,
  einer,
  exampleBylaws,
  furu,
  nordreisa,
  openBench,
  registered,
  storfjord,
} from '../test/bench.ts';

const offer = {
  capacity: { small: 9, large: 18 },
  conversion: null,
  profile: null,
  monthlyPriceNok: 1200,
  monthlyFoodNok: 300,
  fullTimeHours: 45,
};

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(async () => {
  await bench.reset();
});

describe('kindergartens from the register', () => {
  const told = async () =>
    (await bench.events(kindergartenChanged)).map(({ key, version, payload }) => [
      key,
      version,
      payload.active,
    ]);

  test('are imported once, however often they are asked for; only what has changed is told', async () => {
    await bench.kindergartens([birk, einer]);
    await bench.kindergartens([birk, einer]);
    expect(await told()).toEqual([
      [birk, 1, true],
      [einer, 1, true],
    ]);

    bench.register.kindergartens = [
      { ...registered(birk, storfjord), name: 'Birkelunden' },
      registered(einer, storfjord),
    ];
    await bench.job('import-kindergartens', {});
    expect(await told()).toHaveLength(3);
    expect((await bench.events(kindergartenChanged)).at(-1)).toMatchObject({
      key: birk,
      version: 2,
      payload: { name: 'Birkelunden' },
    });
  });

  test('become inactive when the register no longer lists them, and come back when it does', async () => {
    await bench.kindergartens([birk, einer]);
    await bench.kindergartens([birk]);
    await bench.kindergartens([birk]);
    await bench.kindergartens([birk, einer]);

    expect((await told()).slice(2)).toEqual([
      [einer, 2, false],
      [einer, 3, true],
    ]);
  });

  test('are left alone when the register lists nothing at all: it is the register that is wrong', async () => {
    await bench.kindergartens([birk]);
    await bench.kindergartens([]);
    expect(await told()).toEqual([[birk, 1, true]]);
  });

  test('keep what their owner has set', async () => {
    await bench.kindergartens([birk]);
    const put = await bench.call('PUT', `/v1/kindergartens/${birk}/offer`, offer, { version: 1 });
    const stale = await bench.call('PUT', `/v1/kindergartens/${birk}/offer`, offer, { version: 1 });
    bench.register.kindergartens = [{ ...registered(birk, storfjord), name: 'Birkelunden' }];
    await bench.job('import-kindergartens', {});

    expect([put.status, stale.status]).toEqual([200, 412]);
    const { json } = await bench.call('GET', '/v1/kindergartens');
    expect(json.kindergartens).toMatchObject([
      { name: 'Birkelunden', capacity: offer.capacity, monthlyPriceNok: 1200, version: 3 },
    ]);
  });

  test('that two set at once from the same version are set by one; the other is told', async () => {
    await bench.kindergartens([birk]);
    const set = (large: number) =>
      bench.call(
        'PUT',
        `/v1/kindergartens/${birk}/offer`,
        { ...offer, capacity: { small: 0, large } },
        { version: 1 },
      );
    const both = await Promise.all([set(1), set(2), set(3)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  });

  describe('whose age bands share places', () => {
    const set = (id: string, conversion: object | null, version = 1) =>
      bench.call('PUT', `/v1/kindergartens/${id}/offer`, { ...offer, conversion }, { version });
    const order = ['small', 'large'];
    const minimum = { small: 9, large: 18 };

    test('keep free for a band no more than its own places', async () => {
      await bench.kindergartens([birk]);
      const above = await set(birk, { order, minimum: { small: 10, large: 19 } });
      const all = await set(birk, { order, minimum });

      expect([above.status, above.json.type]).toEqual([400, 'urn:opptak:bad-conversion']);
      expect(above.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
        '/conversion/minimum/small',
        '/conversion/minimum/large',
      ]);
      expect(all.status).toBe(200);
    });

    test('serve the bands in one order in the whole kommune, also when two are set at once', async () => {
      await bench.kindergartens([birk, einer, furu]);
      const first = await set(birk, { order, minimum });
      const other = await set(einer, { order: ['large', 'small'], minimum });
      const itself = await set(birk, { order: ['large', 'small'], minimum }, 2);

      expect([first.status, other.status, itself.status]).toEqual([200, 400, 200]);
      expect(other.json.errors).toMatchObject([{ in: 'body', pointer: '/conversion/order' }]);

      await set(birk, null, 3);
      const both = await Promise.all([
        set(einer, { order, minimum }),
        set(furu, { order: order.toReversed(), minimum }),
      ]);
      expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    });
  });

  test('of another kommune can not be seen or set', async () => {
    await bench.kindergartens([birk]);
    const asNordreisa = { kommune: nordreisa, version: 1 };
    expect((await bench.call('PUT', `/v1/kindergartens/${birk}/offer`, offer, asNordreisa)).status).toBe(404);
    expect((await bench.call('GET', '/v1/kindergartens', undefined, asNordreisa)).json).toEqual({
      kindergartens: [],
    });
  });
});

describe('bylaws', () => {
  test('that are sound are adopted and told whole; the next document is the next version', async () => {
    const first = await bench.call('POST', '/v1/bylaws', exampleBylaws(storfjord));
    const second = await bench.call('POST', '/v1/bylaws', exampleBylaws(storfjord));

    expect([first.status, second.status]).toEqual([201, 201]);
    expect((await bench.events(bylawsAdopted)).map(({ version }) => version)).toEqual([1, 2]);
    expect((await bench.events(bylawsAdopted))[0]?.payload.document).toEqual(exampleBylaws(storfjord));
    expect(await bench.caseLog(first.json.bylawsId)).toEqual(['bylaws-adopted']);
  });

  test('that put anything before § 18 are refused with every finding, and nothing is stored', async () => {
    const document = exampleBylaws(storfjord);
    for (const version of document.sets[0].versions) version.tiers.reverse();
    const { status, json } = await bench.call('POST', '/v1/bylaws', document);

    expect([status, json.type]).toEqual([422, 'urn:opptak:bylaws-refused']);
    expect(JSON.stringify(json.errors)).toContain('/sets/0');
    expect(json.errors.length).toBeGreaterThan(0);
    expect(await bench.events(bylawsAdopted)).toEqual([]);
  });

  test('of another kommune are refused', async () => {
    const { status, json } = await bench.call('POST', '/v1/bylaws', exampleBylaws(nordreisa));
    expect([status, json.type]).toEqual([400, 'urn:opptak:other-kommune']);
  });

  test('adopted by two at once: one after the other, or one is told to look again', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => bench.call('POST', '/v1/bylaws', exampleBylaws(storfjord))),
    );
    const adopted = answers.filter(({ status }) => status === 201).length;

    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect((await bench.events(bylawsAdopted)).map(({ version }) => version)).toEqual(
      Array.from({ length: adopted }, (_, index) => index + 1),
    );
  });
});

test('an invitation that arrives late does not replace a newer one', async () => {
  await bench.kindergartens([birk, einer, furu]);
  const roundId = await bench.openRound();
  const id = await bench.invite(roundId, 'one');
  const send = async (version: number, wish: string) =>
    bench.hear(
      invitationCreated,
      { key: id, version },
      {
        ...(await stored()),
        proposedWishes: [{ kindergartenId: wish, distanceM: 1 }],
      },
    );
  const stored = async () => ({
    invitationId: id,
    roundId,
    childId: id,
    familyId: id,
    bornOn: isoDate('2026-01-10'),
    reason: 'right-to-place' as const,
    right: { outcome: 'undecided' as const, by: null },
    proposedStartOn: isoDate('2027-08-15'),
    distances: {},
    language: 'nb' as const,
    expiresAt: '2027-03-20T00:00:00Z',
    guardians: [],
    answers: 'one-decides' as const,
  });
  await send(3, furu);
  await send(2, einer);

  const [row] = await bench.database.admin(
    'select proposed_wishes, version from intake.invitation where id = $1',
    [id],
  );
  expect(row).toEqual({ proposed_wishes: [furu], version: 3 });
});
