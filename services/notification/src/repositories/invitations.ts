import { Id, parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Insertable, Selectable, Updateable } from 'kysely';
import { Type } from 'typebox';
import type { InvitationTable, JointAnswerTable, Schema } from '../schema.generated.ts';

export type Invitation = Selectable<InvitationTable>;

/** @throws AppError not-found */
export async function getInvitation(db: Reader<Schema>, id: string): Promise<Invitation> {
  const invitation = await db.selectFrom('invitation').selectAll().where('id', '=', id).executeTakeFirst();
  if (!invitation) {
    throw new AppError('not-found', 'invitation-not-found', 'There is no such invitation here');
  }
  return invitation;
}

export async function findInvitationsOf(
  db: Reader<Schema>,
  childIds: readonly string[],
  roundId?: string,
): Promise<readonly Invitation[]> {
  if (childIds.length === 0) return [];
  let query = db
    .selectFrom('invitation')
    .selectAll()
    .where('childId', 'in', [...childIds]);
  if (roundId) query = query.where('roundId', '=', roundId);
  return query.execute();
}

/** A page of a round's invitations in order of id. */
export async function findInvitations(
  db: Reader<Schema>,
  page: { readonly roundId: string; readonly after: string | undefined; readonly limit: number },
): Promise<readonly Invitation[]> {
  let query = db
    .selectFrom('invitation')
    .selectAll()
    .where('roundId', '=', page.roundId)
    .orderBy('id')
    .limit(page.limit);
  if (page.after) query = query.where('id', '>', page.after);
  return query.execute();
}

export async function insertInvitations(
  tx: Tx<Schema>,
  invitations: readonly Insertable<InvitationTable>[],
): Promise<void> {
  if (invitations.length === 0) return;
  await tx
    .insertInto('invitation')
    .values([...invitations])
    .execute();
}

/** Changes an invitation, and raises its version. */
export async function updateInvitation(
  tx: Tx<Schema>,
  id: string,
  changes: Updateable<InvitationTable>,
): Promise<Invitation> {
  return tx
    .updateTable('invitation')
    .set((row) => ({ ...changes, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** The family has applied: nobody reminds it any more. */
export async function markAnswered(tx: Tx<Schema>, roundId: string, childId: string): Promise<void> {
  await tx
    .updateTable('invitation')
    .set({ status: 'answered' })
    .where('roundId', '=', roundId)
    .where('childId', '=', childId)
    .where('status', '=', 'open')
    .execute();
}

/** The application is withdrawn: the family may answer anew, and is not reminded. */
export async function markOpen(tx: Tx<Schema>, id: string): Promise<void> {
  await tx
    .updateTable('invitation')
    .set({ status: 'open' })
    .where('id', '=', id)
    .where('status', '=', 'answered')
    .execute();
}

/** Takes back what is open. @returns what was taken back. */
export async function retractInvitations(
  tx: Tx<Schema>,
  childIds: readonly string[],
): Promise<readonly Invitation[]> {
  if (childIds.length === 0) return [];
  return tx
    .updateTable('invitation')
    .set({ status: 'retracted' })
    .where('childId', 'in', [...childIds])
    .where('status', '=', 'open')
    .returningAll()
    .execute();
}

/** Keeps the newest state of the answers of guardians who decide together. @returns false when a newer one is known. */
export async function upsertJointAnswer(
  tx: Tx<Schema>,
  joint: Insertable<JointAnswerTable>,
): Promise<boolean> {
  const { kommune: _kommune, invitationId: _invitation, ...rest } = joint;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('jointAnswer')
    .values(joint)
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'invitationId'])
        .doUpdateSet(rest)
        .where('jointAnswer.version', '<', joint.version),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Who of those who decide together has answered, by invitation. */
export async function findJointAnswers(
  db: Reader<Schema>,
  invitationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (invitationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('jointAnswer')
    .select(['invitationId', 'answered'])
    .where('invitationId', 'in', [...invitationIds])
    .execute();
  return new Map(
    rows.map(({ invitationId, answered }) => [
      invitationId,
      parse(Type.Array(Id), answered, 'joint_answer.answered'),
    ]),
  );
}
