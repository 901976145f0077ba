import type { IsoDate, KommuneNumber } from '@opptak/domain';
import type { RuleResult, RuleStep } from '../rule-result.ts';
import { barnehageloven, opplaeringslova } from './admission-sources.ts';
import type { SchoolStart } from './person-facts.ts';
import { firstPlaceDue, isOfSchoolAge, placeDueIn } from './statutory-age.ts';

export interface RightToPlaceFacts {
  readonly birthOn: IsoDate | null;
  /** The calendar year of the intake: 2027 for places from August 2027. */
  readonly intakeYear: number;
  /** The kommune that is asked for the place. */
  readonly kommune: KommuneNumber;
  /** Where the child is registered as living; null when hidden or not known. */
  readonly residence: KommuneNumber | null;
  /** The day the application came in; null when none has come. The right exists on application only. */
  readonly appliedOn: IsoDate | null;
  /** Last day to apply for the main intake, set by the kommune. That day is included. */
  readonly deadlineOn: IsoDate;
  readonly schoolStart: SchoolStart;
}

export type RightToPlace =
  | { readonly outcome: 'fulfilled'; readonly from: IsoDate; readonly by: IsoDate }
  | { readonly outcome: 'not-fulfilled'; readonly reason: NoRightReason; readonly firstIntakeYear?: number }
  | { readonly outcome: 'undecided'; readonly reason: UndecidedRightReason };

export type NoRightReason =
  | 'lives-in-another-kommune'
  | 'too-young-this-intake'
  | 'school-age'
  | 'no-application'
  | 'applied-after-deadline';
export type UndecidedRightReason = 'birth-date-unknown' | 'residence-unknown' | 'school-start-undecided';

/**
 * Whether a child has a statutory right to a kindergarten place in an intake, and by when.
 *
 * Order: residence, age, school start, application by the deadline. What is not known is undecided and goes to
 * a person; it never becomes a refusal.
 *
 * Legal source: barnehageloven § 16; opplæringslova chapter 2 for the end of kindergarten age.
 */
export function rightToPlace(facts: RightToPlaceFacts): RuleResult<RightToPlace> {
  const steps: RuleStep[] = [];
  const settled = (rule: Rule, value: RightToPlace): RuleResult<RightToPlace> => ({
    value,
    steps: [...steps, { ...rule, outcome: value.outcome, result: resultText(value) }],
  });
  const passed = (rule: Rule): void => {
    steps.push({ ...rule, outcome: 'fulfilled', result: 'fulfilled' });
  };

  const { birthOn, intakeYear, kommune, residence, schoolStart, appliedOn, deadlineOn } = facts;

  const lives = residenceRule(facts);
  if (residence === null) return settled(lives, undecided('residence-unknown'));
  if (residence !== kommune) return settled(lives, notFulfilled('lives-in-another-kommune'));
  passed(lives);

  const age = ageRule(facts);
  if (birthOn === null) return settled(age, undecided('birth-date-unknown'));
  const due = placeDueIn(birthOn, intakeYear);
  if (due === null) {
    const { intakeYear: firstIntakeYear } = firstPlaceDue(birthOn);
    return settled(age, { ...notFulfilled('too-young-this-intake'), firstIntakeYear });
  }
  passed(age);

  const school = schoolRule(facts);
  const schoolAge = isOfSchoolAge(birthOn, intakeYear, schoolStart);
  if (schoolAge === null) return settled(school, undecided('school-start-undecided'));
  if (schoolAge) return settled(school, notFulfilled('school-age'));
  passed(school);

  const application = applicationRule(facts);
  if (appliedOn === null) return settled(application, notFulfilled('no-application'));
  if (appliedOn > deadlineOn) return settled(application, notFulfilled('applied-after-deadline'));
  return settled(application, { outcome: 'fulfilled', from: due.from, by: due.by });
}

type Rule = Omit<RuleStep, 'outcome' | 'result'>;

const residenceRule = ({ kommune, residence }: RightToPlaceFacts): Rule => ({
  rule: 'right.residence',
  source: barnehageloven('§ 16 tredje ledd'),
  facts: { kommune, residence },
});

const ageRule = ({ birthOn, intakeYear }: RightToPlaceFacts): Rule => ({
  rule: 'right.age',
  source: barnehageloven('§ 16 første og andre ledd'),
  facts: { birthOn, intakeYear },
});

const schoolRule = ({ birthOn, intakeYear, schoolStart }: RightToPlaceFacts): Rule => ({
  rule: 'right.below-school-age',
  source: opplaeringslova('kapittel 2'),
  facts: { birthOn, intakeYear, schoolStart },
});

const applicationRule = ({ appliedOn, deadlineOn }: RightToPlaceFacts): Rule => ({
  rule: 'right.application',
  source: barnehageloven('§ 16 første og fjerde ledd'),
  facts: { appliedOn, deadlineOn },
});

const notFulfilled = (reason: NoRightReason) => ({ outcome: 'not-fulfilled', reason }) as const;
const undecided = (reason: UndecidedRightReason) => ({ outcome: 'undecided', reason }) as const;

function resultText(value: RightToPlace): string {
  return value.outcome === 'fulfilled' ? `fulfilled by ${value.by}` : `${value.outcome}: ${value.reason}`;
}
