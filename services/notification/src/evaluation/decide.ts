import { dateInNorway, type KommuneNumber } from '@opptak/domain';
import {
  type ChildRecords,
  type Eligibility,
  eligibility,
  type RecipientPlan,
  recipients,
} from '@opptak/rules';
import type { FamilyChoice } from '../repositories/choices.ts';
import type { Application, Kindergarten, Placement, Round } from '../repositories/projections.ts';
import { childFactsOf, isGuarded, type KnownFamily } from './child-facts.ts';

export interface Case {
  readonly family: KnownFamily;
  readonly applications: readonly Application[];
  readonly placements: readonly Placement[];
  /** What the family has chosen for itself. */
  readonly choice?: FamilyChoice | undefined;
  /** Guardians who want no place in this round. */
  readonly declined: readonly string[];
}

export interface Decided {
  readonly family: KnownFamily;
  readonly eligibility: Eligibility;
  readonly plan: RecipientPlan;
  /** Where the child has a place that goes on. */
  readonly heldKindergartenId: string | null;
  readonly declined: readonly string[];
  readonly schoolStart: ChildRecords['schoolStart'];
  /** Only the desk for protected families may know of it. */
  readonly guarded: boolean;
}

export interface Question {
  readonly kommune: KommuneNumber;
  readonly round: Round;
  readonly kind: 'main-intake' | 'new-residents';
  readonly at: Date;
  readonly kindergartens: ReadonlyMap<string, Kindergarten>;
  /** Whether the kommune's statutes let applications on the waiting list count in the next intake by themselves. */
  readonly waitingListCarriesOver: boolean;
}

/** Decides about one child in one round: invite, inform, leave alone, or give to a person. Pure. */
export function decide(question: Question, facts: Case): Decided {
  const { kommune, round, kind, at, waitingListCarriesOver } = question;
  const { family, declined } = facts;
  const on = dateInNorway(at);
  const child = childFactsOf(family, kommune, on);
  const plan = recipients(child, on).value;
  const result = eligibility({
    campaign: {
      kind,
      kommune,
      intakeYear: round.kindergartenYear,
      deadlineOn: dateInNorway(round.deadlineAt),
      decidedOn: on,
      waitingListCarriesOver,
    },
    child,
    records: recordsOf(question, facts, plan),
    recipients: plan,
  });
  return {
    family,
    plan,
    declined,
    schoolStart: facts.choice?.schoolStart ?? 'ordinary',
    heldKindergartenId: heldIn(question, facts)?.kindergartenId ?? null,
    eligibility: result,
    guarded: result.handling === 'guarded' || isGuarded(family),
  };
}

function recordsOf(question: Question, facts: Case, plan: RecipientPlan): ChildRecords {
  const { round, kindergartens } = question;
  const { applications, choice, family, declined } = facts;
  const held = heldIn(question, facts);
  const closes = held !== undefined && kindergartens.get(held.kindergartenId)?.active === false;
  return {
    place: held === undefined ? 'none' : closes ? 'displaced' : 'here',
    wantsTransfer: held !== undefined && choice?.transferFrom === held.kindergartenId,
    application: applications.some(({ roundId }) => roundId === round.id)
      ? 'for-this-intake'
      : applications.length > 0 && held === undefined
        ? 'on-waiting-list'
        : 'none',
    schoolStart: choice?.schoolStart ?? 'ordinary',
    // Where both must answer, one who declines speaks for nobody else.
    optedOut: choice?.noInvitations === true || (plan.answers === 'one-decides' && declined.length > 0),
    moveHeld: family.moveHeld,
  };
}

/** The place that goes on when the kindergarten year begins. */
function heldIn({ round }: Question, { placements }: Case): Placement | undefined {
  const firstDay = `${round.kindergartenYear}-08-01`;
  return placements.find(({ untilOn }) => untilOn === null || untilOn >= firstDay);
}
