import type { ChangeApplication } from '@opptak/contracts';
import { AppError } from '@opptak/domain';
import type { Change } from '@opptak/service';
import type { Invitation } from '../repositories/families.ts';
import { findApplicable } from '../repositories/kindergartens.ts';
import type { Round } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';

/** The wishes of an answer: its own, or what was proposed. */
export const wishesOf = (
  change: Change<Schema>,
  { proposedWishes }: Pick<Invitation, 'proposedWishes'>,
  { wishes }: Pick<ChangeApplication, 'wishes'>,
): Promise<readonly string[]> =>
  wishes ? checkedWishes(change, wishes) : stillProposed(change, proposedWishes);

/** @throws AppError invalid `no-wishes`, or `unknown-kindergarten` naming each wish that can not be applied for here. */
export async function checkedWishes(
  { tx }: Change<Schema>,
  wishes: readonly string[],
): Promise<readonly string[]> {
  if (wishes.length === 0) {
    throw new AppError('invalid', 'no-wishes', 'At least one kindergarten must be wished for', {
      faults: [{ at: '/wishes', message: 'must name at least one kindergarten' }],
    });
  }
  const applicable = await findApplicable(tx, wishes);
  const faults = wishes.flatMap((wish, index) =>
    applicable.has(wish)
      ? []
      : [{ at: `/wishes/${index}`, message: 'is no kindergarten that can be applied for here' }],
  );
  if (faults.length > 0) {
    throw new AppError('invalid', 'unknown-kindergarten', 'A wish is not a kindergarten here', { faults });
  }
  return wishes;
}

/** What was proposed, without what has closed since: the family did not choose it. */
async function stillProposed(
  change: Change<Schema>,
  proposed: readonly string[],
): Promise<readonly string[]> {
  const applicable = proposed.length > 0 ? await findApplicable(change.tx, proposed) : new Set();
  return checkedWishes(
    change,
    proposed.filter((wish) => applicable.has(wish)),
  );
}

/** A kindergarten year runs from August to July. */
export function checkStart(round: Round, startOn: string): void {
  if (startOn >= `${round.kindergartenYear}-08-01` && startOn <= `${round.kindergartenYear + 1}-07-31`)
    return;
  if (
    round.kind === 'rolling' &&
    startOn < `${round.kindergartenYear}-08-01` &&
    startOn >= `${round.kindergartenYear}-01-01`
  ) {
    return;
  }
  throw new AppError('invalid', 'start-outside-year', 'The start date lies outside the kindergarten year', {
    faults: [{ at: '/startOn', message: 'must lie in the kindergarten year of the round' }],
  });
}
