import { type Change, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { closeRoundOnce, lockRound } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { countLoneAnswers } from './settle-answers.ts';
import { participantsOf, tellClosed } from './vouch-for-round.ts';

/**
 * Closes a round whose deadline has passed: counts the applications in time, vouches for them with a checksum, and
 * reveals the lot. Before the deadline, or a second time, it does nothing.
 */
export async function closeRoundAfterDeadline(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  roundId: string,
): Promise<void> {
  const { tx, at } = change;
  // Waits for applications that are being stored right now; whoever comes after finds the round closed.
  const open = await lockRound(tx, roundId, 'update');
  if (open.status === 'closed' || at <= open.deadlineAt) return;

  await countLoneAnswers(change, open);
  const vouched = await participantsOf(tx, roundId);
  const round = await closeRoundOnce(tx, roundId, { closedAt: at, ...vouched });
  if (!round) return;
  await record(change, roundId, 'round-closed', { applications: vouched.applicationCount });
  await tellClosed(deps, change, round, vouched);
}
