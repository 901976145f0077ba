import { inKommune, keepAllNewest, keepNewest, type Tx } from '@opptak/db';
import { kommuneNumber } from '@opptak/domain';
import { createTestDatabase, type TestDatabase } from '@opptak/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

const nordreisa = kommuneNumber('5544');

interface Tables {
  readonly child: { kommune: string; id: string; leftOn: string | null; version: number };
}

let database: TestDatabase<Tables>;
beforeAll(async () => {
  database = await createTestDatabase<Tables>('integration');
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => void (await database.admin('delete from integration.child')));

const child = (digit: number, version: number, leftOn: string | null = null) => ({
  kommune: nordreisa,
  id: `00000000-0000-8000-8000-00000000000${digit}`,
  leftOn,
  version,
});
const within = <T>(work: (tx: Tx<Tables>) => Promise<T>) => inKommune(database.db, nordreisa, work);
const kept = () =>
  within((tx) => tx.selectFrom('child').select(['id', 'leftOn', 'version']).orderBy('id').execute()).then(
    (rows) => rows.map(({ id, leftOn, version }) => [Number(id.at(-1)), version, leftOn]),
  );

test('a later version takes the place of what was known; the same and an earlier one change nothing', async () => {
  const news = [child(1, 2), child(1, 3, '2026-08-01'), child(1, 3), child(1, 1)];

  const answers = [];
  for (const row of news) answers.push(await within((tx) => keepNewest(tx, 'child', row)));

  expect(answers).toEqual([true, true, false, false]);
  expect(await kept()).toEqual([[1, 3, '2026-08-01']]);
});

test('of many at once each is judged by itself, and the newest of those that are about the same row is kept', async () => {
  await within((tx) => keepAllNewest(tx, 'child', [child(1, 5, '2026-05-05'), child(2, 5)]));

  const changed = await within((tx) =>
    keepAllNewest(tx, 'child', [
      child(1, 4),
      child(2, 6, '2026-06-06'),
      child(3, 2, '2026-02-02'),
      child(3, 1),
    ]),
  );

  expect(changed).toBe(2);
  expect(await kept()).toEqual([
    [1, 5, '2026-05-05'],
    [2, 6, '2026-06-06'],
    [3, 2, '2026-02-02'],
  ]);
});

test('nothing told is nothing done', async () => {
  expect(await within((tx) => keepAllNewest(tx, 'child', []))).toBe(0);
});
