import { type Exact, exact, exactText, type Kroner, kroner, roundedDown } from '@opptak/domain';
import type { RuleStep } from '../rule-result.ts';
import type { CalendarMonth } from './calendar-month.ts';
import { applyPartMonth, applyPaymentPlan, attendedDays, isCharged } from './charged-part.ts';
import type { ChildCase, FeeStep } from './child-case.ts';
import type { ChildPlace, FeeFacts } from './fee-facts.ts';
import { feeFaults } from './fee-faults.ts';
import { type FeeLaw, feeLawOn } from './fee-law.ts';
import { paymentRegulation } from './fee-parameters.ts';
import { type ResolvedFeeSettings, resolveFeeSettings } from './fee-settings.ts';
import { applyFreeCoreTime } from './free-core-time.ts';
import { applyIncomeCeiling } from './income-ceiling.ts';
import { applyLocalTier } from './local-tier.ts';
import { applyMaximumPrice } from './maximum-price.ts';
import { priceZoneOn } from './price-zones.ts';
import { type SiblingPlace, siblingPlaces } from './sibling-places.ts';
import { applySiblingReduction } from './sibling-reduction.ts';

/** What one household pays for one month. */
export interface HouseholdFee {
  readonly month: CalendarMonth;
  /** In the order of the facts. */
  readonly children: readonly ChildFee[];
  /** Fees and food together, in kroner. */
  readonly totalNok: Kroner;
  /** Steps that lack a fact. The amounts hold without them; a person decides whether more is due to the family. */
  readonly undecided: readonly UndecidedStep[];
  /** Every setting used, and whether the kommune chose it or it is the default. */
  readonly settings: ResolvedFeeSettings;
}

export interface ChildFee {
  readonly id: string;
  /** Without food, rounded down. */
  readonly feeNok: Kroner;
  /** What the place costs in the month before any reduction: the basis of the refund to a private owner. Rounded down. */
  readonly unreducedNok: Kroner;
  /** What the owner takes for food: never reduced, and 0 only where nothing is charged in the month. */
  readonly foodNok: Kroner;
  readonly steps: readonly RuleStep[];
}

export interface UndecidedStep {
  readonly childId: string;
  readonly rule: string;
  readonly reason: string;
}

/**
 * The order of calculation is law: the income ceiling comes before free core time, and the two do not commute.
 * Siblings' and core time's shares do.
 */
const stepsInOrder: readonly FeeStep[] = [
  applyMaximumPrice,
  applyIncomeCeiling,
  applySiblingReduction,
  applyFreeCoreTime,
  applyLocalTier,
  applyPartMonth,
  applyPaymentPlan,
];

/**
 * What a household pays for its children's kindergarten places in one month (foreldrebetaling), with the reasoning.
 *
 * Maximum price, income ceiling, siblings, free core time, the kommune's own steps, part of the month, payment plan: in
 * exact fractions, rounded down once per child at the end, because rounding up could pass the income ceiling. Without a
 * known income there is no reduction by income, and the steps are `undecided`. The same facts give the same bytes, also
 * after new rates were added: only what was adopted on `decidedOn` counts.
 *
 * Legal source: forskrift om foreldrebetaling i barnehager (FOR-2005-12-16-1478) §§ 1–3 c.
 *
 * @param law the month's law, when it was read before with `feeLawOn` for the same month and day of vedtak.
 * @throws RangeError for impossible facts, naming the fields and never the values.
 */
export function householdFee(
  facts: FeeFacts,
  law: FeeLaw = feeLawOn(facts.month, facts.decidedOn),
): HouseholdFee {
  refuseImpossible(facts, law);
  const settings = resolveFeeSettings(facts.settings);
  const siblings = siblingsOfMonth(facts, law, settings);
  const undecided: UndecidedStep[] = [];
  let totalNok = 0;
  const children = facts.household.children.map((child, index) => {
    const fee = childFee(childCase(facts, law, settings, child, siblings[index] ?? onlyChild));
    for (const step of fee.steps) {
      if (step.outcome !== 'undecided') continue;
      undecided.push({ childId: child.id, rule: step.rule, reason: String(step.facts['reason'] ?? '') });
    }
    totalNok += fee.feeNok + fee.foodNok;
    return fee;
  });
  return { month: facts.month, children, totalNok: kroner(totalNok), undecided, settings };
}

