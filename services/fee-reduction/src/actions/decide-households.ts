import { feeDecided } from '@opptak/contracts';
import { stableId, type Vault } from '@opptak/db';
import { dateInNorway, type IsoDate, type KommuneNumber } from '@opptak/domain';
import {
  calendarMonth,
  canonicalJson,
  explainFeeStepInAll,
  monthAfter,
  monthOfDate,
  priceZoneOn,
} from '@opptak/rules';
import { type Change, record, tell } from '@opptak/service';
import { type ChildDecision, type DecisionResult, decideHousehold } from '../decision/decide-household.ts';
import { type DecisionInputs, type IncomeInputs, ruleVersion } from '../decision/decision-inputs.ts';
import { isPriced, pricePlace } from '../decision/price-place.ts';
import { hasPlaceIn, yearsToDecide } from '../decision/years-to-decide.ts';
import type { Deps } from '../deps.ts';
import {
  type Charge,
  deleteCharges,
  findIncomes,
  findStanding,
  type IncomeBasis,
  insertDecisions,
  upsertCharges,
  yearlyOf,
} from '../repositories/decisions.ts';
import {
  type ChildOfHousehold,
  findChildren,
  type Household,
  markDecided,
  takeToDecide,
} from '../repositories/households.ts';
import type { Schema } from '../schema.generated.ts';
import type { FeeChoices } from '../settings.ts';

type Needs = Pick<Deps, 'vault' | 'choices'>;

/** A decision that answers an application, and whether a rule or a person found the income. */
export interface Answer {
  readonly applicationId: string;
  readonly kindergartenYear: number;
  readonly made: 'automatic' | 'manual';
}

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

