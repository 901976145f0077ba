import { createTestDatabase, type TestDatabase } from '@opptak/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CampaignResult, runCampaign } from '../bench/campaign-run.ts';

/** The same with ten thousand families is `npm run bench -- campaign --kills`: it takes longer than a suite should. */
const families = 1_000;
const kills = 3;
const crashAt = ['campaign:before-commit:2', 'delivery:after-send:3'];

let database: TestDatabase<unknown>;
let result: CampaignResult;

beforeAll(async () => {
  database = await createTestDatabase('notification');
  const { adminUrl, redisUrl } = database;
  result = await runCampaign({
    adminUrl,
    redisUrl,
    families,
    processes: 2,
    kills,
    seed: 20270301,
    crashAt,
    timeoutMs: 280_000,
  });
}, 300_000);
afterAll(() => database[Symbol.asyncDispose]());

const count = async (sql: string): Promise<unknown> =>
  (await database.admin<{ n: number }>(`select count(*)::int as n from notification.${sql}`))[0]?.n;

test('a campaign whose processes are killed again and again: each family has one message id, and none is lost', async () => {
  // Two at their crash points, the others where the seed says; a process may be hit twice before it is back.
  expect(result.killed).toBeGreaterThanOrEqual(crashAt.length + 1);
  expect(await count('message')).toBe(families);
  expect(
    await database.admin(
      'select count(distinct child_id)::int as families, count(distinct id)::int as ids, min(status), max(status) from notification.message',
    ),
  ).toEqual([{ families, ids: families, min: 'sent', max: 'sent' }]);
  expect(await count('invitation')).toBe(families);
  const told = await database.admin(
    `select count(*)::int as events, count(distinct key)::int as invitations from notification.outbox
     where type = 'invitation.created'`,
  );
  expect(told).toEqual([{ events: families, invitations: families }]);
});

test('whoever carries the messages has taken in each of them once', async () => {
  const ids = await database.admin<{ id: string }>('select id from notification.message order by id');
  const taken = result.mocks.altinn.emails.map(({ reference }) => reference).sort();
  expect(taken).toEqual(ids.map(({ id }) => id));
  expect(result.mocks.svarut.letters).toEqual([]);
});

test('and each message stands once in its case log as sent', async () => {
  const sent = await database.admin(
    `select count(*)::int as lines, count(distinct details ->> 'messageId')::int as messages
     from notification.case_event where type = 'message-sent'`,
  );
  expect(sent).toEqual([{ lines: families, messages: families }]);
});
