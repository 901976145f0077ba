import type { IsoDate } from '@opptak/domain';
import type { Change, Tenants } from '@opptak/service';
import { lockLedger } from '../repositories/ledger-lock.ts';
import type { Placement } from '../repositories/placements.ts';
import type { Schema } from '../schema.generated.ts';
import { giveUpPlace } from './places.ts';
import { settleMoves } from './settle-moves.ts';

/**
 * A family has given notice of its place; from the day after its last the seat is free.
 *
 * @throws AppError not-found `placement-not-found`
 * @throws AppError conflict `placement-ended`
 */
export async function endPlace(
  deps: { readonly tenants: Tenants },
  change: Change<Schema>,
  placementId: string,
  lastDayOn: IsoDate,
): Promise<Placement> {
  await lockLedger(change.tx, change.kommune);
  const ended = await giveUpPlace(change, placementId, lastDayOn, 'notice');
  await settleMoves(deps, change);
  return ended;
}
