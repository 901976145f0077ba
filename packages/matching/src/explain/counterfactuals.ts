import { compareIds } from '../canonical/id-order.ts';
import { criteriaAt } from '../criteria/code.ts';
import { distanceTo } from '../criteria/distance.ts';
import type { Applicant, Assignment, Criterion, MatchInput, MatchResult, Weekday } from '../format.ts';
import { type Change, type ChangeKind, hasOwnTuples, isJoint, withChange } from './change.ts';
import type { ChangeFinding } from './explanation.ts';
import type { Scene } from './scene.ts';

/** The engine's public function: the whole allocation, from input to certificate. */
export type Allocate = (input: MatchInput) => MatchResult;

/**
 * The smallest change within the family's control that would have given the child a place it would rather have had,
 * found by running the whole round again with each change, smallest first. Nothing is read off the cut-offs: one more
 * applicant in a queue can start a chain that comes back.
 *
 * Smallest first means: one more kindergarten on the list (nothing else is given up), another order of wishes, a later
 * start, fewer days, both, siblings each for themselves, an earlier application. A profile is never proposed: it is
 * only truthful to ask for one when one wants it.
 */
export function smallestChange(scene: Scene, applicant: Applicant, allocate: Allocate): ChangeFinding {
  const tried = new Set<ChangeKind>();
  const before = levelOf(applicant, scene.assignment.get(applicant.id));
  if (before === 0) return { helps: null, tried: [] };

  const placeWith = (input: MatchInput): Assignment | undefined =>
    allocate(input).assignments.find(({ id }) => id === applicant.id);
  const gives = (change: Change): string | null => {
    tried.add(change.kind);
    const after = placeWith(withChange(scene.input, applicant.id, change));
    if (!after || after.kindergarten === null) return null;
    if (change.kind === 'list') return after.kindergarten === change.add ? change.add : null;
    if (change.kind === 'order') return after.kindergarten === change.first ? change.first : null;
    return levelOf(applicant, after) < before ? after.kindergarten : null;
  };
  /**
   * All of them at once, nearest first: for a child by itself that gives the only one that can help, or shows that none
   * can (a longer list never helps a child that even the longest list does not). Siblings need one run for each.
   */
  const promising = (ids: readonly string[]): readonly string[] => {
    if (ids.length === 0 || isJoint(scene.input, applicant)) return ids;
    tried.add('list');
    const longest = ids.reduce(
      (input, add) => withChange(input, applicant.id, { kind: 'list', add }),
      scene.input,
    );
    const found = placeWith(longest)?.kindergarten;
    return ids.filter((id) => id === found);
  };

  for (const change of changesFor(scene, applicant, before, promising)) {
    const kindergarten = gives(change);
    if (kindergarten !== null) return { helps: { change, kindergarten }, tried: [...tried] };
  }
  return { helps: null, tried: [...tried] };
}

/** How good a place is for the child by its own list: 0 is the first wish. A place outside the list, then none, come last. */
function levelOf({ wishes }: Applicant, assignment: Assignment | undefined): number {
  if (!assignment || assignment.kindergarten === null) return Number.POSITIVE_INFINITY;
  const index = wishes.indexOf(assignment.kindergarten);
  return index === -1 ? wishes.length : index;
}

function* changesFor(
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
  const days = fewerDays(applicant);
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
    const parts =
      typeof capacity === 'number' || Array.isArray(capacity) ? [capacity] : Object.values(capacity);
    for (const part of parts) {
      if (typeof part !== 'number') for (const { from } of part) if (from !== undefined) dates.add(from);
    }
  }
  for (const other of input.applicants) {
    if (other.current !== undefined && other.startsOn !== undefined) dates.add(other.startsOn);
  }
  return [...dates]
    .filter((date) => date > startsOn)
    .sort()
    .map((to) => ({ from: startsOn, to }));
}

/** Fewer days, most first. Who asked for certain weekdays can only do with fewer of them. */
function fewerDays({ daysPerWeek, weekdays }: Applicant): readonly Change[] {
  if (weekdays === undefined) {
    const days = daysPerWeek ?? 5;
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
