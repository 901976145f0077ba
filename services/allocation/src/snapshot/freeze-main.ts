import { createHash } from 'node:crypto';
import type { Tx } from '@opptak/db';
import { AppError } from '@opptak/domain';
import type { Deps } from '../deps.ts';
import { getRound, type InTime, type Round, versionPages } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { yearStart } from '../seats/bands.ts';
import { type FrozenRound, freeze } from './freeze.ts';

/**
 * The round that a main run is about.
 *
 * @throws AppError conflict `round-open` before intake has closed it.
 */
export async function getClosedRound(tx: Tx<Schema>, roundId: string): Promise<Round> {
  const round = await getRound(tx, roundId);
  if (round.status !== 'closed') throw new AppError('conflict', 'round-open', 'The round has not closed');
  return round;
}

/**
 * Freezes what the main run of a round is about.
 *
 * @throws AppError conflict `applications-incomplete` when not every application that intake vouches for has arrived;
 *   `no-bylaws`, `band-orders-differ`.
 */
export async function freezeMain(
  deps: Pick<Deps, 'matcher'>,
  tx: Tx<Schema>,
  round: Round,
): Promise<FrozenRound> {
  const frozen = await freeze(deps, tx, {
    round,
    on: yearStart(round.kindergartenYear),
    about: { kind: 'main' },
    watching: (pages) => complete(round, pages),
  });
  if (frozen === null) throw new TypeError('A main round always has an input');
  return frozen;
}

/**
 * Says whether the applications of a round are those that intake vouches for.
 *
 * @throws AppError conflict `applications-incomplete`
 */
export async function demandComplete(tx: Tx<Schema>, round: Round): Promise<void> {
  for await (const _page of complete(round, versionPages(tx, round.id)));
}

/** Lets the applications pass, and says at the end whether they are those that intake vouches for. */
async function* complete<Row extends InTime>(
  round: Round,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const page of pages) {
    const inTime = page.filter(({ late }) => !late);
    for (const { id, version } of inTime) hash.update(`${id}:${version}\n`);
    count += inTime.length;
    yield page;
  }
  if (count === round.expectedApplications && hash.digest('hex') === round.expectedChecksum) return;
  throw new AppError(
    'conflict',
    'applications-incomplete',
    'Not every application of the round has arrived; nothing is allocated before that',
  );
}
