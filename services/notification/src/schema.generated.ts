// Made from the migrations by `npm run generate`. Do not edit: change a migration and run it again.
import type { PlatformTables } from '@opptak/db';
import type { IsoDate, KommuneNumber } from '@opptak/domain';
import type { ColumnType, Generated } from 'kysely';

export interface AccessProtectionTable {
  kommune: KommuneNumber;
  id: string;
  personId: string;
  source: 'register' | 'manual';
  level: 'client-address' | 'confidential' | 'strictly-confidential' | 'blocked';
  againstPersonId: string | null;
  since: Date;
  liftedAt: Date | null;
  liftedBy: string | null;
}

export interface AdmissionRoundTable {
  kommune: KommuneNumber;
  id: string;
  kind: 'main' | 'rolling';
  kindergartenYear: number;
  deadlineAt: Date;
  status: 'open' | 'closed';
  version: number;
}

export interface ApplicationTable {
  kommune: KommuneNumber;
  id: string;
  roundId: string;
  childId: string;
  invitationId: string | null;
  wishes: ColumnType<unknown, string, string>;
  startOn: IsoDate;
  daysPerWeek: number;
  late: boolean;
  status: 'submitted' | 'withdrawn';
  version: number;
}

export interface CampaignTable {
  kommune: KommuneNumber;
  id: string;
  roundId: string;
  kind: 'main-intake' | 'new-residents';
  startedAt: Date;
}

export interface CampaignStepTable {
  kommune: KommuneNumber;
  campaignId: string;
  daysBefore: number;
  dueAt: Date;
  nextChildId: string | null;
  doneAt: Date | null;
}

export interface DeclinedInvitationTable {
  kommune: KommuneNumber;
  invitationId: string;
  personId: string;
  declinedAt: Date;
}

export interface EligibilityDecisionTable {
  kommune: KommuneNumber;
  roundId: string;
  childId: string;
  decision: 'invite' | 'inform' | 'person' | 'ignore';
  reasons: ColumnType<unknown, string, string>;
  rules: ColumnType<unknown, string, string>;
  guarded: boolean;
  decidedAt: Date;
}

export interface EventCountTable {
  kommune: KommuneNumber;
  eventType: string;
  relevant: boolean;
  count: ColumnType<string, string | number | bigint, string | number | bigint>;
}

export interface FamilyChoiceTable {
  kommune: KommuneNumber;
  childId: string;
  transferFrom: string | null;
  noInvitations: Generated<boolean>;
  schoolStart: Generated<'ordinary' | 'deferred' | 'deferral-asked' | 'early'>;
  changedAt: Date;
}

export interface GuardianTable {
  kommune: KommuneNumber;
  childId: string;
  personId: string;
  role: 'parent-with-responsibility' | 'parent-without-responsibility' | 'responsibility-given' | 'household';
  livesWithChild: boolean | null;
}

export interface HomePositionTable {
  kommune: KommuneNumber;
  addressIndex: string;
  sealedPosition: Buffer | null;
  foundAt: Date;
}

export interface InvitationTable {
  kommune: KommuneNumber;
  id: string;
  roundId: string;
  childId: string;
  familyId: string;
  reason: 'right-to-place' | 'without-place' | 'wants-transfer' | 'newcomer';
  sealedPrefilled: Buffer;
  status: Generated<'open' | 'answered' | 'retracted'>;
  createdAt: Date;
  expiresAt: Date;
  version: Generated<number>;
  toldHolders: Generated<string>;
}

export interface JointAnswerTable {
  kommune: KommuneNumber;
  invitationId: string;
  status: 'applied' | 'waits-for-other' | 'answers-differ';
  answered: ColumnType<unknown, string, string>;
  version: number;
}

export interface KindergartenTable {
  kommune: KommuneNumber;
  id: string;
  name: string;
  lat: number | null;
  lon: number | null;
  minAge: number;
  maxAge: number;
  monthlyPriceNok: number;
  active: boolean;
  version: number;
}

export interface LinkHolderTable {
  kommune: KommuneNumber;
  childId: string;
  guardians: string[];
  version: Generated<number>;
}

export interface ManualCaseTable {
  kommune: KommuneNumber;
  id: string;
  childId: string;
  aboutId: string | null;
  reason: string;
  guarded: boolean;
  openedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  outcome: string | null;
}

export interface MessageTable {
  kommune: KommuneNumber;
  id: string;
  occasion: string;
  personId: string;
  childId: string;
  caseId: string;
  template: string;
  sealedValues: Buffer;
  status: Generated<'planned' | 'sent' | 'retracted' | 'failed' | 'held'>;
  channel: 'sms' | 'email' | 'letter' | 'desk' | null;
  language: string | null;
  externalId: string | null;
  plannedAt: Date;
  sentAt: Date | null;
  version: Generated<number>;
  heldAs: string | null;
  letterCode: string | null;
}

export interface PersonTable {
  kommune: KommuneNumber;
  id: string;
  sealedFacts: Buffer;
  bornOn: IsoDate | null;
  isChild: boolean;
  familyId: string | null;
  householdId: string | null;
  toldSha256: string | null;
  version: Generated<number>;
  readAt: Date;
  moveHeldAt: Date | null;
}

export interface PersonNumberTable {
  kommune: KommuneNumber;
  numberIndex: string;
  personId: string;
}

export interface PlacementTable {
  kommune: KommuneNumber;
  id: string;
  childId: string;
  kindergartenId: string;
  fromOn: IsoDate;
  untilOn: IsoDate | null;
  status: 'agreed' | 'ended' | 'cancelled';
  version: number;
}

export interface PublishedReachTable {
  kommune: KommuneNumber;
  campaignId: string;
  groups: ColumnType<unknown, string, string>;
}

export interface SyncStateTable {
  kommune: KommuneNumber;
  nextSequence: ColumnType<string | null, string | number | bigint | null, string | number | bigint | null>;
  extractJob: string | null;
  extractBatch: number | null;
  extractSequence: ColumnType<string | null, string | number | bigint | null, string | number | bigint | null>;
  extractStartedAt: Date | null;
  syncedAt: Date | null;
  movesOn: IsoDate | null;
  movesCount: Generated<number>;
  movesResidents: Generated<number>;
  settled: ColumnType<string, string | number | bigint | undefined, string | number | bigint>;
  nextReadAt: Date | null;
}

export interface Schema extends PlatformTables {
  accessProtection: AccessProtectionTable;
  admissionRound: AdmissionRoundTable;
  application: ApplicationTable;
  campaign: CampaignTable;
  campaignStep: CampaignStepTable;
  declinedInvitation: DeclinedInvitationTable;
  eligibilityDecision: EligibilityDecisionTable;
  eventCount: EventCountTable;
  familyChoice: FamilyChoiceTable;
  guardian: GuardianTable;
  homePosition: HomePositionTable;
  invitation: InvitationTable;
  jointAnswer: JointAnswerTable;
  kindergarten: KindergartenTable;
  linkHolder: LinkHolderTable;
  manualCase: ManualCaseTable;
  message: MessageTable;
  person: PersonTable;
  personNumber: PersonNumberTable;
  placement: PlacementTable;
  publishedReach: PublishedReachTable;
  syncState: SyncStateTable;
}
