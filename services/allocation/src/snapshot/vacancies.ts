import { addDays, type IsoDate } from '@opptak/domain';
import type { MatchInput } from '@opptak/matching';
import type { Offer } from '../repositories/offers.ts';
import type { Pending } from '../repositories/pending-offers.ts';
import type { Application } from '../repositories/typed-application.ts';
import { yearStart } from '../seats/bands.ts';
import { buildInput } from './build-input.ts';
import type { Situation } from './situation.ts';

/** What a refill is made from. */
export interface Vacancies extends Omit<Situation, 'applicantsSeats' | 'promised'> {
  /** Offers that nobody has answered, told or not. */
  readonly pending: readonly Pending[];
  /** What families of the round have said no to, or let pass. */
  readonly turnedDown: readonly Pick<Offer, 'applicationId' | 'kindergartenId'>[];
}

/**
 * What a refill is about: the seats that nobody holds or has been offered, and every child that would rather be in one
 * of them. Who has a place, or an offer, keeps it whatever comes of it: they take part with the wishes that they like
 * better, and the seat they may leave is filled next time, when they have said yes.
 *
 * @returns null when there is no free seat that anybody waits for.
 */
export function refillInput({ pending, turnedDown, ...situation }: Vacancies): MatchInput | null {
  const input = buildInput({
    ...situation,
    applications: stillWaiting({ ...situation, pending, turnedDown }),
    promised: promisedSeats(pending),
    applicantsSeats: 'stay-theirs',
  });
  return somebodyWaitsForASeat(input) ? input : null;
}

/** A family that is offered a seat is not asked to wait longer for it than this. */
const soonDays = 30;

/**
 * The day on which a refill looks at who has which seat: what comes free until then is given too, from the day that it
 * is free.
 */
export function vacantOn(kindergartenYear: number, today: IsoDate): IsoDate {
  const begin = yearStart(kindergartenYear);
  return addDays(today > begin ? today : begin, soonDays);
}

/** Whether a run could give anything: a free seat in the age band of a child that may be given it. */
function somebodyWaitsForASeat({ kindergartens, applicants }: MatchInput): boolean {
  const free = new Set(
    kindergartens.flatMap(({ id, capacity, convert }) => {
      if (typeof capacity !== 'object' || !('small' in capacity)) return [];
      const { small = 0, large = 0 } = capacity;
      const units = convert?.units;
      return [
        ...((units === undefined ? seats(small) > 0 : units > 1) ? [`${id}|small`] : []),
        ...((units === undefined ? seats(large) > 0 : units > 0) ? [`${id}|large`] : []),
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

/**
 * Applications with the wishes that are better than what the child has, or has said no to: all of them for a child
 * without a place. Who has turned down a place has had what the right is about (§ 16).
 */
function stillWaiting({
  applications,
  pending,
  placements,
  turnedDown,
}: Pick<Vacancies, 'applications' | 'pending' | 'placements' | 'turnedDown'>): readonly Application[] {
  const busy = new Set(pending.map(({ childId }) => childId));
  const has = new Map(placements.map(({ childId, kindergartenId }) => [childId, kindergartenId]));
  const refused = Map.groupBy(turnedDown, ({ applicationId }) => applicationId);
  return applications
    .filter(({ childId }) => !busy.has(childId))
    .map((application): Application => {
      const place = has.get(application.childId);
      const no = (refused.get(application.id) ?? []).map(({ kindergartenId }) => kindergartenId);
      const enough = application.wishes.findIndex((wish) => wish === place || no.includes(wish));
      return {
        ...application,
        wishes: enough < 0 ? application.wishes : application.wishes.slice(0, enough),
        rightToPlace: application.rightToPlace && no.length === 0,
      };
    })
    .filter(({ wishes }) => wishes.length > 0);
}

/**
 * An open offer holds its seat like a place; an exchange keeps the numbers as they are. Who waits for a seat that
 * another child is about to leave goes first to whatever comes free there, so nothing there is given to others.
 */
const promisedSeats = (pending: readonly Pending[]): Situation['promised'] =>
  pending.filter(({ swapId }) => swapId === null);
