import type { WhatIf, WhatIfChange, WhatIfSummary } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { dateInNorway, type KommuneNumber } from '@opptak/domain';
import type { Deps } from '../deps.ts';
import { findHeldFrom } from '../repositories/placements.ts';
import { getRound } from '../repositories/projections.ts';
import { yearStart } from '../seats/bands.ts';
import { storedDocuments } from './stored-documents.ts';

/**
 * What a run would have given under other bylaws, with more or fewer places, or without a kindergarten. A simulation on
 * the frozen round: nothing is stored, decided or told.
 *
 * @throws AppError conflict `run-not-computed`; the refusals of `answerWhatIf`; unavailable `too-many-questions`.
 */
export async function askWhatIf(
  deps: Deps,
  {
    kommune,
    runId,
    changes,
  }: { readonly kommune: KommuneNumber; readonly runId: string; readonly changes: readonly WhatIfChange[] },
): Promise<WhatIf> {
  const closing = new Set(
    changes.flatMap((change) => (change.kind === 'closure' ? [change.kindergartenId] : [])),
  );
  const { run, ...documents } = await storedDocuments((read) => inKommune(deps.db, kommune, read), runId);
  const { round, held } = await inKommune(deps.db, kommune, async (tx) => {
    const itsRound = await getRound(tx, run.roundId);
    const places = closing.size === 0 ? [] : await findHeldFrom(tx, yearStart(itsRound.kindergartenYear));
    return {
      round: itsRound,
      held: places.filter(({ kindergartenId }) => closing.has(kindergartenId)).length,
    };
  });
  const { closingTenants, ...found } = await deps.matcher.whatIf(
    { changes, kommune, bylawsOn: dateInNorway(round.deadlineAt) },
    documents,
  );
  return {
    simulation: true,
    runId: run.id,
    inputSha256: run.inputSha256,
    ...found,
    placesToMove: Math.max(0, held - closingTenants),
  };
}

/** Numbers below this could point at one family. */
const smallest = 5;
const shown = (count: number): number | null => (count > 0 && count < smallest ? null : count);

/**
 * The same for publishing. A total is left out, too, when the numbers that are shown beside it would give away a small
 * one by subtraction.
 */
export function publicWhatIf({ runId, kindergartens, placesToMove, ...found }: WhatIf): WhatIfSummary {
  const groups = kindergartens.map(({ kindergartenId, come, leave }) => ({
    kindergartenId,
    come: shown(come),
    leave: shown(leave),
  }));
  // Better, worse and otherwise are the parts of one whole, which the kindergartens give as well.
  const parts = [found.better, found.worse, found.otherwise];
  const hiddenInGroups = (column: 'come' | 'leave') =>
    kindergartens.reduce((sum, one) => sum + (shown(one[column]) === null ? one[column] : 0), 0);
  const small =
    parts.some((part) => shown(part) === null) ||
    shown(hiddenInGroups('come')) === null ||
    shown(hiddenInGroups('leave')) === null;
  const part = (count: number) => (small ? null : shown(count));
  return {
    simulation: true,
    runId,
    better: part(found.better),
    worse: part(found.worse),
    otherwise: part(found.otherwise),
    placesToMove: shown(placesToMove),
    kindergartens: groups,
  };
}
