import type { Vault } from '@opptak/db';
import type { IsoDate, KommuneNumber } from '@opptak/domain';
import {
  calendarMonth,
  monthAfter,
  monthOfDate,
  monthsOfKindergartenYear,
  type PriceTable,
  priceZoneOn,
} from '@opptak/rules';
import { type DecisionInputs, type IncomeInputs, ruleVersion } from '../decision/decision-inputs.ts';
import { pricePlace, withSetPrices } from '../decision/price-place.ts';
import { hasPlaceIn } from '../decision/years-to-decide.ts';
import type { Deps } from '../deps.ts';
import { type IncomeBasis, yearlyOf } from '../repositories/decisions.ts';
import type { ChildOfHousehold } from '../repositories/households.ts';
import type { FeeChoices } from '../settings.ts';

/** Gathers everything a household's fees of a kindergarten year follow from: only this is decided on, and stored. */
export function inputsOf(
  { vault, choices }: Pick<Deps, 'vault' | 'choices'>,
  facts: {
    readonly kommune: KommuneNumber;
    readonly today: IsoDate;
    readonly year: number;
    readonly householdId: string;
    readonly answers: boolean;
    /** Nothing may cost more until a person has looked. */
    readonly held: boolean;
  },
  children: readonly ChildOfHousehold[],
  known: {
    readonly bases: readonly IncomeBasis[];
    readonly standing: DecisionInputs['standing'];
    readonly tables: readonly PriceTable[];
  },
): DecisionInputs {
  const { kommune, today, year } = facts;
  const chosen = choices(kommune);
  const { settings, noticeMonths } = chosen;
  const zone =
    settings.maximumPriceZone && settings.maximumPriceZone !== 'by-list'
      ? settings.maximumPriceZone
      : priceZoneOn(kommune, today).zone;
  const months = monthsOfKindergartenYear(year);
  const pricing = { kommune, choices: chosen, tables: known.tables, months, decidedOn: today };
  const charged = new Set(known.standing.map(({ childId }) => childId));
  return {
    ruleVersion,
    decidedOn: today,
    kommune,
    kindergartenYear: year,
    higherFrom: facts.held
      ? monthAfter(months.at(-1) ?? monthOfDate(today))
      : higherFrom(today, noticeMonths),
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
          .map((placement) => withSetPrices(pricePlace(placement, child.bornOn, pricing), zone))
          .filter(({ prices }) => prices.length > 0),
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
