// Made from the migrations by `npm run generate`. Do not edit: change a migration and run it again.
import type { IsoDate, KommuneNumber } from '@opptak/domain';
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

export interface AccessLogTable {
  id: GeneratedAlways<string>;
  kommune: KommuneNumber;
  personId: string;
  purpose: string;
  caseId: string | null;
  actor: string;
  accessedAt: Date;
}

export interface CaseEventTable {
  id: GeneratedAlways<string>;
  kommune: KommuneNumber;
  caseId: string;
  type: string;
  actor: string;
  details: ColumnType<unknown, string, string>;
  occurredAt: Date;
  recordedAt: Generated<Date>;
}

export interface IdempotencyKeyTable {
  kommune: KommuneNumber;
  route: string;
  key: string;
  fingerprint: string;
  status: number | null;
  response: ColumnType<unknown | null, string | null, string | null>;
  createdAt: Generated<Date>;
}

export interface InboxTable {
  kommune: KommuneNumber;
  msgId: string;
  producer: string;
  type: string;
  handledAt: Generated<Date>;
  ackedAt: Date | null;
}

export interface OutboxTable {
  id: GeneratedAlways<string>;
  msgId: Generated<string>;
  kind: 'job' | 'event';
  consumer: string;
  kommune: KommuneNumber;
  type: string;
  key: string | null;
  version: number | null;
  payload: ColumnType<unknown, string, string>;
  occurredAt: Date;
  runAt: Date;
  generation: Generated<number>;
  createdAt: Generated<Date>;
  publishedAt: Date | null;
  parcel: string | null;
  doneAt: Date | null;
  deadAt: Date | null;
  attempts: Generated<number>;
  crashes: Generated<number>;
  lastError: string | null;
  isolated: Generated<boolean>;
}

export interface ScheduleSlotTable {
  name: string;
  localDate: IsoDate;
  plannedAt: Date;
}

export interface PlatformTables {
  accessLog: AccessLogTable;
  caseEvent: CaseEventTable;
  idempotencyKey: IdempotencyKeyTable;
  inbox: InboxTable;
  outbox: OutboxTable;
  scheduleSlot: ScheduleSlotTable;
}
