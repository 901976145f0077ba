import { type Reader, stableId, type Tx } from '@opptak/db';
import { AppError, type KommuneNumber } from '@opptak/domain';
import type { Selectable } from 'kysely';
import type { ManualCaseTable, Schema } from '../schema.generated.ts';

export type ManualCase = Selectable<ManualCaseTable>;

export interface NewCase {
  readonly childId: string;
  readonly reason: string;
  readonly guarded: boolean;
  readonly aboutId?: string | null;
}

/** Puts children on a person's desk. A child that is there already for the same reason stays there once. */
export async function openCases(
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  at: Date,
  cases: readonly NewCase[],
): Promise<void> {
  if (cases.length === 0) return;
  await tx
    .insertInto('manualCase')
    .values(
      cases.map(({ childId, reason, guarded, aboutId = null }) => ({
        kommune,
        id: stableId('manual-case', childId, reason, aboutId ?? '', at.toISOString()),
        childId,
        reason,
        guarded,
        aboutId,
        openedAt: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What waits on one of the two desks, oldest first. */
export async function findOpenCases(
  db: Reader<Schema>,
  {
    guarded,
    after,
    limit,
  }: { readonly guarded: boolean; readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ManualCase[]> {
  let query = db
    .selectFrom('manualCase')
    .selectAll()
    .where('guarded', '=', guarded)
    .where('closedAt', 'is', null)
    .orderBy('id')
    .limit(limit);
  if (after) query = query.where('id', '>', after);
  return query.execute();
}

/** @throws AppError not-found; a guarded case does not exist for the ordinary desk. */
export async function getOpenCase(
  db: Reader<Schema>,
  id: string,
  { guarded }: { readonly guarded: boolean },
): Promise<ManualCase> {
  const found = await db
    .selectFrom('manualCase')
    .selectAll()
    .where('id', '=', id)
    .where('guarded', '=', guarded)
    .where('closedAt', 'is', null)
    .executeTakeFirst();
  if (!found) throw new AppError('not-found', 'case-not-found', 'There is no such open case here');
  return found;
}

export async function closeCase(
  tx: Tx<Schema>,
  id: string,
  closed: { readonly closedAt: Date; readonly closedBy: string; readonly outcome: string },
): Promise<void> {
  await tx.updateTable('manualCase').set(closed).where('id', '=', id).where('closedAt', 'is', null).execute();
}

/** What the rules have settled by themselves since needs no person any more. */
export async function closeSettled(
  tx: Tx<Schema>,
  childIds: readonly string[],
  closed: { readonly closedAt: Date; readonly closedBy: string },
): Promise<void> {
  if (childIds.length === 0) return;
  await tx
    .updateTable('manualCase')
    .set({ ...closed, outcome: 'settled-by-rule' })
    .where('childId', 'in', [...childIds])
    .where('reason', 'not in', [...deskOnly])
    .where('closedAt', 'is', null)
    .execute();
}

/** Only a person ends these. */
const deskOnly: readonly string[] = [
  'delivery-failed',
  'move-held',
  'guarded-offer',
  'guarded-vedtak',
  'guarded-fee',
  'guarded-message',
  'guarded-receipt',
  'recipients-unclear',
  'deadline-passed',
  'registry-unreadable',
];

/** The family is protected now: whatever was open about it moves to the guarded desk. */
export async function guardCases(tx: Tx<Schema>, childIds: readonly string[]): Promise<void> {
  if (childIds.length === 0) return;
  await tx
    .updateTable('manualCase')
    .set({ guarded: true })
    .where('childId', 'in', [...childIds])
    .where('closedAt', 'is', null)
    .execute();
}

/** By what the letters of a case on the guarded desk are found. */
export const heldAs = ({ reason, aboutId }: Pick<ManualCase, 'reason' | 'aboutId'>): string =>
  `${reason}|${aboutId ?? ''}`;
