import type { Reader, Tx } from '@opptak/db';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Schema, VedtakTable } from '../schema.generated.ts';
import type { Offer } from './offers.ts';

export type Vedtak = Selectable<VedtakTable>;

/** Rows per statement: far below what PostgreSQL takes in parameters. */
const slice = 500;

export async function insertVedtak(
  tx: Tx<Schema>,
  vedtak: readonly Insertable<VedtakTable>[],
): Promise<void> {
  for (let at = 0; at < vedtak.length; at += slice) {
    await tx
      .insertInto('vedtak')
      .values(vedtak.slice(at, at + slice))
      .execute();
  }
}

/**
 * The next vedtak of a run that nobody has been told of, locked: of two workers each takes its own. A vedtak whose seat
 * is not free yet is not among them.
 */
export async function takeUnannounced(
  tx: Tx<Schema>,
  runId: string,
  limit: number,
): Promise<readonly Vedtak[]> {
  return tx
    .selectFrom('vedtak')
    .selectAll()
    .where('runId', '=', runId)
    .where('announcedAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('placeOffer')
            .select('placeOffer.id')
            .whereRef('placeOffer.kommune', '=', 'vedtak.kommune')
            .whereRef('placeOffer.runId', '=', 'vedtak.runId')
            .whereRef('placeOffer.applicationId', '=', 'vedtak.applicationId')
            .where('placeOffer.status', '=', 'waiting'),
        ),
      ),
    )
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function markAnnounced(
  tx: Tx<Schema>,
  ids: readonly string[],
  announcedAt: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('vedtak')
    .set({ announcedAt })
    .where('id', 'in', [...ids])
    .execute();
}

/** The vedtak that an offer follows from; null when it has been taken back before anybody was told. */
export async function findVedtakOf(
  db: Reader<Schema>,
  { runId, applicationId }: Pick<Offer, 'runId' | 'applicationId'>,
): Promise<Vedtak | null> {
  const vedtak = await db
    .selectFrom('vedtak')
    .selectAll()
    .where('runId', '=', runId)
    .where('applicationId', '=', applicationId)
    .executeTakeFirst();
  return vedtak ?? null;
}

/** Changes a vedtak that nobody has been told of. */
export async function reviseUnannounced(
  tx: Tx<Schema>,
  id: string,
  changes: Updateable<VedtakTable>,
): Promise<void> {
  await tx.updateTable('vedtak').set(changes).where('id', '=', id).where('announcedAt', 'is', null).execute();
}

/** Takes back what nobody has been told of: a vedtak is made when the family hears of it. */
export async function deleteUnannounced(
  tx: Tx<Schema>,
  of: { readonly childId: string } | { readonly applicationId: string } | { readonly id: string },
): Promise<void> {
  const query = tx.deleteFrom('vedtak').where('announcedAt', 'is', null);
  if ('id' in of) await query.where('id', '=', of.id).execute();
  else if ('childId' in of) await query.where('childId', '=', of.childId).execute();
  else await query.where('applicationId', '=', of.applicationId).execute();
}
