import type { Tx } from '@opptak/db';
import type { MatchInput } from '@opptak/matching';
import { findLiveOffers, type Offer } from '../repositories/outcomes.ts';
import type { Placement } from '../repositories/placements.ts';
import { type Application, findSubmitted, type Round } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { buildInput, type Situation, yearStart } from './build-input.ts';
import { surroundings } from './read-situation.ts';

/**
 * Freezes what a refill is about: the seats that nobody holds or has been offered, and every child that would rather
 * be in one of them. Who has a place, or an open offer, keeps it whatever comes of it: they take part with the wishes
 * that they like better, and the seat they may leave is filled next time, when they have said yes.
 *
 * @returns null when there is no free seat that anybody waits for.
 */
export async function readVacancies(tx: Tx<Schema>, round: Round): Promise<MatchInput | null> {
  const applications = await findSubmitted(tx, round.id);
  const around = await surroundings(tx, round);
  const offers = await findLiveOffers(tx);
  const waiting = stillWaiting(applications, offers, around.placements);
  const placements = heldSeats(round, around.placements, offers);
  const input = buildInput({
    ...around,
    round,
    applications: waiting,
    placements,
    applicantsSeats: 'stay-theirs',
  });
  return somebodyWaitsForASeat(input) ? input : null;
}

/** Whether a run could give anything: a free seat in the age band of a child that may be given it. */
function somebodyWaitsForASeat({ kindergartens, applicants }: MatchInput): boolean {
  const free = new Set(
    kindergartens.flatMap(({ id, capacity, convert }) => {
      if (typeof capacity !== 'object' || !('small' in capacity)) return [];
      const { small = 0, large = 0 } = capacity;
      const units = convert?.units ?? 0;
      return [
        ...(seats(small) > 0 || units > 1 ? [`${id}|small`] : []),
        ...(seats(large) > 0 || units > 0 ? [`${id}|large`] : []),
      ];
    }),
  );
  const somewhere = new Set([...free].map((group) => group.split('|')[1]));
  return applicants.some(
    ({ band, wishes, rightToPlace }) =>
      wishes.some((wish) => free.has(`${wish}|${band}`)) || (rightToPlace && somewhere.has(band)),
  );
}

const seats = (capacity: unknown): number => (typeof capacity === 'number' ? capacity : 0);

/** Applications with the wishes that are better than what the child has: all of them for a child without a place. */
function stillWaiting(
  applications: readonly Application[],
  offers: readonly Offer[],
  placements: readonly Placement[],
): readonly Application[] {
  const open = new Set(
    offers.filter(({ status }) => status === 'open').map(({ applicationId }) => applicationId),
  );
  const has = new Map(placements.map(({ childId, kindergartenId }) => [childId, kindergartenId]));
  return applications
    .filter(({ id }) => !open.has(id))
    .map((application) => {
      const place = has.get(application.childId);
      const at = place === undefined ? -1 : application.wishes.indexOf(place);
      return at < 0 ? application : { ...application, wishes: application.wishes.slice(0, at) };
    })
    .filter(({ wishes }) => wishes.length > 0);
}

/** An open offer holds its seat like a place. */
function heldSeats(
  round: Round,
  placements: readonly Placement[],
  offers: readonly Offer[],
): Situation['placements'] {
  const offered = offers
    .filter(({ status }) => status === 'open')
    .map(
      (offer): Placement => ({
        kommune: offer.kommune,
        id: offer.id,
        childId: offer.childId,
        kindergartenId: offer.kindergartenId,
        fromOn: yearStart(round),
        untilOn: null,
        daysPerWeek: offer.daysPerWeek,
        status: 'agreed',
        offerId: offer.id,
        version: 1,
      }),
    );
  return [...placements, ...offered];
}
