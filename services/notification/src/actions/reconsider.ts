import { dateInNorway } from '@opptak/domain';
import { type Change, plan } from '@opptak/service';
import { evaluateChildren } from '../jobs/job-definitions.ts';
import { findMainRounds, type Round } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import type { Settled } from './settle-families.ts';

/** Children that are decided about in one job. */
const childrenPerJob = 200;

/** Newcomers hear from us within a day: their pre-filled application is made by a job that is due now. */
export async function inviteArrived(change: Change<Schema>, arrived: Settled['arrived']): Promise<void> {
  const born = arrived.filter(({ bornHere }) => bornHere).map(({ childId }) => childId);
  const moved = arrived.filter(({ bornHere }) => !bornHere).map(({ childId }) => childId);
  await reconsider(change, born, 'main-intake');
  await reconsider(change, moved, 'new-residents');
}

/** Decides anew about children, in every round that still concerns families. */
export async function reconsider(
  change: Change<Schema>,
  childIds: readonly string[],
  kind: 'main-intake' | 'new-residents',
): Promise<void> {
  if (childIds.length === 0) return;
  const rounds = currentRounds(await findMainRounds(change.tx), change.at);
  for (const { id } of rounds) {
    for (let first = 0; first < childIds.length; first += childrenPerJob) {
      await plan(change, evaluateChildren, {
        roundId: id,
        kind,
        childIds: [...childIds.slice(first, first + childrenPerJob)],
      });
    }
  }
}

/** The main round that is open; when none is, the one whose kindergarten year has not ended. */
export function currentRounds(rounds: readonly Round[], at: Date): readonly Round[] {
  const open = rounds.filter(({ status, deadlineAt }) => status === 'open' && deadlineAt > at);
  if (open.length > 0) return open;
  const lastDay = (round: Round): string => `${round.kindergartenYear + 1}-07-31`;
  return rounds.filter((round) => lastDay(round) >= dateInNorway(at)).slice(0, 1);
}
