import type { EstimateFees, FeeEstimate, Language } from '@opptak/contracts';
import { AppError, type IsoDate, type KommuneNumber, kroner } from '@opptak/domain';
import {
  type CalendarMonth,
  calendarMonth,
  explainFeeStep,
  type FeeLanguage,
  feesOfMonths,
  firstDayOf,
  monthAfter,
  type PriceTable,
  type RuleStep,
} from '@opptak/rules';
import type { Static } from 'typebox';
import { feePlaceOf, priceIn, pricePlace } from '../decision/price-place.ts';
import type { FeeChoices } from '../settings.ts';

/** What a kindergarten takes. */
export interface Price {
  readonly ownership: 'municipal' | 'private';
  readonly monthlyPriceNok: number;
  readonly monthlyFoodNok: number;
  readonly fullTimeHours: number;
}

/**
 * What a family would pay, also after a planned change of income. By the same rules as a vedtak; nothing is stored.
 *
 * @throws AppError invalid naming each field that can not be.
 */
export function estimateFees(
  kommune: KommuneNumber,
  choices: FeeChoices,
  known: { readonly prices: ReadonlyMap<string, Price>; readonly tables: readonly PriceTable[] },
  today: IsoDate,
  asked: EstimateFees,
): FeeEstimate {
  const months = monthsFrom(calendarMonth(asked.from), asked.months);
  const faults = asked.children.flatMap(({ kindergartenId, bornOn }, index) => [
    ...(known.prices.has(kindergartenId)
      ? []
      : [{ at: `/children/${index}/kindergartenId`, message: 'is no kindergarten here' }]),
    ...(bornOn.slice(0, 7) > asked.from
      ? [{ at: `/children/${index}/bornOn`, message: 'must not lie after the first month' }]
      : []),
  ]);
  if (faults.length > 0)
    throw new AppError('invalid', 'bad-estimate', 'This can not be estimated', { faults });

  const pricing = { kommune, choices, tables: known.tables, months, decidedOn: today };
  const places = asked.children.flatMap(({ bornOn, daysPerWeek, kindergartenId, startsOn }) => {
    const price = known.prices.get(kindergartenId);
    const fromOn = startsOn ?? firstDayOf(calendarMonth(asked.from));
    const placement = { id: '', kindergartenId, fromOn, untilOn: null, daysPerWeek };
    return price ? [{ bornOn, place: pricePlace({ ...placement, ...price }, bornOn, pricing) }] : [];
  });
  const childrenIn = (month: CalendarMonth) =>
    places.flatMap(({ bornOn, place }, index) => {
      const price = priceIn(place, month);
      if (!price) return [];
      // Every child is answered for in every month: without the place it costs nothing.
      const held = { place, from: place.from, until: place.until, wholeMonth: false };
      return [feePlaceOf({ id: String(index), birthDate: bornOn }, held, price, kommune)];
    });
  const income = asked.incomeNok === null ? null : kroner(asked.incomeNok);
  const { plannedChange } = asked;
  const changes = plannedChange
    ? [
        {
          kind: 'lasting-fall' as const,
          appliedOn: plannedChange.appliedOn,
          yearlyNok: kroner(plannedChange.yearlyNok),
        },
      ]
    : [];
  try {
    const year = feesOfMonths(
      (month) => ({
        decidedOn: today,
        household: { incomeNok: income, kommune, children: childrenIn(month) },
        settings: choices.settings,
      }),
      { lastYearNok: income, changes },
      months,
    );
    return {
      totalNok: year.totalNok,
      months: year.months.map(({ fee, incomeSteps }) => ({
        month: fee.month,
        totalNok: fee.totalNok,
        children: fee.children.map(({ feeNok, unreducedNok, foodNok, steps }) => ({
          feeNok,
          unreducedNok,
          foodNok,
          steps: [...incomeSteps, ...steps].map((step) => stepAnswer(step, languageOf(asked.language))),
        })),
      })),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // The rules name fields of theirs, and never a value.
    throw new AppError('invalid', 'bad-estimate', 'The facts are impossible for at least one month', {
      cause: error,
      faults: [{ at: '/children', message: 'a birth date, month or price is impossible by the fee rules' }],
    });
  }
}

function monthsFrom(first: CalendarMonth, count: number): readonly CalendarMonth[] {
  const months = [first];
  for (let last = first; months.length < count; months.push(last)) last = monthAfter(last);
  return months;
}

/** Texts of the fee rules are there in four languages; elsewhere bokmål. */
export const languageOf = (language: Static<typeof Language> | undefined): FeeLanguage =>
  language === 'nn' || language === 'en' || language === 'se' ? language : 'nb';

const stepAnswer = (step: RuleStep, language: FeeLanguage) => ({
  rule: step.rule,
  section: step.source.section,
  outcome: step.outcome,
  facts: step.facts,
  result: step.result,
  text: explainFeeStep(step, language),
});
