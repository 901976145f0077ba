import { addDays, dateInNorway, type IsoDate, instantInNorway } from '@opptak/domain';
import { type Change, plan, recordAll, type Tenants } from '@opptak/service';
import { announceResults } from '../jobs/announce-results-job.ts';
import { openOffers } from '../repositories/offers.ts';
import { findPending, type Pending, somethingWaits } from '../repositories/pending-offers.ts';
import type { Schema } from '../schema.generated.ts';
import { inSlices } from '../seats/in-slices.ts';
import { type MovePlan, planningMoves } from '../seats/plan-moves.ts';
import { readMoves } from '../snapshot/read-moves.ts';
import { loseSeat } from './lose-seat.ts';

interface Deps {
  readonly tenants: Tenants;
}

/**
 * Looks at the offers that wait for a seat: those that have one now are opened and told, those that can never have one
 * are taken back before anybody has heard of them, and children who wait for each other are offered to change places.
 * Called whenever a place, an offer or a capacity has changed; the ledger is locked by the caller.
 *
 * @param touched kindergartens where something has changed: where nobody waits at any of them, nobody is concerned.
 * Null: look everywhere.
 */
export async function settleMoves(
  deps: Deps,
  change: Change<Schema>,
  touched: readonly string[] | null = null,
): Promise<void> {
  if (!(await somethingWaits(change.tx, touched))) return;
  const pending = await findPending(change.tx);
  for (const planned of await plansFor(change, pending)) await carryOut(deps, change, pending, planned);
}

/** The same together with offers that are made now. @param store stores them, those that have a seat as open. */
export async function settleWith(
  deps: Deps,
  change: Change<Schema>,
  fresh: readonly Pending[],
  store: (settled: readonly Pending[]) => Promise<void>,
): Promise<void> {
  const pending = [...(await findPending(change.tx)), ...fresh];
  const plans = await plansFor(change, pending);
  const startOf = new Map(
    plans.flatMap(({ release }) => release.map(({ id, startOn }) => [id, startOn] as const)),
  );
  await store(
    fresh.map((offer) => {
      const startOn = startOf.get(offer.id);
      return startOn === undefined ? offer : { ...offer, startOn, status: 'open' };
    }),
  );
  const made = new Set(fresh.map(({ id }) => id));
  for (const planned of plans) {
    const release = planned.release.filter(({ id }) => !made.has(id));
    await carryOut(deps, change, pending, { ...planned, release });
  }
}

/** What is to be done, kindergarten year by kindergarten year. */
async function plansFor(
  { tx, at }: Change<Schema>,
  pending: readonly Pending[],
): Promise<readonly MovePlan[]> {
  const today = dateInNorway(at);
  const years = new Set(
    pending.flatMap(({ status, kindergartenYear }) => (status === 'waiting' ? [kindergartenYear] : [])),
  );
  const plans: MovePlan[] = [];
  for (const kindergartenYear of years) {
    const moves = await readMoves(tx, { pending, kindergartenYear, today });
    plans.push(await inSlices(planningMoves(moves)));
  }
  return plans;
}

async function carryOut(
  deps: Deps,
  change: Change<Schema>,
  pending: readonly Pending[],
  { release, lose, swaps }: MovePlan,
): Promise<void> {
  const { tx, kommune, at } = change;
  const today = dateInNorway(at);
  const answerBy = answerDeadline(today, deps.tenants.get(kommune).answerDays);
  const byId = new Map(pending.map((offer) => [offer.id, offer]));
  const offersOf = (ids: readonly string[]): readonly Pending[] => ids.flatMap((id) => byId.get(id) ?? []);
  for (const [startOn, offers] of Map.groupBy(release, (offer) => offer.startOn)) {
    await openOffers(
      tx,
      offers.map(({ id }) => id),
      { startOn, answerBy },
    );
  }
  const losing = offersOf(lose);
  await recordAll(
    change,
    losing.map(({ applicationId, kindergartenId }) => ({
      caseId: applicationId,
      type: 'seat-not-freed',
      details: { kindergarten: kindergartenId },
    })),
  );
  for (const offer of losing) await loseSeat(change, offer);
  for (const ring of swaps) {
    const offers = offersOf(ring);
    // All move on one day, or one would come before the other has left.
    const startOn = [today, ...offers.map((offer) => offer.startOn)].toSorted().at(-1) ?? today;
    await openOffers(tx, ring, { startOn, answerBy, swapId: ring[0] ?? null });
    await recordAll(
      change,
      offers.map(({ applicationId }) => ({
        caseId: applicationId,
        type: 'exchange-proposed',
        details: {},
      })),
    );
  }
  const moved = offersOf([...release.map(({ id }) => id), ...lose, ...swaps.flat()]);
  for (const runId of new Set(moved.map((offer) => offer.runId))) {
    await plan(change, announceResults, { runId });
  }
}

/** The last moment of the last day for an answer. */
export const answerDeadline = (today: IsoDate, days: number): Date =>
  instantInNorway(addDays(today, days), '23:59:59.999');
