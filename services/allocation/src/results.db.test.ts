import { applicationWithdrawn, offerMade, vedtakMade } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { applicationOf, birk, childOf, einer, roundId, storfjord } from '../test/test-kommune.ts';
import { announceNextWave } from './actions/announce-results.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(() => bench.reset());

describe('what allocation knows from the others', () => {
  test('is the newest, in whatever order it arrives', async () => {
    await bench.kindergarten(birk, { small: 3, large: 3 }, {}, 7);
    await bench.kindergarten(birk, { small: 9, large: 9 }, {}, 6);
    await bench.openRound();
    await bench.apply({ name: 'ada', wishes: [einer] }, {}, 3);
    await bench.apply({ name: 'ada', wishes: [birk] }, {}, 2);
    await bench.closeRound(['ada', 'bo'], 5);
    await bench.closeRound(['ada'], 4);
    await bench.openRound();

    expect(await bench.database.admin('select capacity_small, version from allocation.kindergarten')).toEqual(
      [{ capacity_small: 3, version: 7 }],
    );
    expect(await bench.database.admin('select wishes, version from allocation.application')).toEqual([
      { wishes: [einer], version: 3 },
    ]);
    expect(
      await bench.database.admin(
        'select status, expected_applications, version from allocation.admission_round',
      ),
    ).toEqual([{ status: 'closed', expected_applications: 2, version: 5 }]);
  });

  test('waits for what has been overtaken: a closing before its round, a withdrawal before its application', async () => {
    const withdrawn = () =>
      bench.hear(
        applicationWithdrawn,
        { key: applicationOf('ada'), version: 2 },
        {
          applicationId: applicationOf('ada'),
          roundId,
          childId: childOf('ada'),
          invitationId: null,
        },
      );
    await expect(bench.closeRound(['ada'])).rejects.toThrow('not known yet');
    await bench.openRound();
    await bench.closeRound(['ada']);
    await expect(withdrawn()).rejects.toThrow('not known yet');
    await bench.apply({ name: 'ada', wishes: [birk] });
    await withdrawn();
    expect(await bench.database.admin('select status from allocation.application')).toEqual([
      { status: 'withdrawn' },
    ]);
  });
});

describe('telling of the results', () => {
  const many = Array.from({ length: 230 }, (_, index) => ({ name: `child ${index}`, wishes: [birk] }));

  test('goes in waves; one that dies in the middle is taken up again, and each family is told once', async () => {
    await bench.round({ [birk]: { small: 120, large: 0 } }, many);
    const runId = await bench.run('published');
    const told = async () => (await bench.events(vedtakMade)).map(({ key }) => key);
    const change = (at: Date) => ({
      kommune: storfjord,
      actor: { type: 'system', name: 'test' } as const,
      at,
    });

    await bench.job('announce-results', { runId });
    expect(await told()).toHaveLength(100);
    // Killed with everything written and nothing committed.
    await expect(
      inKommune(bench.deps.db, storfjord, async (tx) => {
        await announceNextWave({ tx, ...change(bench.clock.now()) }, runId);
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    // The same job twice at once, and once more than needed.
    await Promise.all([bench.job('announce-results', { runId }), bench.job('announce-results', { runId })]);
    await bench.work();

    const all = await told();
    expect(all).toHaveLength(230);
    expect(new Set(all).size).toBe(230);
    expect(await bench.events(offerMade)).toHaveLength(120);
  });
});

describe('an explanation', () => {
  test('is given in four languages, with the reason and what would have changed it', async () => {
    const crowd = Array.from({ length: 7 }, (_, index) => ({
      name: `early ${index}`,
      wishes: [birk],
      bornOn: `2025-01-0${index + 1}`,
    }));
    await bench.round({ [birk]: { small: 7, large: 0 } }, [
      ...crowd,
      { name: 'eli', wishes: [birk], bornOn: '2025-11-01' },
    ]);
    const path = `/v1/applications/${applicationOf('eli')}/explanation`;
    expect((await bench.call('GET', path)).json.type).toBe('urn:opptak:not-decided');
    await bench.run();

    const texts = await Promise.all(
      ['nb', 'nn', 'en', 'se'].map(
        async (language) => (await bench.call('GET', `${path}?language=${language}`)).json,
      ),
    );
    expect(new Set(texts.map(({ text }) => text)).size).toBe(4);
    for (const { text, facts } of texts) {
      expect(text).toContain(`Barnehage ${birk}`);
      expect(facts).toBe(texts[0].facts);
    }
    // In the bylaws' own words: the criterion that decided is age, oldest first.
    const { wishes } = JSON.parse(texts[0].facts);
    expect(wishes[0].deciding).toMatchObject({
      kind: 'criterion',
      key: 'age',
      words: { nb: expect.any(String) },
    });
    expect(texts[0].text).toContain(wishes[0].deciding.words.nb);

    await bench.call('GET', path, undefined, { employee: 'one' });
    const seen = await bench.database.admin(
      `select person_id, purpose, actor from allocation.access_log where case_id = $1`,
      [applicationOf('eli')],
    );
    // Four systems have asked without anybody's name: they are not people who have seen something.
    expect(seen).toEqual([
      { person_id: childOf('eli'), purpose: 'explanation', actor: expect.stringContaining('one') },
    ]);
  });
});
