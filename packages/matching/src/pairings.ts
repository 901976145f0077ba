import { byId } from './canonical/id-order.ts';
import { needOf } from './engine/seat-kinds.ts';
import type { Applicant, GroupBand, MatchInput, MatchResult, SeatKind } from './format.ts';

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
 * Only in groups whose seats are all whole places: declared shared places are used in the run.
 */
export function proposePairings(input: MatchInput, result: MatchResult): Pairing[] {
  const applicants = new Map(input.applicants.map((applicant) => [applicant.id, applicant]));
  const groups = new Map<string, Applicant[]>();
  for (const { id, kindergarten } of result.assignments) {
    const applicant = applicants.get(id);
    if (!applicant || kindergarten === null || needOf(applicant).days >= daysAWeek) continue;
    const key = JSON.stringify([kindergarten, bandAt(input, kindergarten, applicant)]);
    const members = groups.get(key);
    if (members) members.push(applicant);
    else groups.set(key, [applicant]);
  }
  return [...input.kindergartens].sort(byId).flatMap(({ id, capacity }) =>
    (['small', 'large', 'all'] as const).flatMap((band) => {
      const seats =
        typeof capacity === 'object' && !Array.isArray(capacity) && band !== 'all'
          ? Reflect.get(capacity, band)
          : capacity;
      if (
        Array.isArray(seats) &&
        seats.some((kind: SeatKind) => kind.days !== undefined || kind.weekdays !== undefined)
      )
        return [];
      return pairsOf(groups.get(JSON.stringify([id, band])) ?? []).map(
        (pair): Pairing => ({ kindergarten: id, band, applicants: pair }),
      );
    }),
  );
}

function bandAt(input: MatchInput, kindergarten: string, applicant: Applicant): GroupBand {
  const capacity = input.kindergartens.find(({ id }) => id === kindergarten)?.capacity;
  return typeof capacity === 'object' && !Array.isArray(capacity) ? (applicant.band ?? 'all') : 'all';
}

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
