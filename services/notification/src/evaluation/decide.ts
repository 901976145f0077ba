import { dateInNorway, type KommuneNumber } from '@opptak/domain';
import {
  type ChildRecords,
  type Eligibility,
  eligibility,
  type RecipientPlan,
  recipients,
} from '@opptak/rules';
import type { Application, Kindergarten, Placement, Round } from '../repositories/projections.ts';
import { childFactsOf, isGuarded, type KnownFamily } from './child-facts.ts';

export interface Case {
  readonly family: KnownFamily;
  readonly applications: readonly Application[];
  readonly placements: readonly Placement[];
}

export interface Decided {
  readonly family: KnownFamily;
  readonly eligibility: Eligibility;
  readonly plan: RecipientPlan;
  /** Only the desk for protected families may know of it. */
  readonly guarded: boolean;
}

export interface Question {
  readonly kommune: KommuneNumber;
  readonly round: Round;
  readonly kind: 'main-intake' | 'new-residents';
  readonly at: Date;
  readonly kindergartens: ReadonlyMap<string, Kindergarten>;
}

/** Decides about one child in one round: invite, inform, leave alone, or give to a person. Pure. */
export function decide(question: Question, { family, applications, placements }: Case): Decided {
  const { kommune, round, kind, at } = question;
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
      waitingListCarriesOver: false,
    },
    child,
    records: recordsOf(question, family, applications, placements),
    recipients: plan,
  });
  return {
    family,
    plan,
    eligibility: result,
    guarded: result.handling === 'guarded' || isGuarded(family),
  };
}

function recordsOf(
  { round, kindergartens }: Question,
  family: KnownFamily,
  applications: readonly Application[],
  placements: readonly Placement[],
): ChildRecords {
  const firstDay = `${round.kindergartenYear}-08-01`;
  const held = placements.find(({ untilOn }) => untilOn === null || untilOn >= firstDay);
  const closes = held !== undefined && kindergartens.get(held.kindergartenId)?.active === false;
  return {
    place: held === undefined ? 'none' : closes ? 'displaced' : 'here',
    wantsTransfer: false,
    application: applications.some(({ roundId }) => roundId === round.id)
      ? 'for-this-intake'
      : applications.length > 0 && held === undefined
        ? 'on-waiting-list'
        : 'none',
    schoolStart: 'ordinary',
    optedOut: false,
    moveHeld: family.moveHeld,
  };
}
