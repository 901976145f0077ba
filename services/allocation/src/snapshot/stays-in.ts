import type { IsoDate } from '@opptak/domain';
import type { Sharing } from '../repositories/pairings.ts';
import type { Placement } from '../repositories/placements.ts';
import type { Stay } from '../seats/seats.ts';

/** The ledger's places as stays on seats. @param births of the children whose age is known. */
export function staysIn(
  placements: readonly Placement[],
  births: ReadonlyMap<string, IsoDate>,
  sharing: readonly Sharing[],
): readonly (Stay & { readonly kindergartenId: string })[] {
  const partners = new Map(
    sharing.flatMap(({ kindergartenId, firstChildId, secondChildId }) => [
      [`${kindergartenId} ${firstChildId}`, secondChildId],
      [`${kindergartenId} ${secondChildId}`, firstChildId],
    ]),
  );
  return placements.map(({ childId, kindergartenId, fromOn, untilOn }) => {
    const sharesWith = partners.get(`${kindergartenId} ${childId}`);
    return {
      childId,
      kindergartenId,
      bornOn: births.get(childId) ?? null,
      from: fromOn,
      until: untilOn,
      ...(sharesWith === undefined ? {} : { sharesWith }),
    };
  });
}
