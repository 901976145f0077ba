import type { ImportPlacements, ImportReceipt } from '@opptak/contracts';
import { stableId, type Vault } from '@opptak/db';
import { AppError, type Fault } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { findPlacementsOf, insertPlacement } from '../repositories/placements.ts';
import { findKindergartens } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { tellPlacement } from './places.ts';

/**
 * Takes over the places that children have already, from the system used before. A place that is known is left alone,
 * so a file may be sent again.
 *
 * @throws AppError invalid `bad-placements` naming each row that can not be; then nothing is imported.
 */
export async function importPlacements(
  deps: { readonly vault: Vault },
  change: Change<Schema>,
  { placements }: ImportPlacements,
): Promise<ImportReceipt> {
  const { tx, kommune } = change;
  const here = new Set((await findKindergartens(tx)).map(({ id }) => id));
  const faults: Fault[] = placements.flatMap(({ kindergartenId, from, until }, index) => [
    ...(here.has(kindergartenId)
      ? []
      : [{ at: `/placements/${index}/kindergartenId`, message: 'is no kindergarten here' }]),
    ...(until !== null && until < from
      ? [{ at: `/placements/${index}/until`, message: 'must not come before from' }]
      : []),
  ]);
  refuse(faults);

  await lockLedger(tx, kommune);
  let imported = 0;
  for (const [index, { nationalId, kindergartenId, from, until, daysPerWeek }] of placements.entries()) {
    const childId = deps.vault.personId(kommune, nationalId);
    const others = (await findPlacementsOf(tx, childId, from)).filter(
      ({ fromOn }) => until === null || fromOn <= until,
    );
    if (others.some((one) => one.fromOn <= from && one.kindergartenId === kindergartenId)) continue;
    if (others.length > 0) {
      faults.push({ at: `/placements/${index}`, message: 'the child has another place in the period' });
      continue;
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
  refuse(faults);
  return { imported, known: placements.length - imported };
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length === 0) return;
  throw new AppError('invalid', 'bad-placements', 'Some rows can not be imported', { faults });
}
