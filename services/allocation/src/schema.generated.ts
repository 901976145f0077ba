// Made from the migrations by `npm run generate`. Do not edit: change a migration and run it again.
import type { PlatformTables } from '@opptak/db';
import type { IsoDate, KommuneNumber } from '@opptak/domain';
import type { ColumnType, Generated } from 'kysely';

export interface AdmissionRoundTable {
  kommune: KommuneNumber;
  id: string;
  kind: 'main' | 'rolling';
  kindergartenYear: number;
  deadlineAt: Date;
  lotCommitment: string;
  status: 'open' | 'closed';
  expectedApplications: number | null;
  expectedChecksum: string | null;
  lotSeed: string | null;
  version: number;
}

export interface AllocationRunTable {
  kommune: KommuneNumber;
  id: string;
  roundId: string;
  kind: 'main' | 'refill';
  status: 'freezing' | 'planned' | 'computed' | 'approved' | 'publishing' | 'published' | 'discarded';
  inputSha256: string | null;
  verdict: 'VALID' | 'INVALID' | null;
  violations: ColumnType<unknown | null, string | null, string | null>;
  progressPercent: Generated<number>;
  plannedAt: Date;
  computedAt: Date | null;
  approvedBy: string | null;
  approvedAt: Date | null;
  publishedBy: string | null;
  publishedAt: Date | null;
  version: Generated<number>;
  bylaws: string | null;
  counts: ColumnType<unknown | null, string | null, string | null>;
  discardedBecause: string | null;
  certificateHash: string | null;
}

export interface ApplicationTable {
  kommune: KommuneNumber;
  id: string;
  roundId: string;
  childId: string;
  familyId: string;
  bornOn: IsoDate;
  startOn: IsoDate;
  daysPerWeek: number;
  wishes: ColumnType<unknown, string, string>;
  distances: ColumnType<unknown, string, string>;
  together: 'required' | 'preferred' | 'independent';
  rightToPlace: boolean;
  statutoryPriority: boolean;
  submittedAt: Date;
  late: boolean;
  status: 'submitted' | 'withdrawn';
  version: number;
}

export interface BylawsTable {
  kommune: KommuneNumber;
  id: string;
  document: ColumnType<unknown, string, string>;
  version: number;
}

export interface ChildTable {
  kommune: KommuneNumber;
  id: string;
  bornOn: IsoDate;
  familyId: string;
  leftOn: IsoDate | null;
  version: number;
}

export interface KindergartenTable {
  kommune: KommuneNumber;
  id: string;
  name: string;
  ownership: 'municipal' | 'private';
  lat: number | null;
  lon: number | null;
  capacitySmall: number;
  capacityLarge: number;
  conversion: ColumnType<unknown | null, string | null, string | null>;
  profile: string | null;
  active: boolean;
  version: number;
}

export interface LinkHolderTable {
  kommune: KommuneNumber;
  childId: string;
  guardians: string[];
  version: number;
}

export interface PairingTable {
  kommune: KommuneNumber;
  id: string;
  runId: string;
  kindergartenId: string;
  firstChildId: string;
  secondChildId: string;
  children: ColumnType<unknown, string, string>;
  status: 'recorded' | 'agreed' | 'discarded';
  recordedBy: string;
  recordedAt: Date;
  agreedBy: string | null;
  agreedAt: Date | null;
}

export interface PlaceOfferTable {
  kommune: KommuneNumber;
  id: string;
  runId: string;
  applicationId: string;
  childId: string;
  kindergartenId: string;
  band: 'small' | 'large';
  startOn: IsoDate;
  daysPerWeek: number;
  status: Generated<'waiting' | 'open' | 'accepted' | 'declined' | 'expired' | 'withdrawn'>;
  madeAt: Date;
  answerBy: Date;
  answeredAt: Date | null;
  version: Generated<number>;
  seatRank: Generated<number>;
  swapId: string | null;
  agreedAt: Date | null;
}

export interface PlacementTable {
  kommune: KommuneNumber;
  id: string;
  childId: string;
  kindergartenId: string;
  fromOn: IsoDate;
  untilOn: IsoDate | null;
  daysPerWeek: number;
  status: 'agreed' | 'ended' | 'cancelled';
  offerId: string | null;
  version: Generated<number>;
}

export interface RunDocumentPartTable {
  kommune: KommuneNumber;
  runId: string;
  document: 'input' | 'result' | 'decisions' | 'pairings' | 'proof';
  part: number;
  bytes: Buffer;
}

export interface RunProofTable {
  kommune: KommuneNumber;
  runId: string;
  status: 'asked' | 'answered';
  mostChildren: number;
  work: number;
  verdict: 'nothing-better' | 'better' | 'undecided' | null;
  summary: ColumnType<unknown | null, string | null, string | null>;
  askedAt: Date;
  answeredAt: Date | null;
}

export interface VedtakTable {
  kommune: KommuneNumber;
  id: string;
  runId: string;
  applicationId: string;
  childId: string;
  outcome: 'place' | 'no-place';
  kindergartenId: string | null;
  wish: number | null;
  via: 'wish' | 'kept' | 'right' | 'refill' | null;
  startOn: IsoDate | null;
  reason: string | null;
  mayAppeal: boolean;
  mayAskReasons: boolean;
  decidedAt: Date;
  announcedAt: Date | null;
}

export interface Schema extends PlatformTables {
  admissionRound: AdmissionRoundTable;
  allocationRun: AllocationRunTable;
  application: ApplicationTable;
  bylaws: BylawsTable;
  child: ChildTable;
  kindergarten: KindergartenTable;
  linkHolder: LinkHolderTable;
  pairing: PairingTable;
  placeOffer: PlaceOfferTable;
  placement: PlacementTable;
  runDocumentPart: RunDocumentPartTable;
  runProof: RunProofTable;
  vedtak: VedtakTable;
}
