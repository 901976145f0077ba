import { createHash } from 'node:crypto';
import { type OpenRound, roundOpened } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError, instantInNorway, isoDate } from '@opptak/domain';
import { type Change, plan, record, tell } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { closeRound } from '../jobs/close-round-job.ts';
import { insertRound, type Round } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { checkReadiness } from './check-readiness.ts';

/**
 * Opens an admission round. The lot that will break ties is drawn and sealed now and its hash is published, so that
 * nobody can choose it after seeing who has applied. The round closes by itself when the deadline has passed.
 *
 * Legal source: barnehageloven § 16 fourth paragraph (at least one intake a year, deadline set by the kommune).
 *
 * @throws AppError invalid `deadline-outside` when the deadline does not lie after now and the opening, and in or before
 *   the kindergarten year.
 * @throws AppError unprocessable `round-not-ready` when the bylaws can not be used on the deadline (`checkReadiness`).
 * @throws AppError conflict `round-exists` when the kindergarten year already has a main round.
 */
export async function openRound(
  deps: Pick<Deps, 'vault' | 'newLotSeed'>,
  change: Change<Schema>,
  { kind, kindergartenYear, opensAt, deadlineOn }: OpenRound,
): Promise<Round> {
  const { kommune, at } = change;
  const deadlineAt = instantInNorway(isoDate(deadlineOn), '23:59:59.999');
  const yearEndsOn = `${kindergartenYear + 1}-07-31`;
  if (deadlineAt <= at || deadlineAt <= new Date(opensAt) || deadlineOn > yearEndsOn) {
    throw new AppError('invalid', 'deadline-outside', 'The deadline does not fit the round', {
      faults: [
        {
          at: '/deadlineOn',
          message: 'must come after now and after opensAt, and before the kindergarten year is over',
        },
      ],
    });
  }
  const { ready, findings } = await checkReadiness(change.tx, deadlineOn);
  if (!ready) {
    throw new AppError('unprocessable', 'round-not-ready', 'The bylaws can not be used on the deadline', {
      faults: findings.flatMap(({ severity, code, en }) =>
        severity === 'error' ? [{ at: '/deadlineOn', message: `${code}: ${en}` }] : [],
      ),
    });
  }

  const id =
    kind === 'main'
      ? stableId('round', kommune, kind, String(kindergartenYear))
      : stableId('round', kommune, kind, opensAt);
  const seed = deps.newLotSeed(id);
  const round = await insertRound(change.tx, {
    kommune,
    id,
    kind,
    kindergartenYear,
    opensAt: new Date(opensAt),
    deadlineAt,
    sealedLotSeed: deps.vault.seal(kommune, 'admission_round', id, seed),
    lotCommitment: createHash('sha256').update(seed).digest('hex'),
  });

  await record(change, id, 'round-opened', { kind, kindergartenYear });
  await tell(
    change,
    roundOpened,
    { key: id, version: round.version },
    {
      roundId: id,
      kind,
      kindergartenYear,
      opensAt: round.opensAt.toISOString(),
      deadlineAt: deadlineAt.toISOString(),
      lotCommitment: round.lotCommitment,
    },
  );
  await plan(change, closeRound, { roundId: id }, new Date(deadlineAt.getTime() + 1));
  return round;
}
