import type { Reader, Tx } from '@opptak/db';
import { AppError, type IsoDate } from '@opptak/domain';
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
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

/** An offer that nobody has answered, with the kindergarten year that it is for. */
export type Pending = Pick<Offer, (typeof pendingColumns)[number]> & { readonly kindergartenYear: number };

const pendingColumns = [
  'kommune',
  'id',
  'runId',
  'applicationId',
  'childId',
  'kindergartenId',
  'band',
  'startOn',
  'daysPerWeek',
  'status',
  'seatRank',
  'swapId',
] as const;

/** Offers that are open or wait for a seat, in order of id. */
export async function findPending(db: Reader<Schema>): Promise<readonly Pending[]> {
  return db
    .selectFrom('placeOffer')
    .innerJoin('allocationRun', (join) =>
      join
        .onRef('allocationRun.id', '=', 'placeOffer.runId')
        .onRef('allocationRun.kommune', '=', 'placeOffer.kommune'),
    )
    .innerJoin('admissionRound', (join) =>
      join
        .onRef('admissionRound.id', '=', 'allocationRun.roundId')
        .onRef('admissionRound.kommune', '=', 'allocationRun.kommune'),
    )
    .select(pendingColumns.map((name) => `placeOffer.${name}` as const))
    .select('admissionRound.kindergartenYear')
    .where('placeOffer.status', 'in', ['waiting', 'open'])
    .orderBy('placeOffer.id')
    .execute();
}

/**
 * Whether any offer waits for a seat: seldom, and then nothing more needs to be looked at.
 *
 * @param at only at these kindergartens; null: anywhere.
 */
export async function somethingWaits(db: Reader<Schema>, at: readonly string[] | null): Promise<boolean> {
  const query = db.selectFrom('placeOffer').select('id').where('status', '=', 'waiting').limit(1);
  const one = await (at === null ? query : query.where('kindergartenId', 'in', [...at])).executeTakeFirst();
  return one !== undefined;
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

/**
 * Whoever changes the ledger of places or answers to offers in a kommune does so one after the other: seats are
 * counted, and nobody may come in between. Held to the end of the transaction.
 */
export async function lockLedger(tx: Tx<Schema>, kommune: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`allocation-ledger ${kommune}`}, 0))`.execute(tx);
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

export async function findVedtakOfRun(db: Reader<Schema>, runId: string): Promise<readonly Vedtak[]> {
  return db.selectFrom('vedtak').selectAll().where('runId', '=', runId).orderBy('id').execute();
}
