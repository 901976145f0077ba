import type { Reader } from '@opptak/db';
import type { IsoDate } from '@opptak/domain';
import { findSharing } from '../repositories/pairings.ts';
import { getSeatOf, type Pending } from '../repositories/pending-offers.ts';
import { findHeldFrom, type Placement } from '../repositories/placements.ts';
import { findBirthDates, findKindergartens } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import type { Moves, PendingOffer } from '../seats/moves.ts';
import { earliestStart, type Stay } from '../seats/seats.ts';
import { staysIn } from './stays-in.ts';

/** Seats and pending offers of one kindergarten year, as they stand. */
export async function readMoves(
  db: Reader<Schema>,
  {
    pending,
    kindergartenYear,
    today,
  }: { readonly pending: readonly Pending[]; readonly kindergartenYear: number; readonly today: IsoDate },
): Promise<Moves> {
  const held = await findHeldFrom(db, today);
  const placesOf = Map.groupBy(held, ({ childId }) => childId);
  const moving = (offer: Pending): PendingOffer => {
    const startOn = offer.startOn < today ? today : offer.startOn;
    const own = (placesOf.get(offer.childId) ?? []).find(
      ({ untilOn }) => untilOn === null || untilOn >= startOn,
    );
    const { id, childId, kindergartenId, band, bornOn, seatRank } = offer;
    const leaves = own?.kindergartenId ?? null;
    return { id, childId, kindergartenId, band, bornOn, startOn, rank: seatRank, leaves };
  };
  return {
    kindergartenYear,
    kindergartens: new Map((await findKindergartens(db)).map((one) => [one.id, one])),
    stays: Map.groupBy(await staysOf(db, held), ({ kindergartenId }) => kindergartenId),
    open: pending.filter(({ status, swapId }) => status === 'open' && swapId === null).map(moving),
    waiting: pending
      .filter((offer) => offer.status === 'waiting' && offer.kindergartenYear === kindergartenYear)
      .map(moving),
  };
}

/** Whether the ledger has a seat for an offer, from its first day to the end of its kindergarten year. */
export async function hasSeat(db: Reader<Schema>, offerId: string): Promise<boolean> {
  const { startOn, kindergartenId, childId, bornOn, kindergartenYear } = await getSeatOf(db, offerId);
  const kindergarten = (await findKindergartens(db)).find(({ id }) => id === kindergartenId);
  if (!kindergarten) return false;
  const held = (await findHeldFrom(db, startOn)).filter(
    (place) => place.kindergartenId === kindergartenId && place.childId !== childId,
  );
  const stays = await staysOf(db, held);
  // A kindergarten that closes is offered to nobody any more; what has been offered is still theirs to accept.
  const seats = { ...kindergarten, active: true };
  return earliestStart(seats, stays, { bornOn, from: startOn, kindergartenYear }) === startOn;
}

async function staysOf(
  db: Reader<Schema>,
  held: readonly Placement[],
): Promise<readonly (Stay & { readonly kindergartenId: string })[]> {
  const births = await findBirthDates(
    db,
    held.map(({ childId }) => childId),
  );
  return staysIn(held, births, await findSharing(db));
}
