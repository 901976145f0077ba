import { offerMade, vedtakMade } from '@opptak/contracts';
import { type Change, plan, record, tell } from '@opptak/service';
import { announceResults } from '../jobs/announce-results-job.ts';
import { findOffersOfRun, type Offer } from '../repositories/offers.ts';
import { markAnnounced, takeUnannounced, type Vedtak } from '../repositories/vedtak.ts';
import type { Schema } from '../schema.generated.ts';

const wave = 100;

/** Tells the other services of the next hundred vedtak of a run, and plans the wave after them. */
export async function announceNextWave(change: Change<Schema>, runId: string): Promise<void> {
  const vedtak = await takeUnannounced(change.tx, runId, wave);
  const offers = await findOffersOfRun(
    change.tx,
    runId,
    vedtak.map(({ applicationId }) => applicationId),
  );
  const offerOf = new Map(offers.map((offer) => [offer.applicationId, offer]));
  for (const one of vedtak) {
    await announceVedtak(change, one);
    const offer = offerOf.get(one.applicationId);
    // Taken back before it was told: nobody hears of it.
    if (offer?.status === 'open') await announceOffer(change, offer, one);
  }
  await markAnnounced(
    change.tx,
    vedtak.map(({ id }) => id),
    change.at,
  );
  if (vedtak.length === wave) await plan(change, announceResults, { runId });
}

async function announceVedtak(change: Change<Schema>, vedtak: Vedtak): Promise<void> {
  await record(change, vedtak.applicationId, 'vedtak-made', { outcome: vedtak.outcome, wish: vedtak.wish });
  const { kommune: _kommune, id, announcedAt: _announcedAt, decidedAt, ...rest } = vedtak;
  await tell(
    change,
    vedtakMade,
    { key: id, version: 1 },
    {
      ...rest,
      vedtakId: id,
      decidedAt: decidedAt.toISOString(),
    },
  );
}

async function announceOffer(change: Change<Schema>, offer: Offer, vedtak: Vedtak): Promise<void> {
  await record(change, offer.applicationId, 'offer-made', { kindergarten: offer.kindergartenId });
  await tell(
    change,
    offerMade,
    { key: offer.id, version: offer.version },
    {
      offerId: offer.id,
      applicationId: offer.applicationId,
      childId: offer.childId,
      kindergartenId: offer.kindergartenId,
      startOn: offer.startOn,
      daysPerWeek: offer.daysPerWeek,
      answerBy: offer.answerBy.toISOString(),
      vedtak: {
        vedtakId: vedtak.id,
        wish: vedtak.wish,
        via: vedtak.via,
        reason: vedtak.reason,
        mayAppeal: vedtak.mayAppeal,
      },
    },
  );
}
