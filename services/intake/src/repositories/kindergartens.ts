import { Conversion, type KindergartenOffer, nullable, parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { AppError, type KommuneNumber } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import type { KindergartenTable, Schema } from '../schema.generated.ts';

export type Kindergarten = Omit<Selectable<KindergartenTable>, 'conversion' | 'fullTimeHours'> & {
  readonly conversion: Conversion | null;
  readonly fullTimeHours: number;
};

const typed = (row: Selectable<KindergartenTable>): Kindergarten => ({
  ...row,
  conversion: parse(nullable(Conversion), row.conversion, 'kindergarten.conversion'),
  fullTimeHours: Number(row.fullTimeHours),
});

export async function findKindergartens(db: Reader<Schema>): Promise<readonly Kindergarten[]> {
  const rows = await db.selectFrom('kindergarten').selectAll().orderBy('name').orderBy('id').execute();
  return rows.map(typed);
}

/** @throws AppError not-found when the kommune has no such kindergarten. */
export async function getKindergarten(db: Reader<Schema>, id: string): Promise<Kindergarten> {
  const kindergarten = await db
    .selectFrom('kindergarten')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!kindergarten) {
    throw new AppError('not-found', 'kindergarten-not-found', 'The kommune has no such kindergarten');
  }
  return typed(kindergarten);
}

/** How the kommune's other kindergartens convert. Locks them all: of two that are set at once, one sees the other. */
export async function findConversionsOfOthers(tx: Tx<Schema>, id: string): Promise<readonly Conversion[]> {
  const rows = await tx.selectFrom('kindergarten').selectAll().orderBy('id').forUpdate().execute();
  return rows.flatMap((row) => (row.id === id ? [] : (typed(row).conversion ?? [])));
}

/** Ids among `wanted` that can be applied for: in this kommune, active, and not an open kindergarten. */
export async function findApplicable(
  db: Reader<Schema>,
  wanted: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('kindergarten')
    .select('id')
    .where('id', 'in', [...wanted])
    .where('active', '=', true)
    .where('form', '<>', 'open')
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** What the national register says of a kindergarten. */
export type Registered = Pick<
  Insertable<KindergartenTable>,
  'id' | 'name' | 'ownership' | 'form' | 'ownerName' | 'lat' | 'lon' | 'minAge' | 'maxAge' | 'active'
>;

/**
 * Stores what the register says of a kindergarten, and leaves what the owner has set.
 *
 * @returns null when nothing has changed.
 */
export async function upsertRegistered(
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  registered: Registered,
): Promise<Kindergarten | null> {
  const { id, ...facts } = registered;
  const names = Object.keys(facts) as (keyof typeof facts)[];
  const stored = await tx
    .insertInto('kindergarten')
    .values({ kommune, id, ...facts })
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'id'])
        .doUpdateSet((row) => ({
          ...Object.fromEntries(names.map((name) => [name, row.ref(`excluded.${name}`)])),
          version: row('kindergarten.version', '+', 1),
        }))
        .where((row) =>
          row.or(
            names.map((name) => row(`kindergarten.${name}`, 'is distinct from', row.ref(`excluded.${name}`))),
          ),
        ),
    )
    .returningAll()
    .executeTakeFirst();
  return stored ? typed(stored) : null;
}

/** @returns null when it was inactive already. */
export async function deactivate(tx: Tx<Schema>, id: string): Promise<Kindergarten | null> {
  const changed = await tx
    .updateTable('kindergarten')
    .set((row) => ({ active: false, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .where('active', '=', true)
    .returningAll()
    .executeTakeFirst();
  return changed ? typed(changed) : null;
}

/**
 * Sets what the owner offers, if nobody has changed the kindergarten since version `seen`.
 *
 * @throws AppError not-found, stale
 */
export async function updateOffer(
  tx: Tx<Schema>,
  id: string,
  seen: number,
  offer: KindergartenOffer,
): Promise<Kindergarten> {
  await getKindergarten(tx, id);
  const changed = await tx
    .updateTable('kindergarten')
    .set({
      capacitySmall: offer.capacity.small,
      capacityLarge: offer.capacity.large,
      conversion: offer.conversion === null ? null : JSON.stringify(offer.conversion),
      profile: offer.profile,
      monthlyPriceNok: offer.monthlyPriceNok,
      monthlyFoodNok: offer.monthlyFoodNok,
      fullTimeHours: offer.fullTimeHours,
      version: seen + 1,
    })
    .where('id', '=', id)
    .where('version', '=', seen)
    .returningAll()
    .executeTakeFirst();
  if (changed) return typed(changed);
  throw new AppError('stale', 'kindergarten-changed', 'The kindergarten has changed in the meantime');
}
