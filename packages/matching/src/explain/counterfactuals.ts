import { AppError } from '@opptak/domain';
import type { Applicant, Assignment, MatchInput } from '../format.ts';
import { type Change, type ChangeKind, hasOwnTuples, isJoint, withChange } from './change.ts';
import type { ChangeFinding } from './explanation.ts';
import { changesFor } from './possible-changes.ts';
import type { Scene } from './scene.ts';

/** The engine, asked for places alone. */
export type Places = (input: MatchInput) => readonly Assignment[];

/**
 * The smallest change within the family's control that would have given the child a place it would rather have had,
 * found by running the whole round again with each change, smallest first. Nothing is read off the cut-offs: one more
 * applicant in a queue can start a chain that comes back.
 *
 * Smallest first means: one more kindergarten on the list (nothing else is given up), another order of wishes, a later
 * start, fewer days, both, siblings each for themselves, an earlier application. A profile is never proposed: it is
 * only truthful to ask for one when one wants it.
 */
export function smallestChange(scene: Scene, applicant: Applicant, places: Places): ChangeFinding {
  const tried = new Set<ChangeKind>();
  const before = levelOf(applicant, scene.assignment.get(applicant.id));
  if (before === 0) return { helps: null, tried: [] };

  const placeWith = (input: MatchInput): Assignment | undefined => {
    try {
      return places(input).find(({ id }) => id === applicant.id);
    } catch (error) {
      // A round that can not be held with the change (a tenant whose seat it would take away) gives no place by it.
      if (error instanceof AppError) return undefined;
      throw error;
    }
  };
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

  // The round itself is the run with the first wish first; what is left to run is each other better wish first.
  if (applicant.wishes.length > 1 && !hasOwnTuples(scene.input, applicant)) tried.add('order');

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
