import type { Tx } from '@opptak/db';
import { sql } from 'kysely';
import type { Schema } from '../schema.generated.ts';

/**
 * Whoever changes the ledger of places or answers to offers in a kommune does so one after the other: seats are
 * counted, and nobody may come in between. Held to the end of the transaction.
 */
export async function lockLedger(tx: Tx<Schema>, kommune: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`allocation-ledger ${kommune}`}, 0))`.execute(tx);
}