const onlyChild: SiblingPlace = { number: 1, of: 1, known: true };

function refuseImpossible(facts: FeeFacts, law: FeeLaw): void {
  if (law.month !== facts.month || law.decidedOn !== facts.decidedOn) {
    throw new RangeError('/month: the law handed in is that of another month or vedtak');
  }
  const faults = feeFaults(facts, law.firstDay);
  if (faults.length > 0)
    throw new RangeError(faults.map(({ at, message }) => `${at}: ${message}`).join('\n'));
}

/** Siblings count only while they have a place in the month. */
function siblingsOfMonth(
  { household }: FeeFacts,
  law: FeeLaw,
  settings: ResolvedFeeSettings,
): readonly SiblingPlace[] {
  const { children } = household;
  const { siblingOrder } = settings.values;
  if (children.every((child) => child.attendsFrom === undefined && child.attendsUntil === undefined)) {
    return siblingPlaces(children, siblingOrder);
  }
  const present = children.filter((child) => attendedDays(child, law) !== null);
  const places = siblingPlaces(present, siblingOrder);
  return children.map((child) => places[present.indexOf(child)] ?? onlyChild);
}

function childCase(
  { household }: FeeFacts,
  law: FeeLaw,
  settings: ResolvedFeeSettings,
  child: ChildPlace,
  siblings: SiblingPlace,
): ChildCase {
  const { maximumPriceBy, maximumPriceZone, fullTimeHours } = settings.values;
  const priced = maximumPriceBy === 'residence' ? household.kommune : child.kindergartenKommune;
  const zone =
    maximumPriceZone === 'by-list'
      ? priceZoneOn(priced, law.firstDay)
      : { zone: maximumPriceZone, from: 'setting' as const };
  const fullTime = child.weeklyHours === null || child.weeklyHours >= law.fullTimeFromHours.value;
  return {
    law,
    settings,
    incomeNok: household.incomeNok,
    child,
    fullTime,
    hours: fullTime ? fullTimeHours : (child.weeklyHours ?? fullTimeHours),
    zone,
    maximumNok: law.maximum.value[zone.zone],
    siblings,
    attended: attendedDays(child, law),
  };
}

function childFee(given: ChildCase): ChildFee {
  const { child } = given;
  const steps: RuleStep[] = [];
  let fee = exact(child.monthlyPriceNok);
  for (const apply of stepsInOrder) {
    const made = apply(given, fee);
    if (!made) continue;
    fee = made.value;
    steps.push(made.step);
  }
  const feeNok = kroner(roundedDown(fee));
  const unreducedNok = kroner(roundedDown(unreduced(given)));
  const exactNok = exactText(fee);
  steps.push({
    rule: 'fee.rounding',
    source: paymentRegulation('§ 3 b'),
    outcome: fee.bottom === 1n ? 'not-fulfilled' : 'fulfilled',
    facts: { exactNok },
    result: String(feeNok),
  });
  const foodNok = kroner(isCharged(given) ? child.foodNok : 0);
  if (foodNok > 0) {
    const facts = { foodNok };
    const source = paymentRegulation('§ 1');
    steps.push({ rule: 'fee.food', source, outcome: 'fulfilled', facts, result: String(foodNok) });
  }
  return { id: child.id, feeNok, unreducedNok, foodNok, steps };
}

/** Maximum price, part of the month and payment plan alone. */
function unreduced(given: ChildCase): Exact {
  const { monthlyPriceNok, mayExceedMaximum = false } = given.child;
  const price = exact(mayExceedMaximum ? monthlyPriceNok : Math.min(monthlyPriceNok, given.maximumNok));
  const part = applyPartMonth(given, price)?.value ?? price;
  return applyPaymentPlan(given, part)?.value ?? part;
}
