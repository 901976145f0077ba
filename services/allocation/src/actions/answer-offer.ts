import { AppError } from '@opptak/domain';
import { type Change, record, type Tenants } from '@opptak/service';
import { lockLedger } from '../repositories/ledger-lock.ts';
import {
  findSwap,
  getOffer,
  noteAgreed,
  type Offer,
  replaceAccepted,
  settleOffer,
} from '../repositories/offers.ts';
import { findPlacementsOf } from '../repositories/placements.ts';
import { findVedtakOf } from '../repositories/vedtak.ts';
import type { Schema } from '../schema.generated.ts';
import { hasSeat } from '../snapshot/read-moves.ts';
import { failSwap, tellAnswer } from './lose-seat.ts';
import { enterPlace, leavePlaces } from './places.ts';
import { settleMoves } from './settle-moves.ts';

export type Answer = 'accepted' | 'declined';

interface Deps {
  readonly tenants: Tenants;
}

/**
 * A family answers an offer. Accepting makes the place theirs, and ends the child's present place the day before –
 * in one step, so that nobody is ever without. Declining changes nothing of what the child has. The same answer once
 * more changes nothing.
 *
 * Of children who shall change places with each other all must say yes before any of them moves.
 *
 * @throws AppError conflict `offer-settled` when it was answered otherwise, taken back, or its time is over.
 * @throws AppError conflict `offer-not-announced` before the results have gone out.
 * @throws AppError conflict `place-taken` when the kindergarten has no free seat any more.
 */
export async function answerOffer(
  deps: Deps,
  change: Change<Schema>,
  offerId: string,
  answer: Answer,
): Promise<Offer> {
  const { tx, kommune, at } = change;
  await lockLedger(tx, kommune);
  const before = await getOffer(tx, offerId);
  if (
    before.status === answer ||
    (before.agreedAt !== null && before.status === 'open' && answer === 'accepted')
  )
    return before;
  if (before.status === 'waiting') throw notAnnounced();
  if (before.status !== 'open' || at > before.answerBy) throw settled();
  if (!(await findVedtakOf(tx, before))?.announcedAt) throw notAnnounced();

  const touched = await kindergartensOf(change, before);
  await record(change, before.applicationId, `offer-${answer}`, { kindergarten: before.kindergartenId });
  if (answer === 'declined') await letGo(change, before, 'declined');
  else if (before.swapId === null) await takeSeats(change, [before]);
  else await agree(change, before, before.swapId);
  await settleMoves(deps, change, touched);
  return getOffer(tx, offerId);
}

/** The time for an answer is over: the place is free again. Does nothing when the family answered first. */
export async function expireOffer(deps: Deps, change: Change<Schema>, offerId: string): Promise<void> {
  const { tx, kommune, at } = change;
  await lockLedger(tx, kommune);
  const before = await getOffer(tx, offerId);
  if (before.status !== 'open' || at <= before.answerBy) return;
  // Who has said yes to an exchange has answered; it ends when the time of those who have not is over.
  if (before.agreedAt !== null) return;
  await record(change, before.applicationId, 'offer-expired', { kindergarten: before.kindergartenId });
  await letGo(change, before, 'expired');
  await settleMoves(deps, change);
}

/** Where an answer may change who has a seat: where it is offered, and where the child would leave one. */
async function kindergartensOf(
  { tx }: Change<Schema>,
  { kindergartenId, childId, startOn, swapId }: Offer,
): Promise<readonly string[] | null> {
  if (swapId !== null) return null;
  const held = await findPlacementsOf(tx, childId, startOn);
  return [kindergartenId, ...held.map((place) => place.kindergartenId)];
}

const settled = (): AppError =>
  new AppError('conflict', 'offer-settled', 'The offer can no longer be answered');
const notAnnounced = (): AppError =>
  new AppError('conflict', 'offer-not-announced', 'The results have not gone out to this family yet');

async function letGo(change: Change<Schema>, before: Offer, as: 'declined' | 'expired'): Promise<void> {
  const offer = await settleOffer(change.tx, before.id, as, change.at);
  if (!offer) throw settled();
  await tellAnswer(change, offer, as);
  await failSwap(change, offer);
}

async function agree(change: Change<Schema>, before: Offer, swapId: string): Promise<void> {
  await noteAgreed(change.tx, before.id, change.at);
  const ring = await findSwap(change.tx, swapId);
  if (ring.every(({ status, agreedAt }) => status === 'open' && agreedAt !== null))
    await takeSeats(change, ring);
}

/** Everybody leaves before anybody comes, so that those who change places find each other's seats free. */
async function takeSeats(change: Change<Schema>, offers: readonly Offer[]): Promise<void> {
  const { tx, at } = change;
  for (const { childId, startOn } of offers) await leavePlaces(change, childId, startOn);
  for (const { id, applicationId } of offers) {
    await replaceAccepted(tx, applicationId);
    const offer = await settleOffer(tx, id, 'accepted', at);
    if (!offer) throw settled();
    // The last line: whatever has happened since the offer was made, a kindergarten is never made fuller than it may be.
    if (!(await hasSeat(tx, offer.id))) {
      throw new AppError('conflict', 'place-taken', 'The kindergarten has no free seat any more');
    }
    await enterPlace(change, offer);
    await tellAnswer(change, offer, 'accepted');
  }
}
