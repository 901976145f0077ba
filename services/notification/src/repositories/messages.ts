import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { MessageTable, Schema } from '../schema.generated.ts';

export type Message = Selectable<MessageTable>;

/**
 * Stores messages nobody has planned before. One that was taken back is planned anew: a family whose protection is
 * lifted is not lost. @returns the ids of those to be sent.
 */
export async function insertMessages(
  tx: Tx<Schema>,
  messages: readonly Insertable<MessageTable>[],
): Promise<readonly string[]> {
  if (messages.length === 0) return [];
  const rows = await tx
    .insertInto('message')
    .values([...messages])
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'occasion', 'personId'])
        .doUpdateSet((row) => ({
          status: 'planned',
          sealedValues: row.ref('excluded.sealedValues'),
          plannedAt: row.ref('excluded.plannedAt'),
          version: row('message.version', '+', 1),
        }))
        .where('message.status', '=', 'retracted'),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** @throws AppError not-found */
export async function getMessage(db: Reader<Schema>, id: string): Promise<Message> {
  const message = await db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirst();
  if (!message) throw new AppError('not-found', 'message-not-found', 'There is no such message here');
  return message;
}

/** Those of these messages that are still to be sent, in order of id. */
export async function findPlanned(db: Reader<Schema>, ids: readonly string[]): Promise<readonly Message[]> {
  return db
    .selectFrom('message')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('status', '=', 'planned')
    .orderBy('id')
    .execute();
}

/**
 * Notes how messages went out, with what is needed to print the letters again.
 *
 * @returns which were not noted before: a message that was sent by two of us is noted once.
 */
export async function markSent(
  tx: Tx<Schema>,
  sent: readonly (Required<Pick<Message, 'id' | 'channel' | 'language' | 'externalId'>> & {
    readonly sealedValues: Buffer;
  })[],
  sentAt: Date,
): Promise<ReadonlySet<string>> {
  if (sent.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    update message set status = 'sent', channel = sent.channel, language = sent.language,
      external_id = sent.external_id, sealed_values = sent.sealed_values, sent_at = ${sentAt}, version = version + 1
    from unnest(${sent.map(({ id }) => id)}::uuid[], ${sent.map(({ channel }) => channel)}::text[],
                ${sent.map(({ language }) => language)}::text[], ${sent.map(({ externalId }) => externalId)}::text[],
                ${sent.map(({ sealedValues }) => sealedValues)}::bytea[])
      as sent (id, channel, language, external_id, sealed_values)
    where message.id = sent.id and message.status <> 'sent'
    returning message.id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** @returns those of them that were still to be sent. */
export const markFailed = (tx: Tx<Schema>, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  markAs(tx, ids, 'failed');

/** @returns those of them that were still to be sent. */
export const markRetracted = (tx: Tx<Schema>, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  markAs(tx, ids, 'retracted');

async function markAs(
  tx: Tx<Schema>,
  ids: readonly string[],
  status: 'failed' | 'retracted',
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .updateTable('message')
    .set((row) => ({ status, version: row('version', '+', 1) }))
    .where('id', 'in', [...ids])
    .where('status', '=', 'planned')
    .returning('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Takes back what is planned for the families of these children. @returns what was taken back. */
export async function retractPlanned(
  tx: Tx<Schema>,
  childIds: readonly string[],
  template?: string,
): Promise<readonly Message[]> {
  if (childIds.length === 0) return [];
  let query = tx
    .updateTable('message')
    .set((row) => ({ status: 'retracted', version: row('version', '+', 1) }))
    .where('childId', 'in', [...childIds])
    .where('status', '=', 'planned');
  if (template) query = query.where('template', '=', template);
  return query.returningAll().execute();
}

/** Takes back what is planned for some people about a child, of one kind. */
export async function retractPlannedFor(
  tx: Tx<Schema>,
  childId: string,
  personIds: readonly string[],
  template: string,
): Promise<void> {
  await tx
    .updateTable('message')
    .set((row) => ({ status: 'retracted', version: row('version', '+', 1) }))
    .where('childId', '=', childId)
    .where('personId', 'in', [...personIds])
    .where('template', '=', template)
    .where('status', '=', 'planned')
    .execute();
}

/** Keeps what the guarded desk hands over. What was written before for the same occasion stands. */
export async function insertHeld(
  tx: Tx<Schema>,
  messages: readonly Insertable<MessageTable>[],
): Promise<void> {
  if (messages.length === 0) return;
  await tx
    .insertInto('message')
    .values([...messages])
    .onConflict((conflict) => conflict.columns(['kommune', 'occasion', 'personId']).doNothing())
    .execute();
}

export async function findHeld(
  db: Reader<Schema>,
  childId: string,
  heldAs: string,
): Promise<readonly Message[]> {
  return db
    .selectFrom('message')
    .selectAll()
    .where('childId', '=', childId)
    .where('heldAs', '=', heldAs)
    .orderBy('id')
    .execute();
}

/** A named employee has handed them over. */
export async function markHandedOver(tx: Tx<Schema>, ids: readonly string[], sentAt: Date): Promise<void> {
  await tx
    .updateTable('message')
    .set((row) => ({ status: 'sent', channel: 'desk', sentAt, version: row('version', '+', 1) }))
    .where('id', 'in', [...ids])
    .where('status', 'in', ['held', 'retracted'])
    .execute();
}

export interface MessageCount {
  readonly template: string;
  readonly channel: Message['channel'];
  readonly language: string | null;
  readonly status: Message['status'];
  readonly count: number;
}

export async function countMessages(db: Reader<Schema>): Promise<readonly MessageCount[]> {
  const rows = await db
    .selectFrom('message')
    .select((row) => ['template', 'channel', 'language', 'status', row.fn.countAll<string>().as('count')])
    // What is held for the guarded desk, or was handed over there, would tell that somebody is protected.
    .where('status', '<>', 'held')
    .where((row) => row.or([row('channel', 'is', null), row('channel', '<>', 'desk')]))
    .groupBy(['template', 'channel', 'language', 'status'])
    .orderBy('template')
    .orderBy('channel')
    .orderBy('language')
    .orderBy('status')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

const familyChannels = ['sms', 'email', 'letter'] as const;
type FamilyChannel = (typeof familyChannels)[number];
const isFamilyChannel = (channel: Message['channel']): channel is FamilyChannel =>
  channel !== null && channel !== 'desk';

/** Whether a message that invites waits to be sent. */
export async function areInvitationsWaiting(db: Reader<Schema>): Promise<boolean> {
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('occasion', 'like', 'invitation|%')
    .where('status', '=', 'planned')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** By which channel the first message of each occasion went out. */
export async function findChannels(
  db: Reader<Schema>,
  occasions: readonly string[],
): Promise<ReadonlyMap<string, FamilyChannel>> {
  if (occasions.length === 0) return new Map();
  const rows = await db
    .selectFrom('message')
    .select(['occasion', 'channel'])
    .where('occasion', 'in', [...occasions])
    .where('channel', 'in', [...familyChannels])
    .orderBy('sentAt', 'desc')
    .execute();
  return new Map(
    rows.flatMap(({ occasion, channel }) => (isFamilyChannel(channel) ? [[occasion, channel] as const] : [])),
  );
}
