import type { IsoDate } from '@opptak/domain';
import {
  type CalendarMonth,
  type ChildFee,
  type FeeLaw,
  feeLawOn,
  householdFee,
  incomeInMonth,
  type RuleStep,
} from '@opptak/rules';
import type { DecisionInputs, PlacePrice } from './decision-inputs.ts';
import { type PlaceOfMonth, placeOfMonth } from './place-of-month.ts';
import { feePlaceOf, priceIn } from './price-place.ts';

/** What one child pays in one month by the rules, and why. */
export interface MonthOfChild {
  readonly month: CalendarMonth;
  readonly held: PlaceOfMonth;
  readonly price: PlacePrice;
  readonly fee: ChildFee;
  readonly incomeSteps: readonly RuleStep[];
}

/** The fees of a household for one month, by child, and the rules that lack a fact although the income is known. */
export function monthFees(inputs: DecisionInputs, month: CalendarMonth) {
  const present = inputs.children.flatMap((child) => {
    const held = placeOfMonth(child.places, month);
    const price = held && priceIn(held.place, month);
    return held && price ? [{ child, held, price }] : [];
  });
  const children = new Map<string, MonthOfChild>();
  if (present.length === 0) return { children, undecided: [] };
  const { value: incomeNok, steps: incomeSteps } = incomeOf(inputs, month);
  const fee = householdFee(
    {
      decidedOn: inputs.decidedOn,
      month,
      household: {
        incomeNok,
        kommune: inputs.kommune,
        children: present.map(({ child, held, price }) => feePlaceOf(child, held, price, inputs.kommune)),
      },
      settings: inputs.settings,
    },
    lawOf(month, inputs.decidedOn),
  );
  for (const [index, { child, held, price }] of present.entries()) {
    const of = fee.children[index];
    if (of) children.set(child.id, { month, held, price, fee: of, incomeSteps });
  }
  // Without a known income the steps on income are open by themselves: nobody has applied.
  const undecided = incomeNok === null ? [] : fee.undecided.map(({ rule }) => rule);
  return { children, undecided };
}

function incomeOf({ income }: DecisionInputs, month: CalendarMonth) {
  const { lastYear, changes } = income;
  const lastYearNok = lastYear && lastYear.countsFrom <= month ? lastYear.yearlyNok : null;
  return incomeInMonth({ lastYearNok, changes }, month);
}

const laws = new Map<string, FeeLaw>();

/** Law is read once for each month and day of vedtak: a kommune is decided by the thousand. */
function lawOf(month: CalendarMonth, decidedOn: IsoDate): FeeLaw {
  const key = `${month}|${decidedOn}`;
  const known = laws.get(key);
  if (known) return known;
  if (laws.size > 1000) laws.clear();
  const law = feeLawOn(month, decidedOn);
  laws.set(key, law);
  return law;
}
