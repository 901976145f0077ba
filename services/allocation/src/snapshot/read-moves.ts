import type { Reader } from '@opptak/db';
import { type IsoDate, monthOf, yearOf } from '@opptak/domain';
import type { Offer, Pending } from '../repositories/outcomes.ts';
import { findHeldFrom, type Placement } from '../repositories/placements.ts';
import { findBirthDates, findKindergartens } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import type { Moves, PendingOffer } from '../seats/plan-moves.ts';
import { earliestStart, type Stay } from '../seats/seats.ts';
import { bandOf } from './build-input.ts';

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
  const offers = pending.map((offer): PendingOffer => {
    const startOn = offer.startOn < today ? today : offer.startOn;
    const own = (placesOf.get(offer.childId) ?? []).find(
      ({ untilOn }) => untilOn === null || untilOn >= startOn,
    );
    return {
      id: offer.id,
      childId: offer.childId,
      kindergartenId: offer.kindergartenId,
      band: offer.band,
      startOn,
      rank: offer.seatRank,
      leaves: own?.kindergartenId ?? null,
    };
  });
  const statusOf = new Map(pending.map((offer) => [offer.id, offer]));
  return {
    kindergartenYear,
    kindergartens: new Map((await findKindergartens(db)).map((one) => [one.id, one])),
    stays: Map.groupBy(await staysOf(db, held, kindergartenYear), ({ kindergartenId }) => kindergartenId),
    open: offers.filter(({ id }) => {
      const offer = statusOf.get(id);
      return offer?.status === 'open' && offer.swapId === null;
    }),
    waiting: offers.filter(({ id }) => {
      const offer = statusOf.get(id);
      return offer?.status === 'waiting' && offer.kindergartenYear === kindergartenYear;
    }),
  };
}

/** Whether the ledger has a seat for an offer, from its first day to the end of the kindergarten year. */
export async function hasSeat(db: Reader<Schema>, offer: Offer): Promise<boolean> {
  const { startOn, kindergartenId, childId, band } = offer;
  const kindergarten = (await findKindergartens(db)).find(({ id }) => id === kindergartenId);
  if (!kindergarten) return false;
  const kindergartenYear = monthOf(startOn) >= 8 ? yearOf(startOn) : yearOf(startOn) - 1;
  const held = (await findHeldFrom(db, startOn)).filter(
    (place) => place.kindergartenId === kindergartenId && place.childId !== childId,
  );
  const stays = await staysOf(db, held, kindergartenYear);
  return earliestStart(kindergarten, stays, { band, from: startOn, kindergartenYear }) === startOn;
}

async function staysOf(
  db: Reader<Schema>,
  held: readonly Placement[],
  kindergartenYear: number,
): Promise<readonly (Stay & { readonly kindergartenId: string })[]> {
  const births = await findBirthDates(
    db,
    held.map(({ childId }) => childId),
  );
  return held.map(({ childId, kindergartenId, fromOn, untilOn }) => {
    const bornOn = births.get(childId);
    const band = bornOn === undefined ? null : bandOf(bornOn, kindergartenYear);
    return { childId, kindergartenId, band, from: fromOn, until: untilOn };
  });
}
