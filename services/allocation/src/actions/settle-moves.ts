import { addDays, dateInNorway, type IsoDate, instantInNorway } from '@opptak/domain';
import { type Change, plan, record, type Tenants } from '@opptak/service';
import { announceResults } from '../jobs/announce-results-job.ts';
import { openOffers } from '../repositories/offers.ts';
import { findPending, type Pending, somethingWaits } from '../repositories/pending-offers.ts';
import type { Schema } from '../schema.generated.ts';
import { inSlices } from '../seats/in-slices.ts';
import { planningMoves } from '../seats/plan-moves.ts';
import { readMoves } from '../snapshot/read-moves.ts';
import { loseSeat } from './lose-seat.ts';

/**
 * Looks at the offers that wait for a seat: those that have one now are opened and told, those that can never have one
 * are taken back before anybody has heard of them, and children who wait for each other are offered to change places.
 * Called whenever a place, an offer or a capacity has changed; the ledger is locked by the caller.
 *
 * @param touched kindergartens where something has changed: where nobody waits at any of them, nobody is concerned.
 * Null: look everywhere.
 */
export async function settleMoves(
  deps: { readonly tenants: Tenants },
  change: Change<Schema>,
  touched: readonly string[] | null = null,
): Promise<void> {
  const { tx, kommune, at } = change;
  if (!(await somethingWaits(tx, touched))) return;
  const today = dateInNorway(at);
  const answerBy = answerDeadline(today, deps.tenants.get(kommune).answerDays);
  const pending = new Map((await findPending(tx)).map((offer) => [offer.id, offer]));
  const years = new Set(
    [...pending.values()].flatMap(({ status, kindergartenYear }) =>
      status === 'waiting' ? [kindergartenYear] : [],
    ),
  );
  const moved = new Set<string>();
  const offersOf = (ids: readonly string[]): readonly Pending[] =>
    ids.flatMap((id) => {
      const offer = pending.get(id);
      if (offer) moved.add(offer.runId);
      return offer ?? [];
    });

  for (const year of years) {
    const { release, lose, swaps } = await inSlices(
      planningMoves(await readMoves(tx, { pending: [...pending.values()], kindergartenYear: year, today })),
    );
    for (const [startOn, offers] of Map.groupBy(release, (offer) => offer.startOn)) {
      const ids = offersOf(offers.map(({ id }) => id)).map(({ id }) => id);
      await openOffers(tx, ids, { startOn, answerBy });
    }
    for (const offer of offersOf(lose)) {
      await record(change, offer.applicationId, 'seat-not-freed', { kindergarten: offer.kindergartenId });
      await loseSeat(change, offer);
    }
    for (const ring of swaps) {
      const offers = offersOf(ring);
      // All move on one day, or one would come before the other has left.
      const startOn = [today, ...offers.map((offer) => offer.startOn)].toSorted().at(-1) ?? today;
      await openOffers(tx, ring, { startOn, answerBy, swapId: ring[0] ?? null });
      for (const { applicationId } of offers) await record(change, applicationId, 'exchange-proposed');
    }
  }
  for (const runId of moved) await plan(change, announceResults, { runId });
}

/** The last moment of the last day for an answer. */
export const answerDeadline = (today: IsoDate, days: number): Date =>
  instantInNorway(addDays(today, days), '23:59:59.999');
