import type { IsoDate, KommuneNumber } from '@opptak/domain';
import type { ChildFacts, SchoolStart } from './person-facts.ts';
import type { RecipientPlan } from './recipients.ts';

/** What a campaign asks about: one kommune, one intake. */
export interface CampaignFacts {
  /**
   * 'main-intake' invites ahead of the deadline; 'new-residents' invites families who moved in, also after the
   * deadline, with the text for rolling admission.
   */
  readonly kind: 'main-intake' | 'new-residents';
  readonly kommune: KommuneNumber;
  readonly intakeYear: number;
  readonly deadlineOn: IsoDate;
  /** The day the decision is made. */
  readonly decidedOn: IsoDate;
  /** Whether the kommune's statutes let applications on the waiting list count in the next intake by themselves. */
  readonly waitingListCarriesOver: boolean;
}

/** What our own records say about the child. */
export interface ChildRecords {
  readonly place:
    | 'none'
    /** Has a place in this kommune that goes on after August. */
    | 'here'
    /** Has a place whose kindergarten closes: the kommune finds a new one, and nobody applies again. */
    | 'displaced'
    /** Has a place in another kommune, for example from before a move. */
    | 'elsewhere';
  readonly wantsTransfer: boolean;
  readonly application: 'none' | 'for-this-intake' | 'on-waiting-list';
  readonly schoolStart: SchoolStart;
  /** The family has asked us not to invite it. */
  readonly optedOut: boolean;
  /** The move that brought the child here is held by the plausibility stop. */
  readonly moveHeld: boolean;
}

export interface EligibilityFacts {
  readonly campaign: CampaignFacts;
  readonly child: ChildFacts;
  readonly records: ChildRecords;
  /** From `recipients`, for the same child and day. */
  readonly recipients: RecipientPlan;
}

/**
 * 'invite' asks for start date and days; 'inform' tells the family something and asks nothing; 'person' puts the
 * child on a desk, with the reason; 'ignore' does nothing, with the reason.
 */
export type EligibilityDecision = 'invite' | 'inform' | 'person' | 'ignore';
