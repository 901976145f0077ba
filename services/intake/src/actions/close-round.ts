import { createHash } from 'node:crypto';
import { roundClosed } from '@opptak/contracts';
import { type Change, record, tell } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { findParticipants } from '../repositories/applications.ts';
import { closeRoundOnce, lockRound } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * Closes a round whose deadline has passed: counts the applications in time, vouches for them with a checksum, and
 * reveals the lot. Before the deadline, or a second time, it does nothing.
 */
export async function closeRoundAfterDeadline(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  roundId: string,
): Promise<void> {
  const { tx, kommune, at } = change;
  // Waits for applications that are being stored right now; whoever comes after finds the round closed.
  const open = await lockRound(tx, roundId, 'update');
  if (open.status === 'closed' || at <= open.deadlineAt) return;

  const participants = await findParticipants(tx, roundId);
  const checksum = createHash('sha256')
    .update(participants.map(({ id, version }) => `${id}:${version}\n`).join(''))
    .digest('hex');
  const round = await closeRoundOnce(tx, roundId, {
    closedAt: at,
    applicationCount: participants.length,
    checksum,
  });
  if (!round) return;

  await record(change, roundId, 'round-closed', { applications: participants.length });
  await tell(
    change,
    roundClosed,
    { key: roundId, version: round.version },
    {
      roundId,
      applications: participants.length,
      checksum,
      lotSeed: deps.vault.unseal(kommune, 'admission_round', roundId, round.sealedLotSeed),
    },
  );
}
