import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import type { PlaceOfferTable, Schema, VedtakTable } from '../schema.generated.ts';

export type Vedtak = Selectable<VedtakTable>;
export type Offer = Selectable<PlaceOfferTable>;

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

export async function insertOffers(
  tx: Tx<Schema>,
  offers: readonly Insertable<PlaceOfferTable>[],
): Promise<void> {
  for (let at = 0; at < offers.length; at += slice) {
    await tx
      .insertInto('placeOffer')
      .values(offers.slice(at, at + slice))
      .execute();
  }
}

/** The next vedtak of a run that nobody has been told of, locked: of two workers each takes its own. */
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

export async function findOffersOfRun(
  db: Reader<Schema>,
  runId: string,
  applicationIds: readonly string[],
): Promise<readonly Offer[]> {
  if (applicationIds.length === 0) return [];
  return db
    .selectFrom('placeOffer')
    .selectAll()
    .where('runId', '=', runId)
    .where('applicationId', 'in', [...applicationIds])
    .execute();
}

/** Offers of a round that are open or accepted, by application. */
export async function findLiveOffers(db: Reader<Schema>): Promise<readonly Offer[]> {
  return db
    .selectFrom('placeOffer')
    .selectAll()
    .where('status', 'in', ['open', 'accepted'])
    .orderBy('applicationId')
    .execute();
}

/** @throws AppError not-found */
export async function getOffer(db: Reader<Schema>, id: string): Promise<Offer> {
  const offer = await db.selectFrom('placeOffer').selectAll().where('id', '=', id).executeTakeFirst();
  if (!offer) throw new AppError('not-found', 'offer-not-found', 'There is no such offer here');
  return offer;
}

/** Offers whose time is over. */
export async function findOverdue(db: Reader<Schema>, now: Date): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('placeOffer')
    .select('id')
    .where('status', '=', 'open')
    .where('answerBy', '<', now)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** @returns null when the offer was no longer open: of an answer and the clock, one wins. */
export async function settleOffer(
  tx: Tx<Schema>,
  id: string,
  status: 'accepted' | 'declined' | 'expired' | 'withdrawn',
  answeredAt: Date,
): Promise<Offer | null> {
  const offer = await tx
    .updateTable('placeOffer')
    .set((row) => ({ status, answeredAt, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', 'open')
    .returningAll()
    .executeTakeFirst();
  return offer ?? null;
}

/** Gives up an accepted offer because the same application has got a better place. */
export async function replaceAccepted(tx: Tx<Schema>, applicationId: string): Promise<void> {
  await tx
    .updateTable('placeOffer')
    .set((row) => ({ status: 'withdrawn', version: row('version', '+', 1) }))
    .where('applicationId', '=', applicationId)
    .where('status', '=', 'accepted')
    .execute();
}

export async function findVedtakOfRun(db: Reader<Schema>, runId: string): Promise<readonly Vedtak[]> {
  return db.selectFrom('vedtak').selectAll().where('runId', '=', runId).orderBy('id').execute();
}
