import type { Reader } from '@opptak/db';
import type { Schema } from '../schema.generated.ts';
import type { Message } from './messages.ts';

/** The letter that bears a code: sent, or printed for the guarded desk. What was taken back opens nothing. */
export async function findByLetterCode(
  db: Reader<Schema>,
  index: string,
): Promise<Pick<Message, 'id' | 'personId' | 'sealedValues'> | undefined> {
  return db
    .selectFrom('message')
    .select(['id', 'personId', 'sealedValues'])
    .where('letterCode', '=', index)
    .where('status', 'in', ['sent', 'held'])
    .executeTakeFirst();
}
