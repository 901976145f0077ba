import { byId, compareIds } from './canonical/id-order.ts';
import { needOf } from './engine/seat-kinds.ts';
import type {
  Applicant,
  GroupBand,
  Kindergarten,
  MatchInput,
  MatchResult,
  SeatKind,
  Seats,
} from './format.ts';

/** Two part-time children on whole places who could share one; the other place is then free for a new round. */
export interface Pairing {
  readonly kindergarten: string;
  readonly band: GroupBand;
  readonly applicants: readonly [string, string];
}

const daysAWeek = 5;

/**
 * Proposes which part-time children could share a place, after the run: in the run itself each has a whole place, because
 * packing days freely would break the guarantees. A proposal is for people to agree on; nothing is moved here.
 * In each group those with the most days come first, each with the longest partner that fits, so that days are wasted least.
 * Only in groups whose seats are all whole places (declared shared places are used in the run), and without reserve,
 * agreements with places or conversion, beside which the format has no shared places.
 */
export function proposePairings(input: MatchInput, result: MatchResult): Pairing[] {
  const applicants = new Map(input.applicants.map((applicant) => [applicant.id, applicant]));
  const placedAt = Map.groupBy(result.assignments, ({ kindergarten }) => kindergarten);
  return [...input.kindergartens].sort(byId).flatMap((kindergarten) => {
    if (!mayShare(input, kindergarten)) return [];
    const partTime = (placedAt.get(kindergarten.id) ?? []).flatMap(({ id }) => {
      const applicant = applicants.get(id);
      return applicant && needOf(applicant).days < daysAWeek ? [applicant] : [];
    });
    return bandsOf(kindergarten).flatMap((band) =>
      seatsAt(kindergarten, band).every(isWhole)
        ? pairsOf(partTime.filter((child) => band === 'all' || child.band === band)).map(
            (applicants): Pairing => ({ kindergarten: kindergarten.id, band, applicants }),
          )
        : [],
    );
  });
}

/**
 * The document in which agreed pairings hold: for each, one whole place becomes two shared places of just the days that the
 * two children need. `refill` of it is the new round: the pair sits on the shared places, and the place that one of them
 * leaves goes to whoever is next.
 *
 * @param pairings from `proposePairings` for this document, as many of them as were agreed to
 * @throws RangeError when a pairing is not of this document
 */
export function withPairings(input: MatchInput, pairings: readonly Pairing[]): MatchInput {
  const applicants = new Map(input.applicants.map((applicant) => [applicant.id, applicant]));
  return {
    ...input,
    kindergartens: input.kindergartens.map((kindergarten) =>
      withShared(
        kindergarten,
        pairings.filter((pairing) => pairing.kindergarten === kindergarten.id),
        applicants,
      ),
    ),
  };
}

function withShared(
  kindergarten: Kindergarten,
  pairings: readonly Pairing[],
  applicants: ReadonlyMap<string, Applicant>,
): Kindergarten {
  const { capacity } = kindergarten;
  const seatsOf = (band: GroupBand) =>
    pairings
      .filter((pairing) => pairing.band === band)
      .map((pairing) => pairing.applicants.flatMap((id) => applicants.get(id) ?? []))
      .reduce(divided, seatsAt(kindergarten, band));
  if (pairings.length === 0) return kindergarten;
  if (isSeats(capacity)) return { ...kindergarten, capacity: seatsOf('all') };
  return { ...kindergarten, capacity: { small: seatsOf('small'), large: seatsOf('large') } };
}

/** One whole place, of those that are free when the first of the two starts the one that is free last, becomes two. */
function divided(kinds: readonly SeatKind[], pair: readonly Applicant[]): SeatKind[] {
  const first = pair.map((child) => needOf(child).startsOn).sort(compareIds)[0] ?? '';
  const usable = kinds.filter((kind) => isWhole(kind) && kind.places > 0 && (kind.from ?? '') <= first);
  const whole = usable.toSorted((a, b) => compareIds(b.from ?? '', a.from ?? ''))[0];
  if (!whole || pair.length !== 2) throw new RangeError('The document has no place for this pairing');
  const { from } = whole;
  return [
    ...kinds.map((kind) => (kind === whole ? { ...kind, places: kind.places - 1 } : kind)),
    ...pair.map(
      ({ daysPerWeek = daysAWeek, weekdays }): SeatKind => ({
        places: 1,
        ...(from !== undefined && { from }),
        ...(weekdays ? { weekdays } : { days: daysPerWeek }),
      }),
    ),
  ];
}

const mayShare = ({ region }: MatchInput, { id, convert, reserve }: Kindergarten): boolean =>
  convert === undefined &&
  reserve === undefined &&
  !region?.agreements?.some(({ kindergarten, places }) => kindergarten === id && places !== undefined);

const isSeats = (capacity: Kindergarten['capacity']): capacity is Seats =>
  typeof capacity === 'number' || Array.isArray(capacity);

const bandsOf = ({ capacity }: Kindergarten): readonly GroupBand[] =>
  isSeats(capacity) ? ['all'] : ['small', 'large'];

function seatsAt({ capacity }: Kindergarten, band: GroupBand): readonly SeatKind[] {
  const seats = isSeats(capacity) ? capacity : band === 'all' ? 0 : (capacity[band] ?? 0);
  return typeof seats === 'number' ? [{ places: seats }] : seats;
}

const isWhole = ({ days, weekdays }: SeatKind): boolean =>
  (days ?? weekdays?.length ?? daysAWeek) === daysAWeek;

function pairsOf(children: readonly Applicant[]): (readonly [string, string])[] {
  const waiting = [...children].sort((a, b) => needOf(b).days - needOf(a).days || byId(a, b));
  const pairs: (readonly [string, string])[] = [];
  while (waiting.length > 1) {
    const child = waiting.shift();
    const index = child ? waiting.findIndex((other) => canShare(child, other)) : -1;
    const [partner] = index === -1 ? [] : waiting.splice(index, 1);
    if (child && partner) pairs.push([child.id, partner.id]);
  }
  return pairs;
}

/** Named weekdays must not meet; a child that named none takes the days the other leaves. */
function canShare(a: Applicant, b: Applicant): boolean {
  const [first, second] = [needOf(a), needOf(b)];
  return first.days + second.days <= daysAWeek && (first.weekdays & second.weekdays) === 0;
}
