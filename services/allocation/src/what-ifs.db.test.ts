import type { WhatIf } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { applicationOf, birk, einer, exampleBylaws, furu, nordreisa } from '../test/test-kommune.ts';

let bench: Bench;
let runId: string;
beforeAll(async () => {
  bench = await openBench();
  // Oldest first: ada and bo at birk, eli at einer, kim nowhere. tor lives at einer and seeks nothing.
  await bench.round({ [birk]: { small: 2, large: 0 }, [einer]: { small: 2, large: 0 } }, [
    { name: 'ada', wishes: [birk, einer], bornOn: '2025-01-01', right: false },
    { name: 'bo', wishes: [birk], bornOn: '2025-02-01', right: false },
    { name: 'eli', wishes: [birk, einer], bornOn: '2025-03-01', right: false },
    { name: 'kim', wishes: [birk, einer], bornOn: '2025-04-01', right: false },
    { name: 'tor', at: einer, wishes: [] },
  ]);
  runId = await bench.run();
});
afterAll(() => bench[Symbol.asyncDispose]());

const ask = (changes: readonly object[], form = 'what-ifs', kommune?: typeof nordreisa) =>
  bench.call('POST', `/v1/runs/${runId}/${form}`, { changes }, kommune ? { kommune } : {});
const movesOf = (answer: WhatIf) =>
  Object.fromEntries(
    answer.moves.map(({ applicationId, from, to, better }) => [applicationId, [from, to, better]]),
  );

describe('a simulation', () => {
  test('says who would move with one place more, and is marked as what it is', async () => {
    const { status, json } = await ask([{ kind: 'places', kindergartenId: birk, band: 'small', change: 1 }]);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      simulation: true,
      runId,
      before: { applicants: 4, placed: 3, firstWish: 2 },
      after: { applicants: 4, placed: 4, firstWish: 3 },
      better: 2,
      worse: 0,
      placesToMove: 0,
    });
    expect(movesOf(json)).toEqual({
      [applicationOf('eli')]: [einer, birk, 1],
      [applicationOf('kim')]: [null, einer, 1],
    });
    expect(json.kindergartens).toEqual([
      { kindergartenId: birk, before: 2, after: 3, come: 1, leave: 0 },
      { kindergartenId: einer, before: 1, after: 1, come: 1, leave: 1 },
    ]);
  });

  test('asked twice gives the same, and leaves everything as it was', async () => {
    const tables = ['allocation_run', 'vedtak', 'place_offer', 'placement', 'outbox', 'case_event'];
    const count = async () =>
      Promise.all(tables.map((table) => bench.database.admin(`select count(*) from allocation.${table}`)));
    const before = await count();
    const changes = [{ kind: 'places', kindergartenId: birk, band: 'small', change: -2 }];
    const [first, second] = [await ask(changes), await ask(changes)];
    expect(first.json).toEqual(second.json);
    expect(await count()).toEqual(before);
  });

  test('of a closure counts those, too, who have a place there and took no part', async () => {
    const { json } = await ask([{ kind: 'closure', kindergartenId: einer }]);
    expect(json).toMatchObject({ after: { placed: 2 }, worse: 1, placesToMove: 1 });
    expect(movesOf(json)).toEqual({ [applicationOf('eli')]: [einer, null, -1] });
  });

  test('of other bylaws orders the children by them', async () => {
    const youngest = JSON.parse(JSON.stringify(exampleBylaws).replaceAll('"oldest"', '"youngest"'));
    const { status, json } = await ask([{ kind: 'bylaws', bylaws: youngest }]);
    expect(status).toBe(200);
    // Youngest first: kim and eli at birk, ada at einer, bo nowhere.
    expect(movesOf(json)).toEqual({
      [applicationOf('ada')]: [birk, einer, -1],
      [applicationOf('bo')]: [birk, null, -1],
      [applicationOf('eli')]: [einer, birk, 1],
      [applicationOf('kim')]: [null, birk, 1],
    });
  });

  test('for the public names no child, and no group of fewer than five', async () => {
    const { json } = await ask(
      [{ kind: 'places', kindergartenId: birk, band: 'small', change: 1 }],
      'what-if-summaries',
    );
    expect(json).toEqual({
      simulation: true,
      runId,
      better: null,
      worse: null,
      otherwise: null,
      placesToMove: 0,
      kindergartens: [
        { kindergartenId: birk, come: null, leave: 0 },
        { kindergartenId: einer, come: null, leave: null },
      ],
    });
  });

  test('is refused with the name of what is wrong', async () => {
    const at = async (changes: readonly object[]) => {
      const { status, json } = await ask(changes);
      return [status, json.type, json.errors?.map((fault: { pointer: string }) => fault.pointer)];
    };
    const more = { kind: 'places', kindergartenId: birk, band: 'small', change: 1 };
    expect(await at([more, { kind: 'closure', kindergartenId: furu }])).toEqual([
      400,
      'urn:opptak:unknown-kindergarten',
      ['/changes/1/kindergartenId'],
    ]);
    const foreign = JSON.parse(JSON.stringify(exampleBylaws).replaceAll('5538', '5544'));
    expect((await at([{ kind: 'bylaws', bylaws: foreign }])).slice(0, 2)).toEqual([
      400,
      'urn:opptak:other-kommune',
    ]);
    const lawless = structuredClone(exampleBylaws);
    for (const set of lawless.sets) for (const version of set.versions) version.tiers.shift();
    const [status, type, pointers] = await at([more, { kind: 'bylaws', bylaws: lawless }]);
    expect([status, type]).toEqual([422, 'urn:opptak:bylaws-refused']);
    for (const pointer of pointers) expect(pointer).toMatch(/^\/changes\/1\/bylaws\/sets\/0/);
    expect((await at([]))[0]).toBe(400);
    expect((await at([{ ...more, surprise: 1 }]))[0]).toBe(400);
    expect((await at([{ ...more, change: 1.5 }]))[0]).toBe(400);
  });

  test('is nobody else’s, and needs a run that has been computed', async () => {
    const closure = [{ kind: 'closure', kindergartenId: birk }];
    expect((await ask(closure, 'what-ifs', nordreisa)).status).toBe(404);
    expect((await ask(closure, 'what-if-summaries', nordreisa)).status).toBe(404);
    const planned = stableId('planned');
    await bench.database.admin(
      `insert into allocation.allocation_run (kommune, id, round_id, kind, status, planned_at)
       select kommune, $1, round_id, 'refill', 'planned', planned_at from allocation.allocation_run where id = $2`,
      [planned, runId],
    );
    const early = await bench.call('POST', `/v1/runs/${planned}/what-ifs`, { changes: closure });
    expect([early.status, early.json.type]).toEqual([409, 'urn:opptak:run-not-computed']);
  });
});
