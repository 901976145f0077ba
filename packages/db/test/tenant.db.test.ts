import { inKommune, type PlatformTables } from '@opptak/db';
import { kommuneNumber } from '@opptak/domain';
import { createTestDatabase, type TestDatabase } from '@opptak/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

describe('a tenant transaction', () => {
  let database: TestDatabase<PlatformTables>;
  const nordreisa = kommuneNumber('5544');
  const storfjord = kommuneNumber('5538');

  beforeAll(async () => {
    database = await createTestDatabase<PlatformTables>('intake');
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const addEvent = (kommune: typeof nordreisa, type: string) =>
    inKommune(database.db, kommune, (tx) =>
      tx
        .insertInto('caseEvent')
        .values({
          kommune,
          caseId: '00000000-0000-8000-8000-000000000001',
          type,
          actor: 'system:test',
          details: '{}',
          occurredAt: new Date('2026-03-01T12:00:00Z'),
        })
        .execute(),
    );

  test('sees the rows of its kommune and no others', async () => {
    await addEvent(nordreisa, 'here');
    await addEvent(storfjord, 'there');

    const seen = await inKommune(database.db, nordreisa, (tx) =>
      tx.selectFrom('caseEvent').select('type').execute(),
    );

    expect(seen).toEqual([{ type: 'here' }]);
  });
});
