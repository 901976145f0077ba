// Made from the migrations by `npm run generate`. Do not edit: change a migration and run it again.
import type { PlatformTables } from '@opptak/db';
import type { IsoDate, KommuneNumber } from '@opptak/domain';
import type { ColumnType, Generated } from 'kysely';

export interface AdmissionRoundTable {
  kommune: KommuneNumber;
  id: string;
  kind: 'main' | 'rolling';
  kindergartenYear: number;
  opensAt: Date;
  deadlineAt: Date;
  sealedLotSeed: Buffer;
  lotCommitment: string;
  status: Generated<'open' | 'closed'>;
  closedAt: Date | null;
  applicationCount: number | null;
  checksum: string | null;
  version: Generated<number>;
}

export interface AnswerCaseTable {
  kommune: KommuneNumber;
  id: string;
  invitationId: string;
  reason: 'lone-answer' | 'answers-differ';
  openedAt: Date;
  closedAt: Date | null;
  closedBy: string | null;
  outcome: 'both-answered' | 'stands' | 'agreed' | 'withdrawn' | null;
}

export interface ApplicationTable {
  kommune: KommuneNumber;
  id: string;
  roundId: string;
  childId: string;
  familyId: string;
  invitationId: string | null;
  bornOn: IsoDate;
  startOn: IsoDate;
  daysPerWeek: number;
  together: 'required' | 'preferred' | 'independent';
  distances: ColumnType<unknown, string, string>;
  rightToPlace: boolean;
  statutoryPriority: Generated<boolean>;
  status: Generated<'submitted' | 'withdrawn'>;
  submittedAt: Date;
  late: boolean;
  version: Generated<number>;
}

export interface ApplicationWishTable {
  kommune: KommuneNumber;
  applicationId: string;
  position: number;
  kindergartenId: string;
  wishedSince: Date;
}

export interface BylawsTable {
  kommune: KommuneNumber;
  id: string;
  version: number;
  adoptedAt: Date;
  document: ColumnType<unknown, string, string>;
}

export interface ChildTable {
  kommune: KommuneNumber;
  id: string;
  bornOn: IsoDate;
  familyId: string;
  leftOn: IsoDate | null;
  version: number;
}

export interface GuardianAnswerTable {
  kommune: KommuneNumber;
  invitationId: string;
  guardianId: string;
  startOn: IsoDate;
  daysPerWeek: number;
  together: 'required' | 'preferred' | 'independent';
  wishes: ColumnType<unknown, string, string>;
  answeredAt: Date;
}

export interface InvitationTable {
  kommune: KommuneNumber;
  id: string;
  roundId: string;
  childId: string;
  familyId: string;
  bornOn: IsoDate;
  reason: string;
  rightOutcome: 'fulfilled' | 'not-fulfilled' | 'undecided';
  rightBy: IsoDate | null;
  proposedStartOn: IsoDate;
  proposedWishes: ColumnType<unknown, string, string>;
  distances: ColumnType<unknown, string, string>;
  language: string;
  expiresAt: Date;
  version: number;
  guardians: ColumnType<unknown, string | undefined, string>;
  answers: Generated<'one-decides' | 'all-must-answer'>;
  answersVersion: Generated<number>;
}

export interface KindergartenTable {
  kommune: KommuneNumber;
  id: string;
  name: string;
  ownership: 'municipal' | 'private';
  form: 'ordinary' | 'family' | 'open';
  ownerName: string;
  lat: number | null;
  lon: number | null;
  minAge: number;
  maxAge: number;
  capacitySmall: Generated<number>;
  capacityLarge: Generated<number>;
  conversion: ColumnType<unknown | null, string | null, string | null>;
  profile: string | null;
  monthlyPriceNok: Generated<number>;
  monthlyFoodNok: Generated<number>;
  fullTimeHours: ColumnType<string, string | number | undefined, string | number>;
  active: Generated<boolean>;
  version: Generated<number>;
}

export interface PriorityClaimTable {
  kommune: KommuneNumber;
  id: string;
  applicationId: string;
  status: Generated<'claimed' | 'confirmed' | 'rejected'>;
  claimedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
}

export interface Schema extends PlatformTables {
  admissionRound: AdmissionRoundTable;
  answerCase: AnswerCaseTable;
  application: ApplicationTable;
  applicationWish: ApplicationWishTable;
  bylaws: BylawsTable;
  child: ChildTable;
  guardianAnswer: GuardianAnswerTable;
  invitation: InvitationTable;
  kindergarten: KindergartenTable;
  priorityClaim: PriorityClaimTable;
}