interface Draft {
  readonly id: string;
  /** Counts the household's decisions. */
  readonly number: number;
  readonly householdId: string;
  readonly answer: Answer | null;
  readonly appliedFor: string | null;
  readonly inputs: DecisionInputs;
  readonly result: DecisionResult;
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
    const incomes = Map.groupBy(await findIncomes(tx, concerned, year), ({ householdId }) => householdId);
    const impossible: string[] = [];
    const drafts = concerned.flatMap((householdId): Draft[] => {
      const own = children.get(householdId) ?? [];
      const bases = incomes.get(householdId) ?? [];
      const answers = answer?.kindergartenYear === year ? answer : null;
      const inputs = inputsOf(deps, { kommune, today, year, householdId, answers: answers !== null }, own, {
        bases,
        standing: own.flatMap(({ id }) => standing.get(id) ?? []),
      });
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
      return [{ id, number: count, householdId, answer: answers, appliedFor, inputs, result }];
    });
    await store(deps, change, year, drafts);
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

const hasEffect = ({ children }: DecisionResult): boolean =>
  children.some(({ charges, removed }) => charges.length > 0 || removed.length > 0);

function inputsOf(
  { vault, choices }: Needs,
  facts: {
    readonly kommune: KommuneNumber;
    readonly today: IsoDate;
    readonly year: number;
    readonly householdId: string;
    readonly answers: boolean;
  },
  children: readonly ChildOfHousehold[],
  known: { readonly bases: readonly IncomeBasis[]; readonly standing: DecisionInputs['standing'] },
): DecisionInputs {
  const { kommune, today, year } = facts;
  const { settings, noticeMonths, partTimePercent } = choices(kommune);
  const zone =
    settings.maximumPriceZone && settings.maximumPriceZone !== 'by-list'
      ? settings.maximumPriceZone
      : priceZoneOn(kommune, today).zone;
  const charged = new Set(known.standing.map(({ childId }) => childId));
  return {
    ruleVersion,
    decidedOn: today,
    kommune,
    kindergartenYear: year,
    higherFrom: higherFrom(today, noticeMonths),
    answersApplication: facts.answers,
    settings,
    payerId: payerOf(facts.householdId, children),
    income: incomeInputs(vault, kommune, known.bases),
    children: children
      .filter((child) => charged.has(child.id) || hasPlaceIn([child], year))
      .map((child) => ({
        id: child.id,
        birthDate: child.bornOn,
        places: child.placements
          .filter((placement) => isPriced(placement, zone))
          .map((placement) => pricePlace(placement, child.bornOn, partTimePercent)),
      })),
    standing: known.standing,
  };
}

/** The month after this one, and as many more as the kommune gives notice. */
function higherFrom(today: IsoDate, noticeMonths: FeeChoices['noticeMonths']) {
  let month = monthAfter(monthOfDate(today));
  for (let more = 0; more < noticeMonths; more += 1) month = monthAfter(month);
  return month;
}

/** Who gets the invoice: one of the household's adults, always the same; the household itself when none is known. */
function payerOf(householdId: string, children: readonly ChildOfHousehold[]): string {
  const [first] = children.flatMap(({ adults }) => adults.map(({ personId }) => personId)).toSorted();
  return first ?? householdId;
}

function incomeInputs(vault: Vault, kommune: KommuneNumber, bases: readonly IncomeBasis[]): IncomeInputs {
  const yearly = (basis: IncomeBasis) =>
    yearlyOf(vault.unseal(kommune, 'income_basis', basis.id, basis.sealedAmounts));
  const lastYear = bases.findLast(({ kind }) => kind === 'last-year');
  return {
    lastYear: lastYear
      ? { countsFrom: calendarMonth(lastYear.countsFrom), yearlyNok: yearly(lastYear) }
      : null,
    changes: bases.flatMap((basis) =>
      basis.kind === 'last-year'
        ? []
        : [{ kind: basis.kind, appliedOn: basis.appliedOn, yearlyNok: yearly(basis) }],
    ),
  };
}

async function store(
  { vault }: Needs,
  change: Change<Schema>,
  year: number,
  drafts: readonly Draft[],
): Promise<void> {
  const { tx, kommune, at } = change;
  const seal = (table: string, id: string, text: string) => vault.seal(kommune, table, id, text);
  const vedtakIdOf = (draft: Draft, child: ChildDecision) => stableId('fee-vedtak', draft.id, child.id);
  const each = drafts.flatMap((draft) => draft.result.children.map((child) => ({ draft, child })));
  await insertDecisions(
    tx,
    drafts.map(({ id, householdId, answer, inputs, result }) => {
      const text = canonicalJson(inputs);
      return {
        kommune,
        id,
        householdId,
        applicationId: answer?.applicationId ?? null,
        kindergartenYear: year,
        made: answer?.made ?? 'automatic',
        decidedOn: inputs.decidedOn,
        ruleVersion: inputs.ruleVersion,
        inputsHash: vault.blindIndex(kommune, text),
        sealedInputs: seal('fee_decision.inputs', id, text),
        sealedResult: seal('fee_decision.result', id, canonicalJson(result)),
        decidedAt: at,
      };
    }),
    each.flatMap(({ draft, child }) => {
      const { vedtak } = child;
      if (!vedtak) return [];
      const id = vedtakIdOf(draft, child);
      return {
        kommune,
        id,
        decisionId: draft.id,
        number: draft.number,
        childId: child.id,
        kindergartenId: vedtak.kindergarten,
        placementId: vedtak.placementId,
        validFrom: vedtak.validFrom,
        validUntil: vedtak.validUntil,
        feeNok: vedtak.feeNok,
        unreducedNok: vedtak.unreducedNok,
        foodNok: vedtak.foodNok,
        rules: reductionsIn(vedtak.steps),
        sealedReasons: seal('fee_vedtak', id, canonicalJson(reasonsOf(vedtak.steps))),
        decidedAt: at,
      };
    }),
  );
  await upsertCharges(
    tx,
    each.flatMap(({ draft, child }) =>
      child.charges.map(
        ({ kindergarten, month, placementId, payerId, place, feeNok, unreducedNok, foodNok }): Charge => ({
          kommune,
          childId: child.id,
          month,
          householdId: draft.householdId,
          vedtakId: vedtakIdOf(draft, child),
          placementId,
          kindergartenId: kindergarten,
          payerId,
          place,
          feeNok,
          unreducedNok,
          foodNok,
        }),
      ),
    ),
  );
  await deleteCharges(
    tx,
    each.flatMap(({ child }) => child.removed.map((month) => ({ childId: child.id, month }))),
  );
  for (const draft of drafts) {
    await record(change, draft.householdId, 'fee-decided', { year, decision: draft.id });
    for (const child of draft.result.children)
      await tellVedtak(change, draft, child, vedtakIdOf(draft, child));
  }
}

async function tellVedtak(
  change: Change<Schema>,
  { appliedFor }: Draft,
  { id: childId, vedtak, raised }: ChildDecision,
  vedtakId: string,
): Promise<void> {
  if (!vedtak) return;
  const { kindergarten, validFrom, validUntil, feeNok, unreducedNok, foodNok, steps } = vedtak;
  await tell(
    change,
    feeDecided,
    { key: vedtakId, version: 1 },
    {
      vedtakId,
      childId,
      kindergartenId: kindergarten,
      validFrom,
      validUntil,
      feeNok,
      unreducedNok,
      foodNok,
      rules: reductionsIn(steps),
      appliedFor: appliedFor !== null || raised,
      applicationId: appliedFor,
    },
  );
}

const reductions: ReadonlySet<string> = new Set([
  'fee.income-ceiling',
  'fee.sibling-reduction',
  'fee.free-core-time',
  'fee.local-tier',
]);

type Steps = NonNullable<ChildDecision['vedtak']>['steps'];

/** Which reductions took part. */
const reductionsIn = (steps: Steps): string[] => [
  ...new Set(
    steps
      .filter(({ rule, outcome }) => reductions.has(rule) && outcome === 'fulfilled')
      .map(({ rule }) => rule),
  ),
];

/** The reasoning as it is kept with the vedtak: the steps, and each as a sentence in four languages. */
const reasonsOf = (steps: Steps) => ({ steps, texts: steps.map(explainFeeStepInAll) });
