import { compareIds } from '../canonical/id-order.ts';
import { criteriaAt } from '../criteria/code.ts';
import { distanceTo } from '../criteria/distance.ts';
import type {
  Applicant,
  BandedSeats,
  Criterion,
  Kindergarten,
  MatchInput,
  SeatKind,
  Seats,
  Weekday,
} from '../format.ts';
import { type Change, hasOwnTuples, isJoint } from './change.ts';
import type { Scene } from './scene.ts';

/**
 * Everything the family could have written differently, smallest first.
 *
 * @param before how good the result is for the child, as an index into its wishes
 * @param promising picks, from kindergartens the child did not list, those that are worth a run of their own
 */
export function* changesFor(
  scene: Scene,
  applicant: Applicant,
  before: number,
  promising: (ids: readonly string[]) => readonly string[],
): Generator<Change> {
  const { input } = scene;
  const ownTuples = hasOwnTuples(input, applicant);
  const via = scene.assignment.get(applicant.id)?.via ?? null;
  if (!ownTuples && (via === null || via === 'right')) {
    for (const add of promising(unlisted(scene, applicant))) yield { kind: 'list', add };
  }
  if (!ownTuples) {
    for (const first of applicant.wishes.slice(1, before)) yield { kind: 'order', first };
  }
  const starts = laterStarts(input, applicant);
  const days = fewerDays(input, applicant);
  for (const start of starts) yield { kind: 'start', ...start };
  yield* days;
  for (const { to } of starts) {
    for (const fewer of days) if (fewer.kind === 'days') yield { kind: 'start-and-days', to, days: fewer.to };
  }
  if (isJoint(input, applicant)) yield { kind: 'apart' };
  const first = beforeEveryone(input, applicant);
  if (first !== undefined) yield { kind: 'earlier-application', to: first };
}

/** Kindergartens that the child could have listed too, nearest first. */
function unlisted({ setting, eligible, assignment }: Scene, applicant: Applicant): readonly string[] {
  const got = assignment.get(applicant.id)?.kindergarten;
  return setting.kindergartens
    .map((kindergarten, index) => ({ kindergarten, index }))
    .filter(
      ({ kindergarten: { id }, index }) =>
        id !== got && !applicant.wishes.includes(id) && eligible(applicant, index),
    )
    .map(({ kindergarten }) => ({
      id: kindergarten.id,
      metres: distanceTo(applicant, kindergarten) ?? Number.POSITIVE_INFINITY,
    }))
    .sort((a, b) => (a.metres === b.metres ? compareIds(a.id, b.id) : a.metres - b.metres))
    .map(({ id }) => id);
}

/** Every later day on which a seat becomes free somewhere; other days can not give another result. */
function laterStarts(
  input: MatchInput,
  { startsOn }: Applicant,
): readonly { readonly from: string; readonly to: string }[] {
  if (startsOn === undefined) return [];
  const dates = new Set<string>();
  for (const { capacity } of input.kindergartens) {
    for (const { from } of seatKinds(capacity)) if (from !== undefined) dates.add(from);
  }
  for (const other of input.applicants) {
    if (other.current !== undefined && other.startsOn !== undefined) dates.add(other.startsOn);
  }
  return [...dates]
    .filter((date) => date > startsOn)
    .sort()
    .map((to) => ({ from: startsOn, to }));
}

function seatKinds(capacity: Kindergarten['capacity']): readonly SeatKind[] {
  const parts: readonly Seats[] =
    typeof capacity === 'number' ? [] : isSeatList(capacity) ? [capacity] : Object.values(capacity);
  return parts.flatMap((part) => (typeof part === 'number' ? [] : part));
}

const isSeatList = (capacity: Seats | BandedSeats): capacity is readonly SeatKind[] =>
  Array.isArray(capacity);

/**
 * Fewer days, most first. Who asked for certain weekdays can only do with fewer of them. Where no wished kindergarten
 * has places for part of the week, one run with the fewest days shows it for all of them.
 */
function fewerDays(input: MatchInput, { daysPerWeek, weekdays, wishes }: Applicant): readonly Change[] {
  if (weekdays === undefined) {
    const days = daysPerWeek ?? 5;
    const shared = input.kindergartens.some(
      ({ id, capacity }) =>
        wishes.includes(id) &&
        seatKinds(capacity).some((kind) => kind.days !== undefined || kind.weekdays !== undefined),
    );
    if (!shared && days > 1) return [{ kind: 'days', from: days, to: 1 }];
    return Array.from(
      { length: days - 1 },
      (_, index): Change => ({ kind: 'days', from: days, to: days - 1 - index }),
    );
  }
  const sets = Array.from({ length: 2 ** weekdays.length - 2 }, (_, index): readonly Weekday[] =>
    weekdays.filter((_, day) => ((index + 1) >> day) & 1),
  );
  return sets.toSorted((a, b) => b.length - a.length).map((to): Change => ({ kind: 'weekdays', to }));
}

/**
 * The earliest day an application can carry, where the date counts at one of the wishes. Not the day before the first
 * other application: that would tell when another family applied.
 */
function beforeEveryone(input: MatchInput, { facts, wishes }: Applicant): string | undefined {
  const counts = input.kindergartens.some(
    (kindergarten) =>
      wishes.includes(kindergarten.id) &&
      !kindergarten.order &&
      criteriaAt(input, kindergarten).some(readsDate),
  );
  return facts?.appliedOn !== undefined && counts ? '2000-01-01' : undefined;
}

const readsDate = (criterion: Criterion): boolean =>
  criterion.key === 'application-date' ||
  (criterion.key === 'points' && criterion.items.some((item) => item.criterion.key === 'application-date'));
