import { type KindergartenOffer, kindergartenChanged } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { type Change, record, tell } from '@opptak/service';
import { type Kindergarten, updateOffer } from '../repositories/kindergartens.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * Sets what a kindergarten offers: places for young and older children, whether they may be converted, prices.
 *
 * Legal source: barnehageloven § 17 (the owner decides on the offer; the kommune coordinates admission).
 *
 * @throws AppError not-found `kindergarten-not-found`
 */
export async function setOffer(
  change: Change<Schema>,
  kindergartenId: string,
  offer: KindergartenOffer,
): Promise<Kindergarten> {
  const kindergarten = await updateOffer(change.tx, kindergartenId, offer);
  await record(change, stableId('kindergarten', kindergartenId), 'offer-set', {
    small: offer.capacity.small,
    large: offer.capacity.large,
  });
  await announceKindergarten(change, kindergarten);
  return kindergarten;
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
