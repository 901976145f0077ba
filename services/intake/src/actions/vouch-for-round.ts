import { createHash } from 'node:crypto';
import { roundClosed } from '@opptak/contracts';
import type { Tx } from '@opptak/db';
import { type Change, tell } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { findParticipants } from '../repositories/applications.ts';
import { type Round, reviseClosed } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';

/** What a closed round consists of: how many applications, and a fingerprint over each one's id and version. */
export interface Vouched {
  readonly applicationCount: number;
  readonly checksum: string;
}

export async function participantsOf(tx: Tx<Schema>, roundId: string): Promise<Vouched> {
  const participants = await findParticipants(tx, roundId);
  const lines = participants.map(({ id, version }) => `${id}:${version}\n`).join('');
  return {
    applicationCount: participants.length,
    checksum: createHash('sha256').update(lines).digest('hex'),
  };
}

/** Tells the other services what a closed round consists of, and reveals its lot. */
export async function tellClosed(
  { vault }: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  { id, kommune, version, sealedLotSeed }: Round,
  { applicationCount, checksum }: Vouched,
): Promise<void> {
  await tell(
    change,
    roundClosed,
    { key: id, version },
    {
      roundId: id,
      applications: applicationCount,
      checksum,
      lotSeed: vault.unseal(kommune, 'admission_round', id, sealedLotSeed),
    },
  );
}

/**
 * Vouches anew for a closed round when one of its applications has been withdrawn, or its priority decided, before the
 * run: else allocation would wait for ever for what no longer is. An open round needs nothing.
 *
 * @param round locked by the caller.
 */
export async function vouchAgain(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  round: Round,
): Promise<void> {
  if (round.status === 'open') return;
  const vouched = await participantsOf(change.tx, round.id);
  await tellClosed(deps, change, await reviseClosed(change.tx, round.id, vouched), vouched);
}
