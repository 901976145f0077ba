import { acrossKommuner, type Db, inKommune, type PlatformTables, sqlState } from '@opptak/db';
import { type KommuneNumber, kommuneNumber } from '@opptak/domain';
import { createTestDatabase, type TestDatabase } from '@opptak/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const nordreisa = kommuneNumber('5544');
const storfjord = kommuneNumber('5538');

describe('a tenant transaction', () => {
  let database: TestDatabase<PlatformTables>;

  beforeAll(async () => {
    database = await createTestDatabase<PlatformTables>('intake');
    await addEvent(nordreisa, 'here');
    await addEvent(storfjord, 'there');
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const eventOf = (kommune: KommuneNumber, type: string) => ({
    kommune,
    caseId: '00000000-0000-8000-8000-000000000001',
    type,
    actor: 'system:test',
    details: '{}',
    occurredAt: new Date('2026-03-01T12:00:00Z'),
  });
  const addEvent = (kommune: KommuneNumber, type: string) =>
    inKommune(database.db, kommune, (tx) =>
      tx.insertInto('caseEvent').values(eventOf(kommune, type)).execute(),
    );
  const typesIn = (db: Pick<Db<PlatformTables>, 'selectFrom'>) =>
    db
      .selectFrom('caseEvent')
      .select('type')
      .execute()
      .then((rows) => rows.map((row) => row.type));
  const refusal = (work: Promise<unknown>) => work.then(() => 'accepted', sqlState);

  test('sees the rows of its kommune and no others', async () => {
    expect(await inKommune(database.db, nordreisa, typesIn)).toEqual(['here']);
    expect(await inKommune(database.db, storfjord, typesIn)).toEqual(['there']);
  });

  test('that was forgotten sees nothing, also on a connection that had a kommune before', async () => {
    const { db } = database.connect('intake', { max: 1 });

    const before = await typesIn(db);
    await inKommune(db, nordreisa, typesIn);
    const after = await typesIn(db);
    const setting = await sql<{ kommune: string }>`select current_setting('app.kommune') as kommune`.execute(
      db,
    );

    expect([before, after]).toEqual([[], []]);
    // PostgreSQL leaves an empty text behind, not null: the policies must take it for "none".
    expect(setting.rows).toEqual([{ kommune: '' }]);
  });

  test('that was forgotten can not write', async () => {
    const insert = database.db.insertInto('caseEvent').values(eventOf(nordreisa, 'lost')).execute();

    expect(await refusal(insert)).toBe('42501');
  });

  test('can not write a row of another kommune', async () => {
    const insert = inKommune(database.db, nordreisa, (tx) =>
      tx.insertInto('caseEvent').values(eventOf(storfjord, 'smuggled')).execute(),
    );

    expect(await refusal(insert)).toBe('42501');
  });

  test('of the platform, which concerns all kommuner, sees no cases', async () => {
    expect(await acrossKommuner(database.db, typesIn)).toEqual([]);
  });

  test('never sees another one’s rows when 1,000 of them share two connections', async () => {
    const { db } = database.connect('intake', { max: 2 });
    const kommuner = [nordreisa, storfjord];
    const expected = ['here', 'there'];

    const seen = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        inKommune(db, kommuner[index % 2] ?? nordreisa, typesIn).then((types) => [
          types.join(),
          expected[index % 2],
        ]),
      ),
    );

    expect(seen.filter(([types, own]) => types !== own)).toEqual([]);
  }, 20_000);

  test('is run again when PostgreSQL gives it up for another one, and three times at most', async () => {
    let runs = 0;
    const deadlock = (until: number) =>
      inKommune(database.db, nordreisa, async (tx) => {
        runs++;
        if (runs <= until) await sql`do $$ begin raise exception using errcode = '40P01'; end $$`.execute(tx);
        return runs;
      });

    expect(await deadlock(3)).toBe(4);
    runs = 0;
    expect(await refusal(deadlock(99))).toBe('40P01');
    expect(runs).toBe(4);
  });
});
