import { createHash } from 'node:crypto';
import { AppError, dateInNorway } from '@opptak/domain';
import { type Change, record, type Tenants } from '@opptak/service';
import { lockLedger } from '../repositories/outcomes.ts';
import { findClosedRounds } from '../repositories/projections.ts';
import { findRuns, type Run } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { readVacancies } from '../snapshot/read-vacancies.ts';
import { freezeRun } from './plan-run.ts';
import { settleMoves } from './settle-moves.ts';

/**
 * Fills free places by the same order as the round itself, whatever the time of year: each published round whose
 * waiting families could be given something gets a small run of its own.
 *
 * Legal source: forskrift 2005-12-16-1477 § 3 (those on the list go before others, § 18 before all).
 */
export async function planRefills(
  deps: { readonly tenants: Tenants },
  change: Change<Schema>,
): Promise<readonly Run[]> {
  await lockLedger(change.tx, change.kommune);
  // First those who wait for a seat already: a kindergarten may have got more of them.
  await settleMoves(deps, change);
  const runs: Run[] = [];
  for (const round of await findClosedRounds(change.tx)) {
    const earlier = await findRuns(change.tx, round.id);
    if (!earlier.some(({ kind, status }) => kind === 'main' && status === 'published')) continue;
    const refills = earlier.filter(({ kind }) => kind === 'refill');
    if (refills.some(({ status }) => status !== 'published' && status !== 'discarded')) continue;
    const vacancies = await readVacancies(change.tx, round, dateInNorway(change.at));
    if (!vacancies) continue;
    const input = JSON.stringify(vacancies.input);
    // Nothing has changed since the last one: it would give the same.
    if (refills.at(-1)?.inputSha256 === createHash('sha256').update(input).digest('hex')) continue;
    runs.push(
      await freezeRun(change, { roundId: round.id, kind: 'refill', input, bylaws: vacancies.bylaws }),
    );
    await record(change, round.id, 'refill-planned', { waiting: vacancies.input.applicants.length });
  }
  return runs;
}

/** A refill that is still under way is no fault: the next night looks again. */
export const isUnderWay = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'run-under-way';
