import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable, Updateable } from 'kysely';
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

/** Takes the message for the rest of the transaction. */
export async function lockMessage(tx: Tx<Schema>, id: string): Promise<Message> {
  return tx.selectFrom('message').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}

export async function updateMessage(
  tx: Tx<Schema>,
  id: string,
  changes: Updateable<MessageTable>,
): Promise<void> {
  await tx
    .updateTable('message')
    .set((row) => ({ ...changes, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
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
    .groupBy(['template', 'channel', 'language', 'status'])
    .orderBy('template')
    .orderBy('channel')
    .orderBy('language')
    .orderBy('status')
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** By which channel the first message of each occasion went out. */
export async function findChannels(
  db: Reader<Schema>,
  occasions: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<Message['channel']>>> {
  if (occasions.length === 0) return new Map();
  const rows = await db
    .selectFrom('message')
    .select(['occasion', 'channel'])
    .where('occasion', 'in', [...occasions])
    .where('channel', 'is not', null)
    .orderBy('sentAt', 'desc')
    .execute();
  return new Map(rows.flatMap(({ occasion, channel }) => (channel ? [[occasion, channel] as const] : [])));
}
