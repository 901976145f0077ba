import { Distances, Id, KindergartenId, parse } from '@opptak/contracts';
import { keepNewest, type Reader, type Tx } from '@opptak/db';
import { AppError, type IsoDate } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import { Type } from 'typebox';
import type { ChildTable, InvitationTable, Schema } from '../schema.generated.ts';

export type Invitation = Omit<Selectable<InvitationTable>, 'distances' | 'proposedWishes' | 'guardians'> & {
  /** Whose links open it. */
  readonly guardians: readonly string[];
  readonly distances: Readonly<Record<string, number>>;
  /** Kindergartens, the nearest suitable first. */
  readonly proposedWishes: readonly string[];
};

const ProposedWishes = Type.Array(KindergartenId);
const Guardians = Type.Array(Id);

/** Keeps the newest version of a child; an older one that arrives late changes nothing. */
export async function upsertChild(tx: Tx<Schema>, child: Insertable<ChildTable>): Promise<void> {
  await tx
    .insertInto('child')
    .values(child)
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'id'])
        .doUpdateSet((row) => ({
          bornOn: row.ref('excluded.bornOn'),
          familyId: row.ref('excluded.familyId'),
          leftOn: row.ref('excluded.leftOn'),
          version: row.ref('excluded.version'),
        }))
        .whereRef('child.version', '<', 'excluded.version'),
    )
    .execute();
}

/** Notes that a child has left, unless something newer is known. */
export async function markLeft(
  tx: Tx<Schema>,
  childId: string,
  leftOn: IsoDate,
  version: number,
): Promise<void> {
  await tx
    .updateTable('child')
    .set({ leftOn, version })
    .where('id', '=', childId)
    .where('version', '<', version)
    .execute();
}

/** Keeps the newest version of a pre-filled application. @returns false when a newer one is known. */
export async function upsertInvitation(
  tx: Tx<Schema>,
  invitation: Insertable<InvitationTable>,
): Promise<boolean> {
  return keepNewest(tx, 'invitation', invitation);
}

/** @throws AppError not-found */
export async function getInvitation(db: Reader<Schema>, id: string): Promise<Invitation> {
  const invitation = await db.selectFrom('invitation').selectAll().where('id', '=', id).executeTakeFirst();
  if (!invitation) throw noInvitation();
  return typed(invitation);
}

/**
 * The pre-filled application that a guardian's link opens now. Looked at anew each time: who is blocked, has lost
 * parental responsibility, or whose child has left, finds nothing, whenever the link was made.
 *
 * @throws AppError not-found, the same as for an invitation that does not exist.
 */
export async function getInvitationFor(
  db: Reader<Schema>,
  id: string,
  guardianId: string,
): Promise<Invitation> {
  const invitation = await getInvitation(db, id);
  const child = await db
    .selectFrom('child')
    .select('leftOn')
    .where('id', '=', invitation.childId)
    .executeTakeFirst();
  const hasLeft = child !== undefined && child.leftOn !== null;
  if (hasLeft || !invitation.guardians.includes(guardianId)) throw noInvitation();
  return invitation;
}

/** Takes an invitation for the rest of the transaction, so that two guardians answer one after the other. */
export async function lockInvitation(tx: Tx<Schema>, id: string): Promise<Invitation> {
  return typed(
    await tx.selectFrom('invitation').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow(),
  );
}

/** @returns the number of this change of the guardians' answers. */
export async function countAnswers(tx: Tx<Schema>, id: string): Promise<number> {
  const { answersVersion } = await tx
    .updateTable('invitation')
    .set((row) => ({ answersVersion: row('answersVersion', '+', 1) }))
    .where('id', '=', id)
    .returning('answersVersion')
    .executeTakeFirstOrThrow();
  return answersVersion;
}

const noInvitation = (): AppError =>
  new AppError('not-found', 'invitation-not-found', 'There is no such invitation here');

const typed = (row: Selectable<InvitationTable>): Invitation => ({
  ...row,
  guardians: parse(Guardians, row.guardians, 'invitation.guardians'),
  distances: parse(Distances, row.distances, 'invitation.distances'),
  proposedWishes: parse(ProposedWishes, row.proposedWishes, 'invitation.proposed_wishes'),
});
