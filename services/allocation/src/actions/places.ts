import { placementChanged } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError, addDays, type IsoDate } from '@opptak/domain';
import { type Change, record, tell } from '@opptak/service';
import type { Offer } from '../repositories/offers.ts';
import {
  endPlacement,
  findPlacementsOf,
  getPlacement,
  insertPlacement,
  type Placement,
} from '../repositories/placements.ts';
import type { Schema } from '../schema.generated.ts';

/** Ends what the child has, the day before a new place begins. */
export async function leavePlaces(change: Change<Schema>, childId: string, startOn: IsoDate): Promise<void> {
  for (const held of await findPlacementsOf(change.tx, childId, startOn)) {
    await tellPlacement(change, await endPlacement(change.tx, held, addDays(startOn, -1)));
  }
}

/** Enters an accepted offer into the ledger. */
export async function enterPlace(change: Change<Schema>, offer: Offer): Promise<void> {
  const placement = await insertPlacement(change.tx, {
    kommune: change.kommune,
    id: stableId('placement', offer.id),
    childId: offer.childId,
    kindergartenId: offer.kindergartenId,
    fromOn: offer.startOn,
    untilOn: null,
    daysPerWeek: offer.daysPerWeek,
    status: 'agreed',
    offerId: offer.id,
  });
  await record(change, offer.applicationId, 'place-agreed', {
    kindergarten: offer.kindergartenId,
    from: offer.startOn,
  });
  await tellPlacement(change, placement);
}

/** Tells the other services what is now agreed about a place. */
export async function tellPlacement(change: Change<Schema>, placement: Placement): Promise<void> {
  await tell(
    change,
    placementChanged,
    { key: placement.id, version: placement.version },
    {
      placementId: placement.id,
      childId: placement.childId,
      kindergartenId: placement.kindergartenId,
      from: placement.fromOn,
      until: placement.untilOn,
      daysPerWeek: placement.daysPerWeek,
      status: placement.status,
    },
  );
}

/**
 * A place ends on its last day. The same last day once more changes nothing.
 *
 * @throws AppError conflict `placement-ended` when it ends earlier already: a place that has ended is not prolonged.
 */
export async function giveUpPlace(
  change: Change<Schema>,
  placementId: string,
  lastDayOn: IsoDate,
  why: 'notice' | 'child-left' | 'school-start',
): Promise<Placement> {
  const placement = await getPlacement(change.tx, placementId);
  if (placement.untilOn === lastDayOn && placement.status !== 'cancelled') return placement;
  if (placement.status === 'cancelled' || (placement.untilOn !== null && placement.untilOn < lastDayOn)) {
    throw new AppError('conflict', 'placement-ended', 'The place has ended already');
  }
  const ended = await endPlacement(change.tx, placement, lastDayOn);
  await record(change, placement.id, 'place-ended', {
    kindergarten: placement.kindergartenId,
    lastDay: lastDayOn,
    why,
  });
  await tellPlacement(change, ended);
  return ended;
}
