import type { ApplicationReceipt, ChangeApplication } from '@opptak/contracts';
import { AppError } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import { type Application, replaceWishes, updateSubmitted } from '../repositories/applications.ts';
import { lockRound } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { announce, receiptOf } from './announce-application.ts';
import { checkedWishes, checkStart } from './check-answer.ts';

/**
 * Changes an application that has been submitted. Wishes that stay keep their seniority. What takes part in the round
 * stands when it has closed; what came late waits for rolling admission and may still be changed.
 *
 * @throws AppError conflict `application-withdrawn`
 * @throws AppError conflict `round-closed` after the deadline.
 * @throws AppError stale when somebody else has changed it at the same moment.
 */
export async function changeApplication(
  change: Change<Schema>,
  application: Application,
  answer: ChangeApplication,
): Promise<ApplicationReceipt> {
  const { tx, kommune, at } = change;
  if (application.status === 'withdrawn') throw withdrawnAlready();
  const before = application.wishes.map((wish) => wish.kindergartenId);
  const wishes = answer.wishes ? await checkedWishes(change, answer.wishes) : before;
  const together = answer.together ?? application.together;
  const unchanged =
    answer.startOn === application.startOn &&
    answer.daysPerWeek === application.daysPerWeek &&
    together === application.together &&
    wishes.join() === before.join();
  if (unchanged) return receiptOf(application);

  const round = await lockRound(tx, application.roundId, 'share');
  if (!application.late && (round.status === 'closed' || at > round.deadlineAt)) {
    throw new AppError(
      'conflict',
      'round-closed',
      'The round has closed; the application can no longer be changed',
    );
  }
  checkStart(round, answer.startOn);
  await updateSubmitted(tx, application, {
    startOn: answer.startOn,
    daysPerWeek: answer.daysPerWeek,
    together,
  });
  await replaceWishes(tx, { kommune, applicationId: application.id, now: at }, wishes);
  await record(change, application.id, 'application-changed', { daysPerWeek: answer.daysPerWeek });
  return announce(change, application.id);
}

export const withdrawnAlready = (): AppError =>
  new AppError('conflict', 'application-withdrawn', 'The application has been withdrawn');
