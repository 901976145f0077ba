import type { Reader, Tx } from '@opptak/db';
import type { Insertable, Selectable } from 'kysely';
import type { FamilyChoiceTable, Schema } from '../schema.generated.ts';

export type FamilyChoice = Selectable<FamilyChoiceTable>;

export async function findChoices(
  db: Reader<Schema>,
  childIds: readonly string[],
): Promise<ReadonlyMap<string, FamilyChoice>> {
  if (childIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('familyChoice')
    .selectAll()
    .where('childId', 'in', [...childIds])
    .execute();
  return new Map(rows.map((row) => [row.childId, row]));
}

/** Sets what is given and leaves the rest as it was. */
export async function upsertChoice(
  tx: Tx<Schema>,
  choice: Insertable<FamilyChoiceTable>,
): Promise<FamilyChoice> {
  const { kommune: _kommune, childId: _child, ...rest } = choice;
  return tx
    .insertInto('familyChoice')
    .values(choice)
    .onConflict((conflict) => conflict.columns(['kommune', 'childId']).doUpdateSet(rest))
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Notes that a guardian wants no place by this invitation. Saying it again changes nothing. */
export async function insertDeclined(
  tx: Tx<Schema>,
  declined: Insertable<Schema['declinedInvitation']>,
): Promise<void> {
  await tx
    .insertInto('declinedInvitation')
    .values(declined)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Who has declined, by child, in one round. */
export async function findDeclined(
  db: Reader<Schema>,
  childIds: readonly string[],
  roundId: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (childIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('declinedInvitation')
    .innerJoin('invitation', (join) =>
      join
        .onRef('invitation.kommune', '=', 'declinedInvitation.kommune')
        .onRef('invitation.id', '=', 'declinedInvitation.invitationId'),
    )
    .select(['invitation.childId', 'declinedInvitation.personId'])
    .where('invitation.roundId', '=', roundId)
    .where('invitation.childId', 'in', [...childIds])
    .execute();
  const byChild = Map.groupBy(rows, ({ childId }) => childId);
  return new Map([...byChild].map(([childId, all]) => [childId, all.map(({ personId }) => personId)]));
}
