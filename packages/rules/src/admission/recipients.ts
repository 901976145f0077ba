import { type IsoDate, isoDate } from '@opptak/domain';
import { type DatedParameter, datedParameter, valueOn } from '../dated-parameter.ts';
import type { RuleResult, RuleStep } from '../rule-result.ts';
import { barnelova } from './admission-sources.ts';
import type { ChildFacts, GuardianFacts } from './person-facts.ts';
import { isMinor, isProtected } from './person-facts.ts';
import { type FamilyFinding, type RecipientReason, recipientStops } from './recipient-stops.ts';

export type WhoDecidesApart = 'resident-parent' | 'both-parents';

/**
 * Who decides on kindergarten when parents with joint responsibility live apart. A new barnelov with the
 * opposite default was proposed in Prop. 117 L (2024–2025); it gets a row of its own when it enters into force.
 */
export const whoDecidesWhenParentsLiveApart: DatedParameter<WhoDecidesApart> = datedParameter(
  'whoDecidesWhenParentsLiveApart',
  [
    {
      validFrom: isoDate('1982-01-01'),
      adoptedOn: isoDate('1981-04-08'),
      value: 'resident-parent',
      source: barnelova('§ 37'),
    },
  ],
);

export interface Recipient {
  readonly personId: string;
  /** Only one who decides may answer the invitation; the informed one learns of it, without a way to answer. */
  readonly role: 'decides' | 'informed';
  /**
   * Whether the message may hold the child's address or anything computed from it (distances, kindergartens
   * near home). Never for a parent who lives elsewhere.
   */
  readonly seesChildAddress: boolean;
  /** The registered address of someone who moved abroad is old: no paper is sent there. */
  readonly reach: 'any' | 'digital-only';
}

export interface RecipientPlan {
  readonly outcome: 'send' | 'person';
  /** 'guarded': only the desk for protected families may see this plan, its steps and that it exists. */
  readonly handling: 'ordinary' | 'guarded';
  /** Empty when a person must decide. Those who decide come first. */
  readonly recipients: readonly Recipient[];
  /** Whether one answer is enough, or everyone who decides must give theirs. */
  readonly answers: 'one-decides' | 'all-must-answer';
  /** What a person has to look at, also when the message to the others goes out. */
  readonly forPerson: readonly RecipientNote[];
}

export interface RecipientNote {
  readonly personId: string | null;
  readonly reason: RecipientReason;
  readonly handling: 'ordinary' | 'guarded';
}

/**
 * Who receives what about a child: parental responsibility and registered residence together decide.
 *
 * With the child and responsible: decides. Shared residence (delt bosted): both decide, and both must answer.
 * Responsible but living elsewhere: informed. Without responsibility, or blocked: nothing. Dead: left out.
 * What is protected, unclear or contradictory goes to a person, with no recipient at all.
 *
 * Legal source: barnelova §§ 30, 36, 37; vergemålsloven § 16.
 *
 * @param on the day the message is planned; fixes who is of age and which version of the law is used.
 */
export function recipients(
  child: ChildFacts,
  on: IsoDate,
  law: DatedParameter<WhoDecidesApart> = whoDecidesWhenParentsLiveApart,
): RuleResult<RecipientPlan> {
  const apart = valueOn(law, on, on).value;
  const holders = child.guardians.filter(holdsResponsibility);
  const deciders = holders.filter((guardian) => decides(guardian, child, apart));
  const steps: RuleStep[] = [];
  for (const { rule, source, find } of recipientStops) {
    const finding = find({ child, holders, deciders, on });
    steps.push(stepOf(rule, source, finding));
    if (finding) return { value: toPerson(finding), steps };
  }
  const others = holders.filter((guardian) => !deciders.includes(guardian));
  const notes = others.flatMap((guardian) => noteAbout(guardian, on));
  const informed = others.filter(
    (guardian) => !guardian.blocked && !notes.some(({ personId }) => personId === guardian.personId),
  );
  const livingApart = deciders.some(({ livesWithChild }) => livesWithChild !== true);
  return {
    value: {
      outcome: 'send',
      handling: 'ordinary',
      recipients: [...deciders.map(asDecider), ...informed.map(asInformed)],
      answers: deciders.length > 1 && livingApart ? 'all-must-answer' : 'one-decides',
      forPerson: notes,
    },
    steps,
  };
}

const holdsResponsibility = ({ role, status }: GuardianFacts): boolean =>
  role === 'parent-with-responsibility' && status !== 'dead';

function decides(guardian: GuardianFacts, child: ChildFacts, apart: WhoDecidesApart): boolean {
  return guardian.livesWithChild === true || child.sharedResidence === 'yes' || apart === 'both-parents';
}

const asDecider = ({ personId, livesWithChild, status }: GuardianFacts): Recipient => ({
  personId,
  role: 'decides',
  seesChildAddress: livesWithChild === true,
  reach: status === 'emigrated' ? 'digital-only' : 'any',
});

const asInformed = ({ personId, status }: GuardianFacts): Recipient => ({
  personId,
  role: 'informed',
  seesChildAddress: false,
  reach: status === 'emigrated' ? 'digital-only' : 'any',
});

/** Why a parent who lives elsewhere is not informed automatically. A block is no reason to look: it is an answer. */
function noteAbout(guardian: GuardianFacts, on: IsoDate): readonly RecipientNote[] {
  const { personId } = guardian;
  if (guardian.blocked) return [];
  if (isProtected(guardian.protection)) {
    return [{ personId, reason: 'informed-guardian-protected', handling: 'guarded' }];
  }
  if (guardian.status !== 'resident' && guardian.status !== 'emigrated') {
    return [{ personId, reason: 'guardian-status-unclear', handling: 'ordinary' }];
  }
  if (guardian.hasAppointedGuardian) {
    return [{ personId, reason: 'guardian-has-verge', handling: 'ordinary' }];
  }
  return isMinor(guardian.birthOn, on)
    ? [{ personId, reason: 'guardian-minor-or-age-unknown', handling: 'ordinary' }]
    : [];
}

function toPerson({ reason, personId, handling }: FamilyFinding): RecipientPlan {
  return {
    outcome: 'person',
    handling,
    recipients: [],
    answers: 'one-decides',
    forPerson: [{ personId, reason, handling }],
  };
}

function stepOf(rule: string, source: RuleStep['source'], finding: FamilyFinding | null): RuleStep {
  return finding
    ? { rule, source, outcome: 'undecided', facts: {}, result: finding.reason }
    : { rule, source, outcome: 'fulfilled', facts: {}, result: 'clear' };
}
