import { type ApplicationReceipt, applicationSubmitted, type ChangeApplication } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { type Change, record, tell } from '@opptak/service';
import {
  type Application,
  countApplications,
  findSubmitted,
  getApplication,
  insertApplication,
  replaceWishes,
  updateSubmitted,
} from '../repositories/applications.ts';
import { getInvitation, type Invitation } from '../repositories/families.ts';
import { findApplicable } from '../repositories/kindergartens.ts';
import { lockRound, type Round } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';

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

/** The wishes of an answer: its own, or what was proposed. */
export const wishesOf = (
  change: Change<Schema>,
  { proposedWishes }: Pick<Invitation, 'proposedWishes'>,
  { wishes }: Pick<ChangeApplication, 'wishes'>,
): Promise<readonly string[]> =>
  wishes ? checkedWishes(change, wishes) : stillProposed(change, proposedWishes);

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

/** Tells the other services what now stands in the application. */
export async function announce(change: Change<Schema>, id: string): Promise<ApplicationReceipt> {
  const application = await getApplication(change.tx, id);
  await tell(
    change,
    applicationSubmitted,
    { key: id, version: application.version },
    {
      applicationId: id,
      roundId: application.roundId,
      invitationId: application.invitationId,
      childId: application.childId,
      familyId: application.familyId,
      bornOn: application.bornOn,
      startOn: application.startOn,
      daysPerWeek: application.daysPerWeek,
      wishes: application.wishes.map((wish) => wish.kindergartenId),
      distances: application.distances,
      together: application.together,
      rightToPlace: application.rightToPlace,
      statutoryPriority: application.statutoryPriority,
      submittedAt: application.submittedAt.toISOString(),
      late: application.late,
    },
  );
  return receiptOf(application);
}

export const receiptOf = (application: Application): ApplicationReceipt => ({
  applicationId: application.id,
  submittedAt: application.submittedAt.toISOString(),
  late: application.late,
  version: application.version,
});

export async function checkedWishes(
  { tx }: Change<Schema>,
  wishes: readonly string[],
): Promise<readonly string[]> {
  if (wishes.length === 0) {
    throw new AppError('invalid', 'no-wishes', 'At least one kindergarten must be wished for', {
      faults: [{ at: '/wishes', message: 'must name at least one kindergarten' }],
    });
  }
  const applicable = await findApplicable(tx, wishes);
  const faults = wishes.flatMap((wish, index) =>
    applicable.has(wish)
      ? []
      : [{ at: `/wishes/${index}`, message: 'is no kindergarten that can be applied for here' }],
  );
  if (faults.length > 0) {
    throw new AppError('invalid', 'unknown-kindergarten', 'A wish is not a kindergarten here', { faults });
  }
  return wishes;
}

/** What was proposed, without what has closed since: the family did not choose it. */
async function stillProposed(
  change: Change<Schema>,
  proposed: readonly string[],
): Promise<readonly string[]> {
  const applicable = proposed.length > 0 ? await findApplicable(change.tx, proposed) : new Set();
  return checkedWishes(
    change,
    proposed.filter((wish) => applicable.has(wish)),
  );
}

/** A kindergarten year runs from August to July. */
export function checkStart(round: Round, startOn: string): void {
  if (startOn >= `${round.kindergartenYear}-08-01` && startOn <= `${round.kindergartenYear + 1}-07-31`)
    return;
  if (
    round.kind === 'rolling' &&
    startOn < `${round.kindergartenYear}-08-01` &&
    startOn >= `${round.kindergartenYear}-01-01`
  ) {
    return;
  }
  throw new AppError('invalid', 'start-outside-year', 'The start date lies outside the kindergarten year', {
    faults: [{ at: '/startOn', message: 'must lie in the kindergarten year of the round' }],
  });
}
