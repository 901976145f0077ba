import { KindergartenId, parse } from '@opptak/contracts';
import { type Reader, stableId, type Tx } from '@opptak/db';
import { AppError, type KommuneNumber } from '@opptak/domain';
import type { Insertable, Selectable } from 'kysely';
import { Type } from 'typebox';
import type { AnswerCaseTable, GuardianAnswerTable, Schema } from '../schema.generated.ts';

export type GuardianAnswer = Omit<Selectable<GuardianAnswerTable>, 'wishes'> & {
  readonly wishes: readonly string[];
};
export type AnswerCase = Selectable<AnswerCaseTable>;

const Wishes = Type.Array(KindergartenId);

/** Keeps what a guardian has answered last. An answer that is the same keeps the moment it was first given. */
export async function upsertAnswer(tx: Tx<Schema>, answer: Insertable<GuardianAnswerTable>): Promise<void> {
  const { kommune: _kommune, invitationId: _invitation, guardianId: _guardian, ...rest } = answer;
  await tx
    .insertInto('guardianAnswer')
    .values(answer)
    .onConflict((conflict) =>
      conflict
        .columns(['kommune', 'invitationId', 'guardianId'])
        .doUpdateSet(rest)
        .where((row) =>
          row.or([
            row('guardianAnswer.startOn', '<>', answer.startOn),
            row('guardianAnswer.daysPerWeek', '<>', answer.daysPerWeek),
            row('guardianAnswer.together', '<>', answer.together),
            row('guardianAnswer.wishes', '<>', row.ref('excluded.wishes')),
          ]),
        ),
    )
    .execute();
}

/** What guardians have answered, by invitation; the first answer first. */
export async function findAnswers(
  db: Reader<Schema>,
  invitationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly GuardianAnswer[]>> {
  if (invitationIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('guardianAnswer')
    .selectAll()
    .where('invitationId', 'in', [...invitationIds])
    .orderBy('answeredAt')
    .orderBy('guardianId')
    .execute();
  const typed = rows.map((row) => ({ ...row, wishes: parse(Wishes, row.wishes, 'guardian_answer.wishes') }));
  return Map.groupBy(typed, ({ invitationId }) => invitationId);
}

/** Invitations of a round that somebody has answered and that have led to no application. */
export async function findUncounted(db: Reader<Schema>, roundId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('invitation')
    .select('id')
    .where('roundId', '=', roundId)
    .where((row) =>
      row.exists(
        row
          .selectFrom('guardianAnswer')
          .select('guardianAnswer.guardianId')
          .whereRef('guardianAnswer.invitationId', '=', 'invitation.id'),
      ),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('application')
            .select('application.id')
            .whereRef('application.roundId', '=', 'invitation.roundId')
            .whereRef('application.childId', '=', 'invitation.childId'),
        ),
      ),
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Puts an invitation on a person's desk. It lies there once; the newest reason stands. */
export async function openAnswerCase(
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  at: Date,
  { invitationId, reason }: Pick<AnswerCase, 'invitationId' | 'reason'>,
): Promise<void> {
  await tx
    .insertInto('answerCase')
    .values({
      kommune,
      id: stableId('answer-case', invitationId, at.toISOString()),
      invitationId,
      reason,
      openedAt: at,
    })
    .onConflict((conflict) =>
      conflict.columns(['kommune', 'invitationId']).where('closedAt', 'is', null).doUpdateSet({ reason }),
    )
    .execute();
}

export async function closeAnswerCase(
  tx: Tx<Schema>,
  invitationId: string,
  closed: Required<Pick<AnswerCase, 'closedAt' | 'closedBy' | 'outcome'>>,
): Promise<void> {
  await tx
    .updateTable('answerCase')
    .set(closed)
    .where('invitationId', '=', invitationId)
    .where('closedAt', 'is', null)
    .execute();
}

/** @throws AppError not-found when there is none, or it is closed. */
export async function getOpenAnswerCase(db: Reader<Schema>, id: string): Promise<AnswerCase> {
  const found = await db
    .selectFrom('answerCase')
    .selectAll()
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .executeTakeFirst();
  if (!found) throw new AppError('not-found', 'case-not-found', 'There is no such open case here');
  return found;
}

export async function findOpenAnswerCases(
  db: Reader<Schema>,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly AnswerCase[]> {
  let query = db
    .selectFrom('answerCase')
    .selectAll()
    .where('closedAt', 'is', null)
    .orderBy('id')
    .limit(limit);
  if (after) query = query.where('id', '>', after);
  return query.execute();
}
