import { applicationWithdrawn } from '@opptak/contracts';
import { actorText } from '@opptak/domain';
import { type Change, record, tell } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { getApplication, updateSubmitted } from '../repositories/applications.ts';
import { closeAnswerCase } from '../repositories/guardian-answers.ts';
import { lockRound } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { vouchAgain } from './vouch-for-round.ts';

/**
 * Withdraws an application. Doing it again changes nothing.
 *
 * @throws AppError not-found `application-not-found`
 */
export async function withdrawApplication(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  applicationId: string,
): Promise<void> {
  const { roundId } = await getApplication(change.tx, applicationId);
  // One after the other: two who withdraw at once, and a round that is closing.
  const round = await lockRound(change.tx, roundId, 'update');
  const application = await getApplication(change.tx, applicationId);
  if (application.status === 'withdrawn') return;
  await updateSubmitted(change.tx, application, { status: 'withdrawn' });
  await record(change, applicationId, 'application-withdrawn');
  if (application.invitationId) {
    await closeAnswerCase(change.tx, application.invitationId, {
      closedAt: change.at,
      closedBy: actorText(change.actor),
      outcome: 'withdrawn',
    });
  }
  await tell(
    change,
    applicationWithdrawn,
    { key: applicationId, version: application.version + 1 },
    {
      applicationId,
      roundId,
      childId: application.childId,
      invitationId: application.invitationId,
    },
  );
  if (!application.late) await vouchAgain(deps, change, round);
}
