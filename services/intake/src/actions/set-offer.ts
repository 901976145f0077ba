import { type KindergartenOffer, kindergartenChanged } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError, type Fault } from '@opptak/domain';
import { type Change, record, tell } from '@opptak/service';
import { findConversionsOfOthers, type Kindergarten, updateOffer } from '../repositories/kindergartens.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * Sets what a kindergarten offers: places for young and older children, whether they may be converted, prices.
 *
 * Legal source: barnehageloven § 17 (the owner decides on the offer; the kommune coordinates admission).
 *
 * @param seen the version that the owner saw.
 * @throws AppError not-found `kindergarten-not-found`, stale `kindergarten-changed`
 * @throws AppError invalid `bad-conversion` when more is kept free than there is, or bands go in another order than elsewhere.
 */
export async function setOffer(
  change: Change<Schema>,
  kindergartenId: string,
  seen: number,
  offer: KindergartenOffer,
): Promise<Kindergarten> {
  const faults = await conversionFaults(change, kindergartenId, offer);
  if (faults.length > 0) {
    throw new AppError('invalid', 'bad-conversion', 'The bands can not use each other’s places so', {
      faults,
    });
  }
  const kindergarten = await updateOffer(change.tx, kindergartenId, seen, offer);
  await record(change, stableId('kindergarten', kindergartenId), 'offer-set', {
    small: offer.capacity.small,
    large: offer.capacity.large,
  });
  await announceKindergarten(change, kindergarten);
  return kindergarten;
}

/**
 * A band's minimum is some of its own places. One run serves the bands in one order, so all kindergartens of the kommune
 * that convert must have the same; inactive ones too, since the register may bring them back. To turn the order round,
 * take the conversion out everywhere first.
 */
async function conversionFaults(
  { tx }: Change<Schema>,
  kindergartenId: string,
  { capacity, conversion }: KindergartenOffer,
): Promise<readonly Fault[]> {
  if (conversion === null) return [];
  const others = await findConversionsOfOthers(tx, kindergartenId);
  return [
    ...(['small', 'large'] as const).flatMap((band) =>
      conversion.minimum[band] > capacity[band]
        ? [{ at: `/conversion/minimum/${band}`, message: 'must not be above the capacity of the band' }]
        : [],
    ),
    ...(others.every(({ order }) => order[0] === conversion.order[0])
      ? []
      : [{ at: '/conversion/order', message: 'must be as in the kommune’s other kindergartens' }]),
  ];
}

/** Tells the other services what is now known of a kindergarten. */
export async function announceKindergarten(
  change: Change<Schema>,
  kindergarten: Kindergarten,
): Promise<void> {
  const { id, lat, lon, capacitySmall, capacityLarge, kommune: _kommune, version, ...rest } = kindergarten;
  await tell(
    change,
    kindergartenChanged,
    { key: id, version },
    {
      ...rest,
      kindergartenId: id,
      position: lat === null || lon === null ? null : { lat, lon },
      capacity: { small: capacitySmall, large: capacityLarge },
    },
  );
}
