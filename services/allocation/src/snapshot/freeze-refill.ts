import type { Tx } from '@opptak/db';
import type { IsoDate } from '@opptak/domain';
import type { Deps } from '../deps.ts';
import { findTurnedDown } from '../repositories/offers.ts';
import type { Round } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { type FrozenRound, freeze } from './freeze.ts';
import { vacantOn } from './vacancies.ts';

/**
 * Freezes what a refill of a round is about, as things stand.
 *
 * @returns null when there is no free seat that anybody waits for.
 */
export async function freezeRefill(
  deps: Pick<Deps, 'matcher'>,
  tx: Tx<Schema>,
  round: Round,
  today: IsoDate,
): Promise<FrozenRound | null> {
  const turnedDown = await findTurnedDown(tx, round.id);
  return freeze(deps, tx, {
    round,
    on: vacantOn(round.kindergartenYear, today),
    about: { kind: 'refill', turnedDown },
  });
}
