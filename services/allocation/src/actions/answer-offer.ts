import { offerAnswered, placementChanged } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError, addDays, type IsoDate } from '@opptak/domain';
import { type Change, record, tell } from '@opptak/service';
import { getOffer, type Offer, replaceAccepted, settleOffer } from '../repositories/outcomes.ts';
import {
  endPlacement,
  findPlacementsOf,
  insertPlacement,
  type Placement,
} from '../repositories/placements.ts';
import type { Schema } from '../schema.generated.ts';

export type Answer = 'accepted' | 'declined';

/**
 * A family answers an offer. Accepting makes the place theirs, and ends the child's present place the day before –
 * in one step, so that nobody is ever without. Declining changes nothing of what the child has. The same answer once
 * more changes nothing.
 *
 * @throws AppError conflict `offer-settled` when it was answered otherwise, taken back, or its time is over.
 */
export async function answerOffer(change: Change<Schema>, offerId: string, answer: Answer): Promise<Offer> {
  const { tx, at } = change;
  const before = await getOffer(tx, offerId);
  if (before.status === answer) return before;
  if (before.status === 'open' && at > before.answerBy) return refuse();
  if (before.status === 'open' && answer === 'accepted') await replaceAccepted(tx, before.applicationId);
  const offer = await settleOffer(tx, offerId, answer, at);
  if (!offer) return refuse();

  await record(change, offer.applicationId, `offer-${answer}`, { kindergarten: offer.kindergartenId });
  if (answer === 'accepted') await takePlace(change, offer);
  await tellAnswer(change, offer, answer);
  return offer;
}

/** The time for an answer is over: the place is free again. Does nothing when the family answered first. */
export async function expireOffer(change: Change<Schema>, offerId: string): Promise<void> {
  const before = await getOffer(change.tx, offerId);
  if (before.status !== 'open' || change.at <= before.answerBy) return;
  const offer = await settleOffer(change.tx, offerId, 'expired', change.at);
  if (!offer) return;
  await record(change, offer.applicationId, 'offer-expired', { kindergarten: offer.kindergartenId });
  await tellAnswer(change, offer, 'expired');
}

function refuse(): never {
  throw new AppError('conflict', 'offer-settled', 'The offer can no longer be answered');
}

async function tellAnswer(change: Change<Schema>, offer: Offer, answer: Answer | 'expired'): Promise<void> {
  await tell(
    change,
    offerAnswered,
    { key: offer.id, version: offer.version },
    {
      offerId: offer.id,
      applicationId: offer.applicationId,
      childId: offer.childId,
      kindergartenId: offer.kindergartenId,
      answer,
    },
  );
}

async function takePlace(change: Change<Schema>, offer: Offer): Promise<void> {
  const { tx, kommune } = change;
  const startOn = offer.startOn;
  for (const held of await findPlacementsOf(tx, offer.childId, startOn)) {
    await tellPlacement(change, await endPlacement(tx, held, addDays(startOn, -1)));
  }
  const placement = await insertPlacement(tx, {
    kommune,
    id: stableId('placement', offer.id),
    childId: offer.childId,
    kindergartenId: offer.kindergartenId,
    fromOn: startOn,
    untilOn: null,
    daysPerWeek: offer.daysPerWeek,
    status: 'agreed',
    offerId: offer.id,
  });
  await record(change, offer.applicationId, 'place-agreed', {
    kindergarten: offer.kindergartenId,
    from: startOn,
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

/** A place ends on its last day: the family has given notice, or the child has moved or starts school. */
export async function giveUpPlace(
  change: Change<Schema>,
  placement: Placement,
  lastDayOn: IsoDate,
): Promise<void> {
  const ended = await endPlacement(change.tx, placement, lastDayOn);
  await record(change, placement.id, 'place-ended', {
    kindergarten: placement.kindergartenId,
    lastDay: lastDayOn,
  });
  await tellPlacement(change, ended);
}
