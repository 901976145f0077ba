import type { ApplicationReceipt, ChangeApplication, DecideAnswers, DecidedAnswers } from '@opptak/contracts';
import { AppError, actorText } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import {
  type Application,
  findSubmitted,
  replaceWishes,
  updateSubmitted,
} from '../repositories/applications.ts';
import { getInvitation } from '../repositories/families.ts';
import { closeAnswerCase, getOpenAnswerCase } from '../repositories/guardian-answers.ts';
import { lockRound } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { announce, receiptOf } from './announce-application.ts';
import { checkedWishes, checkStart, wishesOf } from './check-answer.ts';
import { createApplication } from './submit-application.ts';
import { vouchAgain } from './vouch-for-round.ts';

/**
 * A named caseworker closes what guardians who decide together had not agreed on: the application stands as it counts,
 * or becomes what they have agreed. Also after the deadline, until the run: what the round consists of is vouched for
 * anew.
 *
 * @throws AppError forbidden `employee-required`, not-found `case-not-found`.
 * @throws AppError unprocessable `nothing-stands` when no answer counts yet and none is given.
 */
export async function decideAnswers(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  caseId: string,
  { agreed }: DecideAnswers,
): Promise<DecidedAnswers> {
  const { tx, at, actor } = change;
  if (actor.type !== 'kommune' || !actor.employee) {
    throw new AppError('forbidden', 'employee-required', 'A case is decided by a named caseworker');
  }
  const { invitationId } = await getOpenAnswerCase(tx, caseId);
  const invitation = await getInvitation(tx, invitationId);
  const round = await lockRound(tx, invitation.roundId, 'update');
  const before = await findSubmitted(tx, round.id, invitation.childId);
  if (!agreed && !before) {
    throw new AppError('unprocessable', 'nothing-stands', 'No application counts yet: say what was agreed');
  }
  if (agreed) checkStart(round, agreed.startOn);
  let receipt = before && receiptOf(before);
  if (agreed && before) {
    receipt = await becomeAgreed(change, before, agreed);
    if (!before.late) await vouchAgain(deps, change, round);
  }
  if (agreed && !before) {
    const { startOn, daysPerWeek, together = 'preferred' } = agreed;
    const wishes = await wishesOf(change, invitation, agreed);
    receipt = await createApplication(change, invitation, round, {
      startOn,
      daysPerWeek,
      together,
      wishes,
      submittedAt: at,
    });
  }
  if (!receipt) throw new Error('An application counts, or was made');
  const outcome = agreed ? 'agreed' : 'stands';
  await closeAnswerCase(tx, invitationId, { closedAt: at, closedBy: actorText(actor), outcome });
  await record(change, receipt.applicationId, 'answers-decided', { outcome });
  return { caseId, applicationId: receipt.applicationId, version: receipt.version };
}

async function becomeAgreed(
  change: Change<Schema>,
  before: Application,
  { startOn, daysPerWeek, together = before.together, wishes }: ChangeApplication,
): Promise<ApplicationReceipt> {
  const { tx, kommune, at } = change;
  const checked = wishes
    ? await checkedWishes(change, wishes)
    : before.wishes.map(({ kindergartenId }) => kindergartenId);
  await updateSubmitted(tx, before, { startOn, daysPerWeek, together });
  await replaceWishes(tx, { kommune, applicationId: before.id, now: at }, checked);
  return announce(change, before.id);
}
