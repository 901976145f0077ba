import { Distances, KindergartenId, parse } from '@opptak/contracts';
import type { Reader, Tx } from '@opptak/db';
import { AppError, type IsoDate } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import { Type } from 'typebox';
import type { ChildTable, InvitationTable, Schema } from '../schema.generated.ts';

export type Invitation = Omit<Selectable<InvitationTable>, 'distances' | 'proposedWishes'> & {
  readonly distances: Readonly<Record<string, number>>;
  /** Kindergartens, the nearest suitable first. */
  readonly proposedWishes: readonly string[];
};

const ProposedWishes = Type.Array(KindergartenId);

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

/** Keeps the newest version of a pre-filled application. */
export async function upsertInvitation(
  tx: Tx<Schema>,
  invitation: Insertable<InvitationTable>,
): Promise<void> {
  const { kommune: _kommune, id: _id, ...rest } = invitation;
  await tx
    .insertInto('invitation')
    .values(invitation)
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'id'])
        .doUpdateSet(rest)
        .where('invitation.version', '<', invitation.version),
    )
    .execute();
}

/** @throws AppError not-found */
export async function getInvitation(db: Reader<Schema>, id: string): Promise<Invitation> {
  const invitation = await db.selectFrom('invitation').selectAll().where('id', '=', id).executeTakeFirst();
  if (!invitation)
    throw new AppError('not-found', 'invitation-not-found', 'There is no such invitation here');
  return {
    ...invitation,
    distances: parse(Distances, invitation.distances, 'invitation.distances'),
    proposedWishes: parse(ProposedWishes, invitation.proposedWishes, 'invitation.proposed_wishes'),
  };
}
