// Made from the migrations by `npm run generate`. Do not edit: change a migration and run it again.
import type { PlatformTables } from '@opptak/db';
import type { IsoDate, KommuneNumber } from '@opptak/domain';
import type { ColumnType, Generated } from 'kysely';

export interface ChildTable {
  kommune: KommuneNumber;
  id: string;
  bornOn: IsoDate | null;
  sealedIdentity: string | null;
  adults: ColumnType<unknown, string | undefined, string>;
  leftOn: IsoDate | null;
  version: number;
}

export interface DeliveryAttemptTable {
  kommune: KommuneNumber;
  deliveryId: string;
  attempt: number;
  startedAt: Date;
  starts: Generated<number>;
  finishedAt: Date | null;
  outcome: 'delivered' | 'refused' | 'timeout' | 'unreachable' | 'blocked' | null;
  statusCode: number | null;
  durationMs: number | null;
}

export interface EventCursorTable {
  kommune: KommuneNumber;
  last: ColumnType<string, string | number | bigint, string | number | bigint>;
}

export interface EventRecordTable {
  kommune: KommuneNumber;
  cursor: ColumnType<string, string | number | bigint, string | number | bigint>;
  id: string;
  type: string;
  subject: string;
  version: number;
  occurredAt: Date;
  data: ColumnType<unknown, string, string>;
}

export interface FeeVedtakTable {
  kommune: KommuneNumber;
  id: string;
  childId: string;
  kindergartenId: string;
  validFrom: IsoDate;
  validUntil: IsoDate | null;
  feeNok: number;
  foodNok: number;
  version: number;
}

export interface InvoiceBasisTable {
  kommune: KommuneNumber;
  id: string;
  month: string;
  totalOere: ColumnType<string, string | number | bigint, string | number | bigint>;
  sha256: string;
  issuedAt: Date;
  rows: ColumnType<unknown, string, string>;
  version: number;
}

export interface KindergartenTable {
  kommune: KommuneNumber;
  id: string;
  name: string;
  fullTimeHours: ColumnType<string, string | number, string | number>;
  active: boolean;
  version: number;
}

export interface NavListTable {
  kommune: KommuneNumber;
  id: string;
  month: string;
  number: number;
  sealedBody: Buffer;
  sha256: string;
  entries: number;
  withheld: number;
  incomplete: number;
  preparedAt: Date;
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

export interface WebhookDeliveryTable {
  kommune: KommuneNumber;
  id: string;
  subscriptionId: string;
  cursor: ColumnType<string, string | number | bigint, string | number | bigint>;
  status: 'pending' | 'delivered' | 'failed' | 'held';
  attempts: Generated<number>;
  step: Generated<number>;
  nextAt: Date | null;
  deliveredAt: Date | null;
  createdAt: Date;
}

export interface WebhookSubscriptionTable {
  kommune: KommuneNumber;
  id: string;
  url: string;
  eventTypes: string[];
  status: Generated<'active' | 'disabled'>;
  disabledReason: 'gone' | 'failing' | null;
  disabledAt: Date | null;
  sealedSecret: Buffer;
  sealedPreviousSecret: Buffer | null;
  previousValidUntil: Date | null;
  failingSince: Date | null;
  failures: Generated<number>;
  pausedUntil: Date | null;
  createdAt: Date;
  version: Generated<number>;
}

export interface Schema extends PlatformTables {
  child: ChildTable;
  deliveryAttempt: DeliveryAttemptTable;
  eventCursor: EventCursorTable;
  eventRecord: EventRecordTable;
  feeVedtak: FeeVedtakTable;
  invoiceBasis: InvoiceBasisTable;
  kindergarten: KindergartenTable;
  navList: NavListTable;
  placement: PlacementTable;
  webhookDelivery: WebhookDeliveryTable;
  webhookSubscription: WebhookSubscriptionTable;
}
