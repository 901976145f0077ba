import type { AnswerReceipt, ChangeApplication } from '@opptak/contracts';
import type { Change } from '@opptak/service';
import { getInvitationFor, lockInvitation } from '../repositories/families.ts';
import { upsertAnswer } from '../repositories/guardian-answers.ts';
import { lockRound } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { checkStart, wishesOf } from './check-answer.ts';
import { settleAnswers } from './settle-answers.ts';
import { submitApplication } from './submit-application.ts';

/**
 * A guardian answers the two questions of a pre-filled application. Where one decides, the family has applied. Where
 * the child lives with both parents by agreement (delt bosted), both must answer the same: the first answer waits for
 * the other, and answers that differ go to a person.
 *
 * Legal source: barnelova §§ 36, 37; barnehageloven § 16.
 *
 * @throws AppError not-found `invitation-not-found`, also when the guardian may not answer any more.
 * @throws AppError invalid, conflict as `submitApplication`.
 */
export async function answerInvitation(
  change: Change<Schema>,
  invitationId: string,
  guardianId: string,
  answer: ChangeApplication,
): Promise<AnswerReceipt> {
  const { tx, kommune, at } = change;
  const { answers, roundId } = await getInvitationFor(tx, invitationId, guardianId);
  if (answers === 'one-decides') {
    return { status: 'applied', ...(await submitApplication(change, invitationId, answer)) };
  }
  const round = await lockRound(tx, roundId, 'share');
  const invitation = await lockInvitation(tx, invitationId);
  checkStart(round, answer.startOn);
  await upsertAnswer(tx, {
    kommune,
    invitationId,
    guardianId,
    startOn: answer.startOn,
    daysPerWeek: answer.daysPerWeek,
    together: answer.together ?? 'preferred',
    wishes: JSON.stringify(await wishesOf(change, invitation, answer)),
    answeredAt: at,
  });
  return settleAnswers(change, invitation, round);
}
