import { inSnapshot } from '@opptak/db';
import { dateInNorway, type KommuneNumber } from '@opptak/domain';
import { type Change, changeAsSystem, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { findClosedRounds, type Round } from '../repositories/projections.ts';
import { findRuns, isAnyUnderWay } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import type { FrozenRound } from '../snapshot/freeze.ts';
import { freezeRefill } from '../snapshot/freeze-refill.ts';
import { storeRefill } from './plan-run.ts';
import { settleMoves } from './settle-moves.ts';

/**
 * Fills free places by the same order as the round itself, whatever the time of year: the first published round whose
 * waiting families could be given something gets a small run of its own. One at a time, and none while a round is
 * being decided: two runs on the same seats would promise them twice. When it has been published the next is looked for.
 * The rounds are read as they stand at one moment; answers to offers do not wait for that.
 *
 * Legal source: forskrift 2005-12-16-1477 § 3 (those on the list go before others, § 18 before all).
 */
export async function planRefill(
  deps: Pick<Deps, 'db' | 'clock' | 'tenants' | 'matcher'>,
  { kommune, as }: { readonly kommune: KommuneNumber; readonly as: string },
): Promise<void> {
  const inChange = <T>(work: (change: Change<Schema>) => Promise<T>) =>
    changeAsSystem(deps, kommune, as, work);
  for (const { round, lastSha256 } of await inChange((change) => roundsToRefill(deps, change))) {
    const frozen = await inSnapshot(deps.db, kommune, (tx) =>
      freezeRefill(deps, tx, round, dateInNorway(deps.clock.now())),
    );
    // Nothing has changed since the last one: it would give the same.
    if (frozen === null || frozen.sha256 === lastSha256) continue;
    return inChange((change) => store(change, round, frozen));
  }
}

interface Refillable {
  readonly round: Round;
  /** What its last refill was frozen with. */
  readonly lastSha256: string | null;
}

/** Looks first after those who wait for a seat already: a kindergarten may have got more of them. */
async function roundsToRefill(
  deps: Pick<Deps, 'tenants'>,
  change: Change<Schema>,
): Promise<readonly Refillable[]> {
  const { tx, kommune } = change;
  await lockLedger(tx, kommune);
  await settleMoves(deps, change);
  if (await isAnyUnderWay(tx)) return [];
  const rounds: Refillable[] = [];
  for (const round of await findClosedRounds(tx)) {
    const earlier = await findRuns(tx, round.id);
    if (!earlier.some(({ kind, status }) => kind === 'main' && status === 'published')) continue;
    rounds.push({
      round,
      lastSha256: earlier.findLast(({ kind }) => kind === 'refill')?.inputSha256 ?? null,
    });
  }
  return rounds;
}

async function store(change: Change<Schema>, { id }: Round, frozen: FrozenRound): Promise<void> {
  await lockLedger(change.tx, change.kommune);
  // Another has come first.
  if (await isAnyUnderWay(change.tx)) return;
  await record(change, id, 'refill-planned', { waiting: frozen.applicants });
  await storeRefill(change, id, frozen);
}
