import { dateInNorway } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { findClosedRounds } from '../repositories/projections.ts';
import { findRuns, isAnyUnderWay, type RunState } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { freezeRefill } from '../snapshot/freeze-refill.ts';
import { storeRun } from './plan-run.ts';
import { settleMoves } from './settle-moves.ts';

/**
 * Fills free places by the same order as the round itself, whatever the time of year: the first published round whose
 * waiting families could be given something gets a small run of its own. One at a time, and none while a round is
 * being decided: two runs on the same seats would promise them twice. When it has been published the next is looked for.
 *
 * Legal source: forskrift 2005-12-16-1477 § 3 (those on the list go before others, § 18 before all).
 *
 * @returns null when there is nothing to give.
 */
export async function planRefill(
  deps: Pick<Deps, 'tenants' | 'matcher'>,
  change: Change<Schema>,
): Promise<RunState | null> {
  const { tx, kommune, at } = change;
  await lockLedger(tx, kommune);
  // First those who wait for a seat already: a kindergarten may have got more of them.
  await settleMoves(deps, change);
  if (await isAnyUnderWay(tx)) return null;
  for (const round of await findClosedRounds(tx)) {
    const earlier = await findRuns(tx, round.id);
    if (!earlier.some(({ kind, status }) => kind === 'main' && status === 'published')) continue;
    const frozen = await freezeRefill(deps, tx, round, dateInNorway(at));
    if (!frozen) continue;
    // Nothing has changed since the last one: it would give the same.
    const last = earlier.findLast(({ kind }) => kind === 'refill');
    if (last?.inputSha256 === frozen.sha256) continue;
    await record(change, round.id, 'refill-planned', { waiting: frozen.applicants });
    return storeRun(change, { roundId: round.id, kind: 'refill', frozen });
  }
  return null;
}
