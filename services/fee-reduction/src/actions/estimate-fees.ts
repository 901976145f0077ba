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
  type RuleStep,
} from '@opptak/rules';
import type { Static } from 'typebox';
import { pricePlace, schoolStartOf } from '../decision/price-place.ts';
import type { FeeChoices } from '../settings.ts';

/** What a kindergarten takes. */
export interface Price {
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
  prices: ReadonlyMap<string, Price>,
  today: IsoDate,
  asked: EstimateFees,
): FeeEstimate {
  const months = monthsFrom(calendarMonth(asked.from), asked.months);
  const faults = asked.children.flatMap(({ kindergartenId, bornOn }, index) => [
    ...(prices.has(kindergartenId)
      ? []
      : [{ at: `/children/${index}/kindergartenId`, message: 'is no kindergarten here' }]),
    ...(bornOn.slice(0, 7) > asked.from
      ? [{ at: `/children/${index}/bornOn`, message: 'must not lie after the first month' }]
      : []),
  ]);
  if (faults.length > 0)
    throw new AppError('invalid', 'bad-estimate', 'This can not be estimated', { faults });

  const children = asked.children.map(({ bornOn, daysPerWeek, kindergartenId, startsOn }, index) => {
    const price = prices.get(kindergartenId) ?? { monthlyPriceNok: 0, monthlyFoodNok: 0, fullTimeHours: 45 };
    const fromOn = startsOn ?? firstDayOf(months[0] ?? calendarMonth(asked.from));
    const place = pricePlace(
      { id: '', kindergartenId, fromOn, untilOn: null, daysPerWeek, ...price },
      bornOn,
      choices,
    );
    return {
      id: String(index),
      birthDate: bornOn,
      kindergartenKommune: kommune,
      weeklyHours: place.weeklyHours,
      fullTime: null,
      monthlyPriceNok: place.monthlyPriceNok,
      foodNok: place.foodNok,
      ...(place.mayExceedMaximum ? { mayExceedMaximum: true } : {}),
      attendsFrom: fromOn,
      attendsUntil: place.until,
      ...(fromOn >= schoolStartOf(bornOn) ? { deferredSchoolStart: true } : {}),
    };
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
      {
        decidedOn: today,
        month: months[0] ?? calendarMonth(asked.from),
        household: { incomeNok: income, kommune, children },
        settings: choices.settings,
      },
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
