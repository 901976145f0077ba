import { offerAnswered } from '@opptak/contracts';
import { type Change, record, tell } from '@opptak/service';
import { findSwap, type Offer, settleOffer } from '../repositories/offers.ts';
import { findPlacementOn } from '../repositories/placements.ts';
import { getApplication, getRound } from '../repositories/projections.ts';
import { getRunState } from '../repositories/runs.ts';
import { deleteUnannounced, findVedtakOf, reviseUnannounced } from '../repositories/vedtak.ts';
import type { Schema } from '../schema.generated.ts';
import { rightsOf } from './rights-of.ts';

/**
 * Takes an offer back. A family that has heard of it is told; for one that has not, the vedtak becomes what it would
 * have been without the seat: the child keeps its place, or has none yet and goes on waiting.
 */
export async function loseSeat(change: Change<Schema>, { id }: Pick<Offer, 'id'>): Promise<void> {
  const { tx, at } = change;
  const offer = await settleOffer(tx, id, 'withdrawn', at);
  if (!offer) return;
  const vedtak = await findVedtakOf(tx, offer);
  if (vedtak?.announcedAt) {
    await record(change, offer.applicationId, 'offer-withdrawn', { kindergarten: offer.kindergartenId });
    await tellAnswer(change, offer, 'withdrawn');
    return;
  }
  if (!vedtak) return;
  const run = await getRunState(tx, offer.runId);
  // A refill decides only where it gives something.
  if (run.kind === 'refill') return deleteUnannounced(tx, { id: vedtak.id });

  const application = await getApplication(tx, offer.applicationId);
  const kept = (await findPlacementOn(tx, offer.childId, offer.startOn))?.kindergartenId ?? null;
  const wish = kept === null ? 0 : application.wishes.indexOf(kept) + 1;
  const rights = rightsOf({
    run,
    round: await getRound(tx, run.roundId),
    application,
    given: kept === null ? 'none' : wish === 0 ? 'outside-wishes' : wish,
  });
  await reviseUnannounced(tx, vedtak.id, {
    ...rights,
    outcome: kept === null ? 'no-place' : 'place',
    kindergartenId: kept,
    via: kept === null ? null : 'kept',
    wish: wish === 0 ? null : wish,
    startOn: kept === null ? null : offer.startOn,
    reason: 'no-seat',
  });
}

/** An exchange has come to nothing: everybody else in it stays where they are. */
export async function failSwap(change: Change<Schema>, { id, swapId }: Offer): Promise<void> {
  if (swapId === null) return;
  for (const other of await findSwap(change.tx, swapId)) {
    if (other.id === id || other.status !== 'open') continue;
    await record(change, other.applicationId, 'exchange-failed', { kindergarten: other.kindergartenId });
    await loseSeat(change, other);
  }
}

/** Tells the other services what has become of an offer. */
export async function tellAnswer(
  change: Change<Schema>,
  offer: Offer,
  answer: 'accepted' | 'declined' | 'expired' | 'withdrawn',
): Promise<void> {
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
