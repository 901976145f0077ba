import type { Change } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { findShowingHome, getApplication, updateSubmitted } from '../repositories/applications.ts';
import { lockRound } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { announce } from './announce-application.ts';
import { vouchAgain } from './vouch-for-round.ts';

/**
 * Where the family lives must not show any more: the distances that were computed from it are taken out of what it has
 * applied for, here and in allocation. Nearness is then unknown, as for anybody whose home is hidden. The case log says
 * nothing of it: a line would tell its readers that somebody is protected.
 */
export async function hideHome(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  invitationId: string,
): Promise<void> {
  for (const { id, roundId } of await findShowingHome(change.tx, invitationId)) {
    const round = await lockRound(change.tx, roundId, 'update');
    const application = await getApplication(change.tx, id);
    if (application.status !== 'submitted') continue;
    await updateSubmitted(change.tx, application, { distances: '{}' });
    await announce(change, id);
    if (!application.late) await vouchAgain(deps, change, round);
  }
}
