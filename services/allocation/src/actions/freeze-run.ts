import { inSnapshot } from '@opptak/db';
import { AppError, addDays, type KommuneNumber } from '@opptak/domain';
import { crashpoint } from '@opptak/jobs';
import { type Change, changeAsSystem, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { findHeldOf } from '../repositories/placements.ts';
import { childPages, type Round } from '../repositories/projections.ts';
import { getRunState, moveRun } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { startsSchool, yearStart } from '../seats/bands.ts';
import type { FrozenRound } from '../snapshot/freeze.ts';
import { freezeMain, getClosedRound } from '../snapshot/freeze-main.ts';
import { giveUpPlace } from './places.ts';
import { computeFrozen } from './plan-run.ts';

/**
 * Freezes the round of a run as it stands at one moment; nobody waits for that to end. What happens afterwards to
 * applications or places does not touch the run: it is computed on the frozen input, which can be handed out and checked.
 * When the round can not be frozen after all – an application has changed since the run was planned – the run is put
 * aside and says why. Safe to run twice: what was frozen first stays.
 */
export async function freezePlanned(
  deps: Pick<Deps, 'db' | 'clock' | 'matcher'>,
  { kommune, runId, as }: { readonly kommune: KommuneNumber; readonly runId: string; readonly as: string },
): Promise<void> {
  const inChange = <T>(work: (change: Change<Schema>) => Promise<T>) =>
    changeAsSystem(deps, kommune, as, work);
  const round = await inChange(async (change) => {
    const run = await getRunState(change.tx, runId);
    if (run.status !== 'freezing') return null;
    await lockLedger(change.tx, kommune);
    const found = await getClosedRound(change.tx, run.roundId);
    await endAtSchoolStart(change, found);
    return found;
  });
  if (round === null) return;
  try {
    const frozen = await inSnapshot(deps.db, kommune, (tx) => freezeMain(deps, tx, round));
    await inChange(async (change) => {
      await storeFrozen(change, runId, frozen);
      crashpoint('allocation:frozen');
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'conflict') throw error;
    await inChange((change) => refuse(change, runId, error.code));
  }
}

async function storeFrozen(change: Change<Schema>, runId: string, frozen: FrozenRound): Promise<void> {
  await moveRun(change.tx, runId, 'freezing', {
    status: 'planned',
    inputSha256: frozen.sha256,
    bylaws: JSON.stringify(frozen.bylaws),
  });
  await computeFrozen(change, runId, frozen);
  await record(change, runId, 'run-frozen', { applications: frozen.applicants });
}

async function refuse(change: Change<Schema>, runId: string, code: string): Promise<void> {
  // Frozen by another worker in the meantime: then there is nothing to refuse.
  if ((await getRunState(change.tx, runId)).status !== 'freezing') return;
  await moveRun(change.tx, runId, 'freezing', { status: 'discarded', discardedBecause: code });
  await record(change, runId, 'run-discarded', { because: code });
}

/**
 * Children who start school leave their seats when the kindergarten year ends; the ledger says so before they are
 * counted.
 */
async function endAtSchoolStart(change: Change<Schema>, { kindergartenYear }: Round): Promise<void> {
  const begin = yearStart(kindergartenYear);
  for await (const page of childPages(change.tx)) {
    const leaving = page.filter(({ bornOn }) => startsSchool(bornOn, kindergartenYear)).map(({ id }) => id);
    for (const { id, fromOn } of await findHeldOf(change.tx, leaving, begin)) {
      if (fromOn < begin) await giveUpPlace(change, id, addDays(begin, -1), 'school-start');
    }
  }
}
