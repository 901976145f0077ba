import { yearOf } from '@opptak/domain';
import type { LegalSource } from '../legal-source.ts';
import {
  barnehageloven,
  folkeregisterloven,
  opplaeringslova,
  opptaksforskriften,
} from './admission-sources.ts';
import type { EligibilityDecision, EligibilityFacts } from './eligibility-facts.ts';
import { isProtected } from './person-facts.ts';
import type { RecipientReason } from './recipient-stops.ts';
import { isOfSchoolAge, placeDueIn } from './statutory-age.ts';

/** Stable: reports, the dry run and the case log count by these. */
export type EligibilityReason =
  | 'dead'
  | 'stillborn'
  | 'identity-ended'
  | 'status-unknown'
  | 'address-protected'
  | 'not-resident'
  | 'emigrated'
  | 'lives-in-another-kommune'
  | 'residence-unknown'
  | 'move-held'
  | 'birth-date-unknown'
  | 'school-age'
  | 'school-start-undecided'
  | 'already-applied'
  | 'on-waiting-list'
  | 'displaced'
  | 'has-place'
  | 'right-next-intake'
  | 'born-this-year'
  | 'opted-out'
  | 'wants-transfer'
  | 'waiting-must-confirm'
  | 'newly-moved-in'
  | 'right-this-intake'
  | RecipientReason;

export interface EligibilityAnswer {
  readonly decision: EligibilityDecision;
  readonly reason: EligibilityReason;
}

export interface EligibilityRule {
  readonly rule: string;
  readonly source: LegalSource;
  /** null lets the child go on to the next rule. */
  readonly ask: (facts: EligibilityFacts) => EligibilityAnswer | null;
}

/**
 * Every question, in the order it is asked. The order is part of the rule:
 * first who must never receive anything (the dead), then who is ours at all, then – before any rule that could
 * send something – protection, then whether there is anything to ask, and last to whom.
 */
export const eligibilityRules: readonly EligibilityRule[] = [
  {
    rule: 'eligibility.alive',
    source: folkeregisterloven('§ 4-1'),
    ask: ({ child }) => {
      if (child.status === 'dead') return ignore('dead');
      if (child.status === 'stillborn') return ignore('stillborn');
      if (child.status === 'ended') return ignore('identity-ended');
      return child.status === 'unknown' ? person('status-unknown') : null;
    },
  },
  {
    rule: 'eligibility.nothing-open',
    source: opptaksforskriften('§ 3'),
    ask: ({ records }) => (records.application === 'for-this-intake' ? ignore('already-applied') : null),
  },
  {
    rule: 'eligibility.address-not-protected',
    source: folkeregisterloven('§ 10-4'),
    ask: ({ child, campaign }) =>
      // A hidden residence may be here: the guarded desk finds out, so that the family is served and not lost.
      isProtected(child.protection) && (child.residence === null || child.residence === campaign.kommune)
        ? person('address-protected')
        : null,
  },
  {
    rule: 'eligibility.resident-here',
    source: barnehageloven('§ 16 tredje ledd'),
    ask: ({ child, campaign }) => {
      if (child.status === 'emigrated') return ignore('emigrated');
      if (child.residence !== null && child.residence !== campaign.kommune) {
        return ignore('lives-in-another-kommune');
      }
      if (child.status === 'not-resident') return person('not-resident');
      return child.residence === null ? person('residence-unknown') : null;
    },
  },
  {
    rule: 'eligibility.move-plausible',
    source: barnehageloven('§ 16 tredje ledd'),
    ask: ({ records }) => (records.moveHeld ? person('move-held') : null),
  },
  {
    rule: 'eligibility.below-school-age',
    source: opplaeringslova('kapittel 2'),
    ask: ({ child, campaign, records }) => {
      if (child.birthOn === null) return person('birth-date-unknown');
      const schoolAge = isOfSchoolAge(child.birthOn, campaign.intakeYear, records.schoolStart);
      if (schoolAge === null) return person('school-start-undecided');
      return schoolAge ? ignore('school-age') : null;
    },
  },
  {
    rule: 'eligibility.no-place-or-wants-another',
    source: opptaksforskriften('§ 3'),
    ask: ({ records }) => {
      if (records.place === 'displaced') return inform('displaced');
      return records.place === 'here' && !records.wantsTransfer ? ignore('has-place') : null;
    },
  },
  {
    rule: 'eligibility.nobody-applies-twice',
    source: opptaksforskriften('§ 3'),
    ask: ({ records, campaign }) =>
      records.application === 'on-waiting-list' && campaign.waitingListCarriesOver
        ? inform('on-waiting-list')
        : null,
  },
  {
    rule: 'eligibility.old-enough',
    source: barnehageloven('§ 16 første og andre ledd'),
    ask: ({ child, campaign }) => {
      if (child.birthOn === null || placeDueIn(child.birthOn, campaign.intakeYear) !== null) return null;
      return yearOf(child.birthOn) < campaign.intakeYear
        ? inform('right-next-intake')
        : ignore('born-this-year');
    },
  },
  {
    rule: 'eligibility.not-opted-out',
    source: barnehageloven('§ 16 første ledd'),
    ask: ({ records }) => (records.optedOut ? ignore('opted-out') : null),
  },
  {
    rule: 'eligibility.invited-because',
    source: barnehageloven('§ 16'),
    ask: ({ records, campaign }) => {
      if (records.place === 'here') return invite('wants-transfer');
      if (records.application === 'on-waiting-list') return invite('waiting-must-confirm');
      return invite(campaign.kind === 'new-residents' ? 'newly-moved-in' : 'right-this-intake');
    },
  },
];

const invite = (reason: EligibilityReason): EligibilityAnswer => ({ decision: 'invite', reason });
const inform = (reason: EligibilityReason): EligibilityAnswer => ({ decision: 'inform', reason });
const person = (reason: EligibilityReason): EligibilityAnswer => ({ decision: 'person', reason });
const ignore = (reason: EligibilityReason): EligibilityAnswer => ({ decision: 'ignore', reason });
