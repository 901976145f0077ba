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

/** Offers that are open or wait for a seat, in order of id. */
export async function findPending(db: Reader<Schema>): Promise<readonly Pending[]> {
  return withItsRound(db)
    .where('placeOffer.status', 'in', ['waiting', 'open'])
    .orderBy('placeOffer.id')
    .execute();
}

/** What says which seat an offer takes, whatever has become of it. @throws when there is no such offer. */
export async function getSeatOf(db: Reader<Schema>, offerId: string): Promise<Pending> {
  return withItsRound(db).where('placeOffer.id', '=', offerId).executeTakeFirstOrThrow();
}

const withItsRound = (db: Reader<Schema>) =>
  db
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
