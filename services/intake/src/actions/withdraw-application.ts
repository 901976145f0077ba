import { applicationWithdrawn } from '@opptak/contracts';
import { type Change, record, tell } from '@opptak/service';
import { getApplication, updateSubmitted } from '../repositories/applications.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * Withdraws an application. Doing it again changes nothing.
 *
 * @throws AppError not-found `application-not-found`
 */
export async function withdrawApplication(change: Change<Schema>, applicationId: string): Promise<void> {
  const application = await getApplication(change.tx, applicationId);
  if (application.status === 'withdrawn') return;
  await updateSubmitted(change.tx, application, { status: 'withdrawn' });
  await record(change, applicationId, 'application-withdrawn');
  await tell(
    change,
    applicationWithdrawn,
    { key: applicationId, version: application.version + 1 },
    {
      applicationId,
      roundId: application.roundId,
      childId: application.childId,
      invitationId: application.invitationId,
    },
  );
}
