import type { Tx } from '@opptak/db';
import type { IsoDate } from '@opptak/domain';
import { sql } from 'kysely';
import type { Schema } from '../schema.generated.ts';

/** Before which instant or day each kind of row is too old to keep. */
export interface TooOld {
  readonly deliveriesBefore: Date;
  /** Children born before this day. */
  readonly bornBefore: IsoDate;
  /** Lists of months before this one, YYYY-MM. */
  readonly navListsBefore: string;
}

export type Forgotten = Readonly<Record<'deliveries' | 'children' | 'navLists', number>>;

/**
 * Deletes at most `slice` rows of each kind. Deliveries that are on their way stay, however old they are.
 *
 * @returns how many of each are gone.
 */
export async function deleteTooOld(tx: Tx<Schema>, tooOld: TooOld, slice: number): Promise<Forgotten> {
  const deliveries = await sql`
    delete from webhook_delivery where (kommune, id) in (
      select kommune, id from webhook_delivery
      where created_at < ${tooOld.deliveriesBefore} and status <> 'pending' limit ${slice})`.execute(tx);
  const children = await sql`
    delete from child where (kommune, id) in (
      select kommune, id from child where born_on < ${tooOld.bornBefore} limit ${slice})`.execute(tx);
  const navLists = await sql`
    delete from nav_list where (kommune, id) in (
      select kommune, id from nav_list where month < ${tooOld.navListsBefore} limit ${slice})`.execute(tx);
  return {
    deliveries: Number(deliveries.numAffectedRows ?? 0),
    children: Number(children.numAffectedRows ?? 0),
    navLists: Number(navLists.numAffectedRows ?? 0),
  };
}
