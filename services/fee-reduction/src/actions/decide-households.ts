import { stableId } from '@opptak/db';
import { dateInNorway } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import { type DecisionResult, decideHousehold } from '../decision/decide-household.ts';
import type { DecisionInputs } from '../decision/decision-inputs.ts';
import { yearsToDecide } from '../decision/years-to-decide.ts';
import type { Deps } from '../deps.ts';
import { findStanding, type IncomeBasis } from '../repositories/decisions.ts';
import { findChildren, type Household, markDecided, takeToDecide } from '../repositories/households.ts';
import { findPricesByTable } from '../repositories/price-tables.ts';
import type { Schema } from '../schema.generated.ts';
import { inputsOf } from './gather-inputs.ts';
import { incomesOfHouseholds } from './incomes-of-households.ts';
import { openMixedCase } from './open-mixed-case.ts';
import { type Answer, type Draft, storeDecisions } from './store-decisions.ts';

type Needs = Pick<Deps, 'vault' | 'choices'>;

/** Few enough that nobody waits long for a household that is held, many enough that a statement carries its weight. */
const wave = 200;

/**
 * Decides the next households whose facts have changed.
 *
 * @returns how many were taken: fewer than a wave when none is left.
 */
export async function decideNextWave(
  deps: Needs,
  change: Change<Schema>,
): Promise<{ readonly more: boolean }> {
  const households = await takeToDecide(change.tx, wave);
  if (households.length > 0) await decideHouseholds(deps, change, households, null);
  return { more: households.length === wave };
}

/**
 * Decides what households pay, in the kindergarten years that their places lie in. The caller holds the households. What
 * has not changed is left alone, except where an application is answered.
 *
 * Legal source: forskrift 2005-12-16-1478; forvaltningsloven §§ 23–25.
 *
 * @returns rules that lack a fact although the income is known, by household.
 */
export async function decideHouseholds(
  deps: Needs,
  change: Change<Schema>,
  households: readonly Household[],
  answer: Answer | null,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { tx, kommune, at } = change;
  const today = dateInNorway(at);
  const tables = await findPricesByTable(tx);
  const ids = households.map(({ id }) => id);
  const children = Map.groupBy(await findChildren(tx, ids), ({ householdId }) => householdId);
  const yearsOf = new Map(
    ids.map((id) => [
      id,
      new Set([
        ...yearsToDecide(children.get(id) ?? [], today),
        ...(answer ? [answer.kindergartenYear] : []),
      ]),
    ]),
  );
  const years = [...new Set([...yearsOf.values()].flatMap((one) => [...one]))].toSorted();
  const counts = new Map(households.map(({ id, decisions }) => [id, decisions]));
  const undecided = new Map<string, string[]>();

  for (const year of years) {
    const concerned = ids.filter((id) => yearsOf.get(id)?.has(year));
    const members = concerned.flatMap((id) => children.get(id) ?? []);
    const standing = Map.groupBy(
      await findStanding(
        tx,
        members.map(({ id }) => id),
        year,
      ),
      ({ childId }) => childId,
    );
    const { bases: incomes, held } = await incomesOfHouseholds(
      tx,
      households
        .filter(({ id }) => yearsOf.get(id)?.has(year))
        .map(({ id, answeredFor }) => ({ id, answeredFor, children: children.get(id) ?? [] })),
      year,
    );
    const impossible: string[] = [];
    const drafts = concerned.flatMap((householdId): Draft[] => {
      const own = children.get(householdId) ?? [];
      const bases = incomes.get(householdId) ?? [];
      const answers = answer?.kindergartenYear === year ? answer : null;
      const inputs = inputsOf(
        deps,
        {
          kommune,
          today,
          year,
          householdId,
          answers: answers !== null,
          held: held.has(householdId),
        },
        own,
        { bases, standing: own.flatMap(({ id }) => standing.get(id) ?? []), tables },
      );
      const result = answers ? decideHousehold(inputs) : decideIfPossible(inputs);
      if (!result) {
        impossible.push(householdId);
        return [];
      }
      if (result.undecided.length > 0) undecided.set(householdId, [...result.undecided]);
      if (!answers && !hasEffect(result)) return [];
      const count = (counts.get(householdId) ?? 0) + 1;
      counts.set(householdId, count);
      const appliedFor = answers?.applicationId ?? bases.at(-1)?.applicationId ?? null;
      const id = stableId('fee-decision', householdId, String(count));
      const incomeFrom = incomeFromOf(bases);
      return [{ id, number: count, householdId, answer: answers, appliedFor, incomeFrom, inputs, result }];
    });
    await storeDecisions(deps, change, year, drafts);
    for (const id of held) await openMixedCase(change, id, year);
    for (const id of impossible)
      await record(change, id, 'fee-not-decided', { year, reason: 'impossible-facts' });
  }
  await markDecided(
    tx,
    [...counts].map(([id, decisions]) => ({ id, decisions })),
  );
  return undecided;
}

/**
 * One household whose facts can not be true – a child too old for kindergarten, say – must not hold up the others: it
 * stays as it is, and the reconciliation of the month lists its places without a row.
 */
function decideIfPossible(inputs: DecisionInputs): DecisionResult | null {
  try {
    return decideHousehold(inputs);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What the family is told of where its income is from: the newest counts. */
function incomeFromOf(bases: readonly IncomeBasis[]): Draft['incomeFrom'] {
  const newest = bases.at(-1);
  if (!newest) return null;
  return newest.source === 'caseworker' ? 'documents' : 'tax';
}

const hasEffect = ({ children }: DecisionResult): boolean =>
  children.some(
    ({ vedtak, removed }) => removed.length > 0 || vedtak.some(({ charges }) => charges.length > 0),
  );
