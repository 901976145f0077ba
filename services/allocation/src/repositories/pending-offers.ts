import type { Reader } from '@opptak/db';
import type { IsoDate } from '@opptak/domain';
import type { Schema } from '../schema.generated.ts';
import type { Offer } from './offers.ts';

/** An offer that nobody has answered, with what says which seat it takes. */
export type Pending = Pick<Offer, (typeof pendingColumns)[number]> & {
  readonly kindergartenYear: number;
  readonly bornOn: IsoDate;
};

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

/** Rows that are read at a time, so that nobody else is held up. */
const page = 200;

/** Offers that are open or wait for a seat, page by page, in order of id. */
export async function* pendingPages(db: Reader<Schema>): AsyncGenerator<readonly Pending[]> {
  for (let last: string | undefined; ; ) {
    const rows = await withItsRound(db, pendingAfter(last)).orderBy('placeOffer.id').execute();
    yield rows;
    last = rows.at(-1)?.id;
    if (last === undefined || rows.length < page) return;
  }
}

/** All of them. */
export async function findPending(db: Reader<Schema>): Promise<readonly Pending[]> {
  const all: Pending[] = [];
  for await (const rows of pendingPages(db)) all.push(...rows);
  return all;
}

/** Which of the children have such an offer from another run. */
export async function findOffered(
  db: Reader<Schema>,
  childIds: readonly string[],
  runId: string,
): Promise<ReadonlySet<string>> {
  if (childIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('placeOffer')
    .select('childId')
    .where('status', 'in', ['waiting', 'open'])
    .where('childId', 'in', [...childIds])
    .where('runId', '<>', runId)
    .execute();
  return new Set(rows.map(({ childId }) => childId));
}

/** What says which seat an offer takes, whatever has become of it. @throws when there is no such offer. */
export async function getSeatOf(db: Reader<Schema>, offerId: string): Promise<Pending> {
  return withItsRound(db, (offers) => offers.where('id', '=', offerId)).executeTakeFirstOrThrow();
}

const allOffers = (db: Reader<Schema>) => db.selectFrom('placeOffer').select(pendingColumns);
type Offers = ReturnType<typeof allOffers>;

/** The next page, taken before anything is joined to it: by its index, whatever PostgreSQL knows of the table. */
const pendingAfter =
  (last: string | undefined) =>
  (offers: Offers): Offers => {
    const some = offers.where('status', 'in', ['waiting', 'open']).orderBy('id').limit(page);
    return last === undefined ? some : some.where('id', '>', last);
  };

const withItsRound = (db: Reader<Schema>, which: (offers: Offers) => Offers) =>
  db
    .selectFrom(which(allOffers(db)).as('placeOffer'))
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
    .innerJoin('application', (join) =>
      join
        .onRef('application.id', '=', 'placeOffer.applicationId')
        .onRef('application.kommune', '=', 'placeOffer.kommune'),
    )
    .select(pendingColumns.map((name) => `placeOffer.${name}` as const))
    .select(['admissionRound.kindergartenYear', 'application.bornOn']);

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
