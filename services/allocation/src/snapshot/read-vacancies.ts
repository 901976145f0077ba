import type { Tx } from '@opptak/db';
import type { IsoDate } from '@opptak/domain';
import type { MatchInput } from '@opptak/matching';
import { findTurnedDown } from '../repositories/offers.ts';
import { findPending } from '../repositories/pending-offers.ts';
import { findSubmitted, type Round } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import type { Situation } from './build-input.ts';
import { ofThoseWhoAreHere, surroundings } from './read-situation.ts';
import { refillInput, vacantOn } from './vacancies.ts';

/**
 * Freezes what a refill of a round is about, as things stand.
 *
 * @returns null when there is no free seat that anybody waits for.
 */
export async function readVacancies(
  tx: Tx<Schema>,
  round: Round,
  today: IsoDate,
): Promise<{ readonly input: MatchInput; readonly bylaws: Situation['bylaws'] } | null> {
  const around = await surroundings(tx, vacantOn(round.kindergartenYear, today));
  const applications = (await findSubmitted(tx, round.id)).filter(ofThoseWhoAreHere(around.children));
  const input = refillInput({
    ...around,
    round,
    applications,
    pending: await findPending(tx),
    turnedDown: await findTurnedDown(tx, round.id),
  });
  return input && { input, bylaws: around.bylaws };
}
