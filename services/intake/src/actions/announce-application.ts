import { type ApplicationReceipt, applicationSubmitted } from '@opptak/contracts';
import { type Change, tell } from '@opptak/service';
import { type Application, getApplication } from '../repositories/applications.ts';
import type { Schema } from '../schema.generated.ts';

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
