import type { Applicant, MatchInput, Weekday } from '../format.ts';

/** Something the family could have written differently in its own application, truthfully. */
export type Change =
  /** One more kindergarten, last on the list (on every sibling's list when they apply together). */
  | { readonly kind: 'list'; readonly add: string }
  | { readonly kind: 'order'; readonly first: string }
  | { readonly kind: 'start'; readonly from: string; readonly to: string }
  | { readonly kind: 'days'; readonly from: number; readonly to: number }
  | { readonly kind: 'weekdays'; readonly to: readonly Weekday[] }
  | { readonly kind: 'start-and-days'; readonly to: string; readonly days: number }
  /** Each sibling for itself. */
  | { readonly kind: 'apart' }
  | { readonly kind: 'earlier-application'; readonly to: string };

export type ChangeKind = Change['kind'];

/** The same round with one family's application changed and everything else as it was. */
export function withChange(input: MatchInput, id: string, change: Change): MatchInput {
  const child = input.applicants.find((applicant) => applicant.id === id);
  if (!child) throw new RangeError('The round has no such applicant');
  const family = child.family;
  if (change.kind === 'apart') {
    const { families, ...rest } = input;
    const others = families?.filter((entry) => entry.id !== family);
    return {
      ...rest,
      ...(others && others.length > 0 ? { families: others } : {}),
      applicants: input.applicants.map((applicant) =>
        applicant.family === family ? { ...applicant, together: 'independent' } : applicant,
      ),
    };
  }
  const joint = change.kind === 'list' && isJoint(input, child);
  return {
    ...input,
    applicants: input.applicants.map((applicant) => {
      const meant = applicant.id === id || (joint && applicant.family === family);
      return meant ? changed(applicant, change) : applicant;
    }),
  };
}

/** Whether siblings of the child apply with a common wish (docs/allocation-format.md § 8.2). */
export function isJoint(input: MatchInput, child: Applicant): boolean {
  if (child.family === undefined) return false;
  const members = input.applicants.filter(({ family }) => family === child.family);
  return (
    members.length > 1 &&
    (hasOwnTuples(input, child) ||
      members.some(({ together }) => together !== undefined && together !== 'independent'))
  );
}

/** Whether the family has written its joint wishes out itself. */
export const hasOwnTuples = (input: MatchInput, child: Applicant): boolean =>
  input.families?.some(({ id }) => id === child.family) ?? false;

function changed(applicant: Applicant, change: Exclude<Change, { kind: 'apart' }>): Applicant {
  switch (change.kind) {
    case 'list':
      if (applicant.wishes.includes(change.add) || applicant.current === change.add) return applicant;
      return { ...applicant, wishes: [...applicant.wishes, change.add] };
    case 'order':
      return {
        ...applicant,
        wishes: [change.first, ...applicant.wishes.filter((wish) => wish !== change.first)],
      };
    case 'start':
      return { ...applicant, startsOn: change.to };
    case 'days':
      return { ...applicant, daysPerWeek: change.to };
    case 'weekdays':
      return { ...applicant, weekdays: change.to, daysPerWeek: change.to.length };
    case 'start-and-days':
      return { ...applicant, startsOn: change.to, daysPerWeek: change.days };
    case 'earlier-application':
      return { ...applicant, facts: { ...applicant.facts, appliedOn: change.to } };
  }
}
