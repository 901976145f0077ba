import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { connectDatabase, inKommune, makeVault, serviceDatabaseUrl } from '@opptak/db';
import { type KommuneNumber, kommuneNumber } from '@opptak/domain';
import type { JobHandler } from '@opptak/jobs';
import { changeAsSystem, readKeys, readTenants } from '@opptak/service';
import { fixedClock } from '@opptak/testing';
import { approveRun } from '../src/actions/approve-run.ts';
import { planMainRun } from '../src/actions/plan-run.ts';
import { publishRun } from '../src/actions/publish-run.ts';
import type { Deps } from '../src/deps.ts';
import { computeRunHandler } from '../src/jobs/compute-run.ts';
import { freezeRunHandler } from '../src/jobs/freeze-run.ts';
import { publishRunHandler } from '../src/jobs/publish-run.ts';
import { openMatcher } from '../src/matcher/matcher.ts';
import { getRunState } from '../src/repositories/runs.ts';
import { runAnswer } from '../src/routes/runs.ts';
import type { Schema } from '../src/schema.generated.ts';
import { crowd, fillCrowdedRound } from './crowded-round.ts';

export interface Phase {
  readonly name: string;
  readonly ms: number;
  /** How long the loop of the service's own thread stood still at worst, and in one turn of a hundred. */
  readonly worstMs: number;
  readonly p99Ms: number;
  /** The longest turn of that loop in processor time: what others on the machine take does not count. */
  readonly turnMs: number;
  /** Processor time of the service and its engine's threads; PostgreSQL's own is not in it. */
  readonly cpuMs: number;
}

/** Takes a round of so many children through the service, and looks at its event loop in each phase. */
export async function serviceLoop(adminUrl: string, applicants: number): Promise<readonly Phase[]> {
  await fillCrowdedRound(adminUrl, applicants);
  const connection = connectDatabase<Schema>({
    url: serviceDatabaseUrl(adminUrl, 'allocation'),
    applicationName: 'bench',
  });
  const keys = readKeys({}, false);
  const deps: Deps = {
    db: connection.db,
    clock: fixedClock('2027-03-10T09:00:00Z'),
    tenants: readTenants(path.resolve(import.meta.dirname, '../../../examples/tenants.json')),
    vault: makeVault({ dataKey: keys.data, indexKey: keys.index }),
    matcher: openMatcher(),
  };
  const kommune = kommuneNumber(crowd.kommune);
  const phases: Phase[] = [];
  const watched = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const startedAt = performance.now();
    const turns = longestTurn();
    const before = process.cpuUsage();
    const done = await work();
    const { user, system } = process.cpuUsage(before);
    const ms = performance.now() - startedAt;
    delay.disable();
    const [worstMs, p99Ms] = [delay.max / 1e6, delay.percentile(99) / 1e6];
    phases.push({ name, ms, worstMs, p99Ms, turnMs: turns.stop(), cpuMs: (user + system) / 1000 });
    return done;
  };
  try {
    const run = (handler: JobHandler, runId: string) =>
      handler.run({ runId }, { kommune, attempt: 1, messageId: runId });
    const { id: runId } = await watched('ask for a run', () =>
      changeAsSystem(deps, kommune, 'bench', (change) => planMainRun(change, crowd.roundId)),
    );
    await watched('freeze the round', () => run(freezeRunHandler(deps), runId));
    await watched('allocate, check, store', () => run(computeRunHandler(deps), runId));
    await watched('read the run', () =>
      inKommune(deps.db, kommune, async (tx) => runAnswer(await getRunState(tx, runId))),
    );
    await asCaseworker(deps, kommune, 'one', (change) => approveRun(change, runId));
    await watched('ask for publishing', () =>
      asCaseworker(deps, kommune, 'two', (change) => publishRun(change, runId)),
    );
    await watched('publish it', () => run(publishRunHandler(deps), runId));
    return phases;
  } finally {
    await deps.matcher.close();
    await connection.close();
  }
}

/**
 * Looks at this thread's processor clock every millisecond: between two looks lies at most one turn and what is done in
 * a millisecond. To look in every turn would keep a core busy, and be most of what is measured.
 */
function longestTurn(): { readonly stop: () => number } {
  const used = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = used();
  let longest = 0;
  const look = (): void => {
    const now = used();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const looking = setInterval(look, 1);
  return {
    stop() {
      clearInterval(looking);
      look();
      return longest;
    },
  };
}

const asCaseworker = <T>(
  deps: Deps,
  kommune: KommuneNumber,
  employee: string,
  work: (change: Parameters<typeof approveRun>[0]) => Promise<T>,
): Promise<T> =>
  inKommune(deps.db, kommune, (tx) =>
    work({
      tx,
      kommune,
      at: deps.clock.now(),
      actor: {
        type: 'kommune',
        kommune,
        organisation: deps.tenants.get(kommune).organisation,
        employee,
        permissions: [],
      },
    }),
  );
