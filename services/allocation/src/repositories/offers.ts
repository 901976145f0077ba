import type { Reader, Tx } from '@opptak/db';
import { AppError, type IsoDate } from '@opptak/domain';
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { PlaceOfferTable, Schema } from '../schema.generated.ts';

export type Offer = Selectable<PlaceOfferTable>;

/** Rows per statement: far below what PostgreSQL takes in parameters. */
const slice = 500;

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

/** @throws AppError not-found */
export async function getOffer(db: Reader<Schema>, id: string): Promise<Offer> {
  const offer = await db.selectFrom('placeOffer').selectAll().where('id', '=', id).executeTakeFirst();
  if (!offer) throw offerNotFound();
  return offer;
}

export const offerNotFound = (): AppError =>
  new AppError('not-found', 'offer-not-found', 'There is no such offer here');

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

/** What families of a round have said no to, or let pass. */
export async function findTurnedDown(
  db: Reader<Schema>,
  roundId: string,
): Promise<readonly Pick<Offer, 'applicationId' | 'kindergartenId'>[]> {
  return db
    .selectFrom('placeOffer')
    .innerJoin('allocationRun', (join) =>
      join
        .onRef('allocationRun.id', '=', 'placeOffer.runId')
        .onRef('allocationRun.kommune', '=', 'placeOffer.kommune'),
    )
    .select(['placeOffer.applicationId', 'placeOffer.kindergartenId'])
    .where('allocationRun.roundId', '=', roundId)
    .where('placeOffer.status', 'in', ['declined', 'expired'])
    .execute();
}

/** Offers that are open or wait for a seat, of a child or of an application. */
export async function findPendingOf(
  db: Reader<Schema>,
  of: { readonly childId: string } | { readonly applicationId: string },
): Promise<readonly Offer[]> {
  const query = db
    .selectFrom('placeOffer')
    .selectAll()
    .where('status', 'in', ['waiting', 'open'])
    .orderBy('id');
  return 'childId' in of
    ? query.where('childId', '=', of.childId).execute()
    : query.where('applicationId', '=', of.applicationId).execute();
}

/** The offers of an exchange. */
export async function findSwap(db: Reader<Schema>, swapId: string): Promise<readonly Offer[]> {
  return db.selectFrom('placeOffer').selectAll().where('swapId', '=', swapId).orderBy('id').execute();
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

/** Makes waiting offers open, all in the same way. */
export async function openOffers(
  tx: Tx<Schema>,
  ids: readonly string[],
  facts: Pick<Updateable<PlaceOfferTable>, 'answerBy' | 'swapId' | 'startOn'>,
): Promise<void> {
  for (let at = 0; at < ids.length; at += slice) {
    await tx
      .updateTable('placeOffer')
      .set((row) => ({ ...facts, status: 'open', version: row('version', '+', 1) }))
      .where('id', 'in', ids.slice(at, at + slice))
      .where('status', '=', 'waiting')
      .execute();
  }
}

/** Notes that a family has said yes to its part of an exchange. */
export async function noteAgreed(tx: Tx<Schema>, id: string, agreedAt: Date): Promise<Offer> {
  return tx
    .updateTable('placeOffer')
    .set((row) => ({ agreedAt, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * @param startOn the day from which the place is theirs, when it is not the day that was offered.
 * @returns null when the offer was settled already: of an answer and the clock, one wins.
 */
export async function settleOffer(
  tx: Tx<Schema>,
  id: string,
  status: 'accepted' | 'declined' | 'expired' | 'withdrawn',
  answeredAt: Date,
  startOn?: IsoDate,
): Promise<Offer | null> {
  const from: readonly Offer['status'][] = status === 'withdrawn' ? ['waiting', 'open'] : ['open'];
  const offer = await tx
    .updateTable('placeOffer')
    .set((row) => ({
      status,
      answeredAt,
      version: row('version', '+', 1),
      ...(startOn === undefined ? {} : { startOn }),
    }))
    .where('id', '=', id)
    .where('status', 'in', [...from])
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
