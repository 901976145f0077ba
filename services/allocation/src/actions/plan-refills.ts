import { AppError } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import { findClosedRounds } from '../repositories/projections.ts';
import { findPublishedMain, type Run } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { readVacancies } from '../snapshot/read-vacancies.ts';
import { freezeRun } from './plan-run.ts';

/**
 * Fills free places by the same order as the round itself, whatever the time of year: each published round whose
 * waiting families could be given something gets a small run of its own.
 *
 * Legal source: forskrift 2005-12-16-1477 § 3 (those on the list go before others, § 18 before all).
 */
export async function planRefills(change: Change<Schema>): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const round of await findClosedRounds(change.tx)) {
    if (!(await findPublishedMain(change.tx, round.id))) continue;
    const input = await readVacancies(change.tx, round);
    if (!input) continue;
    runs.push(await freezeRun(change, { roundId: round.id, kind: 'refill', input: JSON.stringify(input) }));
    await record(change, round.id, 'refill-planned', { waiting: input.applicants.length });
  }
  return runs;
}

/** A refill that is still under way is no fault: the next night looks again. */
export const isUnderWay = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'run-under-way';
