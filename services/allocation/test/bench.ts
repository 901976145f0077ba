import { makeVault, stableId } from '@opptak/db';
import type { LinkPurpose, MovableClock } from '@opptak/domain';
import { makeLinks, readKeys } from '@opptak/service';
import { createTestDatabase, fixedClock } from '@opptak/testing';
import type { Deps } from '../src/deps.ts';
import { openMatcher } from '../src/matcher/matcher.ts';
import type { Schema } from '../src/schema.generated.ts';
import { type Answered, buildApp, caller } from './calls.ts';
import { messagesAndJobs } from './messages-and-jobs.ts';
import { stored } from './stored.ts';
import { roundId, storfjord, tenants } from './test-kommune.ts';
import { told } from './told.ts';

/** When each test begins: the round has closed, and nobody has been told. */
const start = '2027-03-10T09:00:00Z';

export type Bench = Awaited<ReturnType<typeof openBench>>;

/** Allocation on a database of its own, with a clock that is moved and the engine in its thread. */
export async function openBench(at = start) {
  const database = await createTestDatabase<Schema>('allocation');
  // A clock does not go backwards; each test starts with one of its own.
  let hands = fixedClock(at);
  const clock: MovableClock = {
    now: () => hands.now(),
    today: () => hands.today(),
    moveTo: (to) => hands.moveTo(to),
  };
  const keys = readKeys({}, false);
  const links = makeLinks(keys.link, clock);
  const deps: Deps = {
    db: database.db,
    clock,
    tenants,
    vault: makeVault({ dataKey: keys.data, indexKey: keys.index }),
    matcher: openMatcher(),
  };
  const app = await buildApp(deps, links);
  const call = caller(app);
  const { hear, job, work } = messagesAndJobs(database, deps);
  const { empty, ...found } = stored(database);

  /** Plans, computes, approves and – unless told otherwise – publishes the main run, and tells of it. */
  async function run(
    until: 'computed' | 'approved' | 'published' | 'announced' = 'announced',
  ): Promise<string> {
    const { json } = await expectOk(call('POST', '/v1/runs', { roundId }));
    const { runId } = json;
    await work();
    if (until === 'computed') return runId;
    await expectOk(call('POST', `/v1/runs/${runId}/approval`, {}, { employee: 'one' }));
    if (until === 'approved') return runId;
    await expectOk(call('POST', `/v1/runs/${runId}/publication`, {}, { employee: 'two' }));
    await work(until === 'announced' ? '' : 'announce-results');
    return runId;
  }

  return {
    database,
    clock,
    deps,
    app,
    links,
    call,
    hear,
    job,
    work,
    ...told(hear, found.place),
    ...found,
    run,
    async answer(name: string, answer: 'accepted' | 'declined'): Promise<Answered> {
      const offer = await found.offerOf(name);
      return call('POST', `/v1/offers/${offer?.id}/answer`, { answer });
    },
    link: (
      offerId: string,
      purpose: LinkPurpose = 'offer',
      guardianId: string = stableId('guardian', offerId),
    ) =>
      links.make({
        kommune: storfjord,
        purpose,
        id: offerId,
        guardianId,
        expiresAt: new Date('2027-12-01T00:00:00Z'),
      }),
    async reset(): Promise<void> {
      hands = fixedClock(at);
      await empty();
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await app.close();
      await deps.matcher.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function expectOk(asked: Promise<Answered>): Promise<Answered> {
  const answered = await asked;
  if (answered.status >= 300) throw new Error(`Refused: ${JSON.stringify(answered.json)}`);
  return answered;
}
