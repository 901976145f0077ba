import { randomUUID } from 'node:crypto';
import type { DecidePriority } from '@opptak/contracts';
import { AppError, actorText } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { getApplication, updateSubmitted } from '../repositories/applications.ts';
import { decideClaim, insertClaim, type PriorityClaim } from '../repositories/priority-claims.ts';
import { lockRound } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { announce } from './announce-application.ts';
import { withdrawnAlready } from './change-application.ts';
import { vouchAgain } from './vouch-for-round.ts';

/**
 * Registers that a family claims priority by law. Which ground it is, and its papers, stay in the kommune's archive:
 * they are health or child-welfare data that admission does not need.
 *
 * Legal source: barnehageloven § 18.
 *
 * @throws AppError conflict `claim-already-open` or `application-withdrawn`
 */
export async function claimPriority(change: Change<Schema>, applicationId: string): Promise<PriorityClaim> {
  const application = await getApplication(change.tx, applicationId);
  if (application.status === 'withdrawn') throw withdrawnAlready();
  const claim = await insertClaim(change.tx, {
    kommune: change.kommune,
    id: randomUUID(),
    applicationId: application.id,
    claimedAt: change.at,
  });
  await record(change, applicationId, 'priority-claimed');
  return claim;
}

/**
 * A caseworker confirms or rejects a claim of priority by law. Only a person does this, never a rule.
 *
 * @throws AppError forbidden when no caseworker is named.
 * @throws AppError conflict `claim-decided`
 */
export async function decidePriority(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  claimId: string,
  { confirmed }: DecidePriority,
): Promise<PriorityClaim> {
  if (change.actor.type !== 'kommune' || !change.actor.employee) {
    throw new AppError('forbidden', 'employee-required', 'A claim is decided by a named caseworker');
  }
  const claim = await decideClaim(change.tx, claimId, {
    status: confirmed ? 'confirmed' : 'rejected',
    decidedAt: change.at,
    decidedBy: actorText(change.actor),
  });
  await record(change, claim.applicationId, 'priority-decided', { confirmed });

  const { roundId } = await getApplication(change.tx, claim.applicationId);
  const round = await lockRound(change.tx, roundId, 'update');
  const application = await getApplication(change.tx, claim.applicationId);
  if (application.status === 'submitted' && application.statutoryPriority !== confirmed) {
    await updateSubmitted(change.tx, application, { statutoryPriority: confirmed });
    await announce(change, application.id);
    if (!application.late) await vouchAgain(deps, change, round);
  }
  return claim;
}
