import { lastOfMonth } from '@opptak/domain';
import { type Change, record, type Tenants } from '@opptak/service';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { findPendingOf, type Offer } from '../repositories/offers.ts';
import { findPlacementsOf } from '../repositories/placements.ts';
import type { Child } from '../repositories/projections.ts';
import { deleteUnannounced } from '../repositories/vedtak.ts';
import type { Schema } from '../schema.generated.ts';
import { failSwap, loseSeat } from './lose-seat.ts';
import { giveUpPlace } from './places.ts';
import { settleMoves } from './settle-moves.ts';

interface Deps {
  readonly tenants: Tenants;
}

/**
 * An application is withdrawn: what was offered on it is offered no more, and what nobody has heard of is never told.
 * A place that the family has said yes to stays theirs until they give notice of it.
 */
export async function withdrawOffersOf(
  deps: Deps,
  change: Change<Schema>,
  applicationId: string,
): Promise<void> {
  await lockLedger(change.tx, change.kommune);
  await takeBack(change, await findPendingOf(change.tx, { applicationId }));
  await deleteUnannounced(change.tx, { applicationId });
  await settleMoves(deps, change);
}

/**
 * A child has left the kommune: its offers are taken back, and its place ends with the month. Until that day the seat
 * is taken, and nobody is offered it.
 *
 * Legal source: barnehageloven § 16 (the right is one against the kommune where the child lives).
 */
export async function endAllOf(
  deps: Deps,
  change: Change<Schema>,
  { id, leftOn }: Pick<Child, 'id'> & { readonly leftOn: NonNullable<Child['leftOn']> },
): Promise<void> {
  await lockLedger(change.tx, change.kommune);
  await takeBack(change, await findPendingOf(change.tx, { childId: id }));
  await deleteUnannounced(change.tx, { childId: id });
  const lastDay = lastOfMonth(leftOn);
  for (const placement of await findPlacementsOf(change.tx, id, lastDay)) {
    await giveUpPlace(change, placement.id, lastDay, 'child-left');
  }
  await settleMoves(deps, change);
}

async function takeBack(change: Change<Schema>, offers: readonly Offer[]): Promise<void> {
  for (const offer of offers) {
    if (offer.status === 'waiting')
      await record(change, offer.applicationId, 'offer-withdrawn', { kindergarten: offer.kindergartenId });
    await loseSeat(change, offer);
    await failSwap(change, offer);
  }
}
