import type { ImportPlacements, ImportReceipt } from '@opptak/contracts';
import { stableId, type Vault } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { findPlacementOn, insertPlacement } from '../repositories/placements.ts';
import { findKindergartens } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { tellPlacement } from './places.ts';

/**
 * Takes over the places that children have already, from the system used before. A place that is known is left alone,
 * so a file may be sent again.
 *
 * @throws AppError invalid `unknown-kindergarten` naming each row; then nothing is imported.
 */
export async function importPlacements(
  deps: { readonly vault: Vault },
  change: Change<Schema>,
  { placements }: ImportPlacements,
): Promise<ImportReceipt> {
  const { tx, kommune } = change;
  const here = new Set((await findKindergartens(tx)).map(({ id }) => id));
  const faults = placements.flatMap(({ kindergartenId, from, until }, index) => [
    ...(here.has(kindergartenId)
      ? []
      : [{ at: `/placements/${index}/kindergartenId`, message: 'is no kindergarten here' }]),
    ...(until !== null && until < from
      ? [{ at: `/placements/${index}/until`, message: 'must not come before from' }]
      : []),
  ]);
  if (faults.length > 0)
    throw new AppError('invalid', 'bad-placements', 'Some rows can not be imported', { faults });

  await lockLedger(tx, kommune);
  let imported = 0;
  for (const { nationalId, kindergartenId, from, until, daysPerWeek } of placements) {
    const childId = deps.vault.personId(kommune, nationalId);
    const held = await findPlacementOn(tx, childId, from);
    if (held) {
      if (held.kindergartenId === kindergartenId) continue;
      throw new AppError('conflict', 'place-overlaps', 'A child already has another place in the period');
    }
    const placement = await insertPlacement(tx, {
      kommune,
      id: stableId('placement', childId, kindergartenId, from),
      childId,
      kindergartenId,
      fromOn: from,
      untilOn: until,
      daysPerWeek,
      status: 'agreed',
    });
    await record(change, placement.id, 'place-imported', { kindergarten: kindergartenId });
    await tellPlacement(change, placement);
    imported++;
  }
  return { imported, known: placements.length - imported };
}
