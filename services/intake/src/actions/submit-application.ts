import type { ApplicationReceipt, ChangeApplication } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import {
  countApplications,
  findSubmitted,
  insertApplication,
  replaceWishes,
} from '../repositories/applications.ts';
import { getInvitation, type Invitation } from '../repositories/families.ts';
import { lockRound, type Round } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { announce } from './announce-application.ts';
import { changeApplication } from './change-application.ts';
import { checkStart, wishesOf } from './check-answer.ts';

/**
 * Makes a pre-filled application complete with a family's two answers: start date and days a week, and reordered
 * wishes if they want to. Answering again before the round closes changes the application; the same answer once more
 * changes nothing. What comes after the deadline takes part in rolling admission.
 *
 * Legal source: barnehageloven § 16: the right to a place follows from having applied.
 *
 * @throws AppError not-found `invitation-not-found`
 * @throws AppError invalid with the field at fault: start date outside the kindergarten year, unknown kindergarten.
 * @throws AppError conflict `round-closed` when a submitted application can no longer be changed.
 */
export async function submitApplication(
  change: Change<Schema>,
  invitationId: string,
  answer: ChangeApplication,
): Promise<ApplicationReceipt> {
  const { tx, at } = change;
  const invitation = await getInvitation(tx, invitationId);
  const round = await lockRound(tx, invitation.roundId, 'share');
  checkStart(round, answer.startOn);

  const earlier = await findSubmitted(tx, round.id, invitation.childId);
  if (earlier) return changeApplication(change, earlier, answer);

  const { startOn, daysPerWeek, together = 'preferred' } = answer;
  return createApplication(change, invitation, round, {
    startOn,
    daysPerWeek,
    together,
    wishes: await wishesOf(change, invitation, answer),
    submittedAt: at,
  });
}

export interface CompleteAnswer extends Required<Omit<ChangeApplication, 'wishes'>> {
  readonly wishes: readonly string[];
  /** When it was given; decides whether it is late. */
  readonly submittedAt: Date;
}

/**
 * Stores a new application and tells of it.
 *
 * @param round locked by the caller.
 * @throws AppError conflict `application-already-open` when the child has one: the index decides, also between two at once.
 */
export async function createApplication(
  change: Change<Schema>,
  invitation: Invitation,
  round: Round,
  { startOn, daysPerWeek, together, wishes, submittedAt }: CompleteAnswer,
): Promise<ApplicationReceipt> {
  const { tx, kommune, at } = change;
  // Who was on the way when the round closed came after it, whatever the clock said at the start.
  const late = submittedAt > round.deadlineAt || round.status === 'closed';
  const { childId, familyId, bornOn, id: invitationId } = invitation;
  const id = stableId(
    'application',
    round.id,
    childId,
    String(await countApplications(tx, round.id, childId)),
  );
  const stored = await insertApplication(tx, {
    kommune,
    id,
    roundId: round.id,
    childId,
    familyId,
    invitationId,
    bornOn,
    startOn,
    daysPerWeek,
    together,
    distances: JSON.stringify(invitation.distances),
    rightToPlace: invitation.rightOutcome === 'fulfilled' && !late,
    submittedAt,
    late,
  });
  if (!stored) {
    throw new AppError(
      'conflict',
      'application-already-open',
      'The child already has an application in this round',
    );
  }
  await replaceWishes(tx, { kommune, applicationId: id, now: at }, wishes);
  await record(change, id, 'application-submitted', { late, daysPerWeek });
  return announce(change, id);
}
