// Made from the migrations by `npm run generate`. Do not edit: change a migration and run it again.
import type { PlatformTables } from '@opptak/db';
import type { IsoDate, KommuneNumber } from '@opptak/domain';
import type { ColumnType, Generated } from 'kysely';

export interface ChargeTable {
  kommune: KommuneNumber;
  childId: string;
  month: string;
  householdId: string;
  vedtakId: string;
  placementId: string;
  kindergartenId: string;
  payerId: string;
  place: string;
  feeNok: number;
  unreducedNok: number;
  foodNok: number;
}

export interface ChildTable {
  kommune: KommuneNumber;
  id: string;
  bornOn: IsoDate;
  householdId: string;
  adults: ColumnType<unknown, string, string>;
  leftOn: IsoDate | null;
  version: number;
  sealedIdentity: string | null;
}

export interface DecisionPlanTable {
  kommune: KommuneNumber;
  planned: boolean;
}

export interface FeeApplicationTable {
  kommune: KommuneNumber;
  id: string;
  householdId: string;
  kindergartenYear: number;
  appliedOn: IsoDate;
  changeKind: 'lasting-fall' | 'household-change' | null;
  sealedStated: Buffer | null;
  status: 'waiting' | 'manual' | 'decided';
  tries: Generated<number>;
  submittedAt: Date;
  decidedAt: Date | null;
  othersBelong: boolean | null;
}

export interface FeeCaseTable {
  kommune: KommuneNumber;
  id: string;
  applicationId: string;
  householdId: string;
  reason: string;
  status: 'open' | 'decided';
  openedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  outcome: 'income' | 'full-price' | 'look-up-again' | null;
}

export interface FeeDecisionTable {
  kommune: KommuneNumber;
  id: string;
  householdId: string;
  applicationId: string | null;
  kindergartenYear: number;
  made: 'automatic' | 'manual';
  decidedOn: IsoDate;
  ruleVersion: string;
  inputsHash: string;
  sealedInputs: Buffer;
  sealedResult: Buffer;
  decidedAt: Date;
}

export interface FeeRenewalTable {
  kommune: KommuneNumber;
  householdId: string;
  kindergartenYear: number;
  round: number;
  answerBy: IsoDate;
  toldAt: Date;
}

export interface FeeVedtakTable {
  kommune: KommuneNumber;
  id: string;
  decisionId: string;
  number: number;
  childId: string;
  kindergartenId: string;
  placementId: string;
  validFrom: IsoDate;
  validUntil: IsoDate | null;
  feeNok: number;
  unreducedNok: number;
  foodNok: number;
  rules: string[];
  sealedReasons: Buffer;
  decidedAt: Date;
}

export interface HouseholdTable {
  kommune: KommuneNumber;
  id: string;
  toDecideSince: Date | null;
  decisions: Generated<number>;
  answeredFor: string[] | null;
}

export interface IncomeBasisTable {
  kommune: KommuneNumber;
  id: string;
  applicationId: string;
  householdId: string;
  kindergartenYear: number;
  kind: 'last-year' | 'lasting-fall' | 'household-change';
  appliedOn: IsoDate;
  countsFrom: string;
  incomeYear: number;
  stage: 'settled' | 'draft' | 'documented';
  source: 'fiks' | 'skatteetaten' | 'caseworker';
  remarks: ColumnType<unknown, string, string>;
  sealedAmounts: Buffer;
  fetchedAt: Date;
}

export interface InvoiceBasisTable {
  kommune: KommuneNumber;
  id: string;
  month: string;
  document: string;
  sha256: string;
  refundDocument: string;
  refundSha256: string;
  differences: ColumnType<unknown, string, string>;
  rowCount: number;
  lastNumber: ColumnType<string, string | number | bigint, string | number | bigint>;
  refundLastNumber: ColumnType<string, string | number | bigint, string | number | bigint>;
  totalOere: ColumnType<string, string | number | bigint, string | number | bigint>;
  refundTotalOere: ColumnType<string, string | number | bigint, string | number | bigint>;
  issuedOn: IsoDate;
  issuedAt: Date;
}

export interface InvoiceRowTable {
  kommune: KommuneNumber;
  number: ColumnType<string, string | number | bigint, string | number | bigint>;
  basisId: string;
  kind: 'charge' | 'credit';
  month: string;
  childId: string;
  payerId: string;
  kindergartenId: string;
  placementId: string;
  vedtakId: string | null;
  feeOere: ColumnType<string, string | number | bigint, string | number | bigint>;
  foodOere: ColumnType<string, string | number | bigint, string | number | bigint>;
  credits: ColumnType<string | null, string | number | bigint | null, string | number | bigint | null>;
}

export interface KindergartenTable {
  kommune: KommuneNumber;
  id: string;
  ownership: 'municipal' | 'private';
  monthlyPriceNok: number;
  monthlyFoodNok: number;
  fullTimeHours: ColumnType<string, string | number, string | number>;
  version: number;
}

export interface LinkHolderTable {
  kommune: KommuneNumber;
  childId: string;
  guardians: string[];
  version: number;
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
  version: number;
}

export interface PriceTableTable {
  kommune: KommuneNumber;
  owner: string;
  fromMonth: string;
  version: number;
  adoptedOn: IsoDate;
  unit: 'hours' | 'days' | 'percent' | null;
  rows: ColumnType<unknown | null, string | null, string | null>;
  setAt: Date;
  setBy: string;
}

export interface Schema extends PlatformTables {
  charge: ChargeTable;
  child: ChildTable;
  decisionPlan: DecisionPlanTable;
  feeApplication: FeeApplicationTable;
  feeCase: FeeCaseTable;
  feeDecision: FeeDecisionTable;
  feeRenewal: FeeRenewalTable;
  feeVedtak: FeeVedtakTable;
  household: HouseholdTable;
  incomeBasis: IncomeBasisTable;
  invoiceBasis: InvoiceBasisTable;
  invoiceRow: InvoiceRowTable;
  kindergarten: KindergartenTable;
  linkHolder: LinkHolderTable;
  placement: PlacementTable;
  priceTable: PriceTableTable;
}
