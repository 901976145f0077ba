import { isoDate, type Kroner, kroner } from '@opptak/domain';
import { type DatedParameter, type DatedValue, datedParameter } from '../dated-parameter.ts';
import type { LegalSource } from '../legal-source.ts';
import type { PriceZone } from './price-zones.ts';

/*
 * The numbers of the payment regulation, by date. A change is a new row, never an edited one: see
 * docs/how-to/change-a-rate.md.
 *
 * `adoptedOn`: the Storting fixes the amounts in its yearly budget, adopted in December. The exact day was not
 * sourced for any row, so each counts as known from 1 December of the year before.
 * `confirmed: false`: no page with the number could be opened; check it against Lovdata and the budget first.
 */

/** Sources of the payment regulation (forskrift om foreldrebetaling i barnehager), by section. */
export const paymentRegulation = (section: string): LegalSource => ({
  document: 'FOR-2005-12-16-1478',
  section,
  title: 'forskrift om foreldrebetaling i barnehager',
});

/** Every number that the fee rules use. Handed to `feeLawOn`, so that tests and what-if questions can add rows. */
export interface FeeParameters {
  /** Highest fee for a full-time place, in kroner a month and without food, by price zone. */
  readonly maximumMonthlyFee: DatedParameter<Readonly<Record<PriceZone, Kroner>>>;
  /** Agreed hours a week from which a place counts as full-time. */
  readonly fullTimeFromHours: DatedParameter<number>;
  /** Share of yearly household income that a year of fees for one child may not exceed, and the payments in a year. */
  readonly incomeCeiling: DatedParameter<{ readonly percent: number; readonly paymentsPerYear: number }>;
  readonly siblingReduction: DatedParameter<SiblingPercent>;
  readonly freeCoreTime: DatedParameter<FreeCoreTime>;
  /** Household income below which kommuner that have it give one-year-olds free core time (not a national rule). */
  readonly oneYearOldIncomeLimit: DatedParameter<Kroner>;
}

export interface SiblingPercent {
  readonly second: number;
  readonly thirdAndLater: number;
}

export interface FreeCoreTime {
  readonly hours: number;
  /** Reached in the calendar year in which the kindergarten year starts, whatever the birthday. */
  readonly fromAge: number;
  /** Yearly household income must be below this. */
  readonly incomeLimit: Kroner;
}

interface Row<T> {
  readonly from: string;
  readonly value: T;
  readonly evidence: string;
  readonly confirmed?: boolean;
}

function rows<T>(name: string, section: string, list: readonly Row<T>[]): DatedParameter<T> {
  const source = paymentRegulation(section);
  const dated = list.map(
    ({ from, value, evidence, confirmed = true }): DatedValue<T> => ({
      validFrom: isoDate(from),
      adoptedOn: isoDate(`${Number(from.slice(0, 4)) - 1}-12-01`),
      value,
      source,
      evidence,
      confirmed,
    }),
  );
  return datedParameter(name, dated);
}

const prices = (ordinary: number, lower = ordinary, actionZone = lower) => ({
  ordinary: kroner(ordinary),
  lower: kroner(lower),
  'action-zone': kroner(actionZone),
});

const free = (fromAge: number, incomeLimit: number): FreeCoreTime => ({
  hours: 20,
  fromAge,
  incomeLimit: kroner(incomeLimit),
});

export const nationalFeeParameters: FeeParameters = {
  maximumMonthlyFee: rows('maximumMonthlyFee', '§ 1', [
    { from: '2015-05-01', value: prices(2580), evidence: 'sib.no (2015)' },
    { from: '2016-01-01', value: prices(2655), evidence: 'nrk.no 1.12590975' },
    { from: '2017-01-01', value: prices(2730), evidence: 'samskipnaden.no; statsbudsjettet.no 2018' },
    { from: '2018-01-01', value: prices(2910), evidence: 'statsbudsjettet.no 2018; overhalla.kommune.no' },
    { from: '2019-01-01', value: prices(2990), evidence: 'bergen.kommune.no (2019)' },
    { from: '2019-08-01', value: prices(3040), evidence: 'nissedal.kommune.no (2019)' },
    { from: '2020-01-01', value: prices(3135), evidence: 'trondheim.kommune.no; skiptvet.kommune.no' },
    { from: '2021-01-01', value: prices(3230), evidence: 'trondheim.kommune.no; nissedal.kommune.no' },
    { from: '2022-01-01', value: prices(3315), evidence: 'nissedal.kommune.no (2022); vinje.kommune.no' },
    { from: '2022-08-01', value: prices(3050), evidence: 'bergheim-barnehage.no' },
    { from: '2023-01-01', value: prices(3000), evidence: 'bergheim-barnehage.no; tonsberg.kommune.no' },
    {
      from: '2023-08-01',
      value: prices(3000, 3000, 0),
      evidence: 'vestby.kommune.no; regjeringen.no id2930594',
    },
    { from: '2024-08-01', value: prices(2000, 1500, 0), evidence: 'stord.kommune.no; amanda.barnehage.no' },
    // 1 200 is published; that the lower price is 700 could not be read anywhere.
    { from: '2025-08-01', value: prices(1200, 700, 0), evidence: 'tusenbein.barnehage.no', confirmed: false },
    // That the action zone stays free after July 2026 rests on a summary of the budget for 2026 alone.
    { from: '2026-08-01', value: prices(1200, 700, 0), evidence: 'KS rates for 2026', confirmed: false },
  ]),

  fullTimeFromHours: rows('fullTimeFromHours', '§ 1', [
    { from: '2015-05-01', value: 41, evidence: 'udir.no, forskrift om foreldrebetaling' },
  ]),

  incomeCeiling: rows('incomeCeiling', '§ 3 b', [
    {
      from: '2015-05-01',
      value: { percent: 6, paymentsPerYear: 11 },
      evidence: 'udir.no, forskrift om foreldrebetaling',
    },
  ]),

  siblingReduction: rows('siblingReduction', '§ 3 a', [
    { from: '2015-05-01', value: { second: 30, thirdAndLater: 50 }, evidence: 'udir.no; sib.no (2015)' },
    { from: '2023-08-01', value: { second: 30, thirdAndLater: 100 }, evidence: 'vl.no 2023-09-05' },
  ]),

  freeCoreTime: rows('freeCoreTime', '§ 3 c', [
    { from: '2018-08-01', value: free(3, 533_500), evidence: 'overhalla.kommune.no; lindesnes.kommune.no' },
    { from: '2019-08-01', value: free(2, 548_500), evidence: 'nissedal.kommune.no; haegebostad.kommune.no' },
    { from: '2020-08-01', value: free(2, 566_100), evidence: 'skiptvet.kommune.no' },
    { from: '2021-08-01', value: free(2, 583_650), evidence: 'nissedal.kommune.no; osen.kommune.no' },
    { from: '2022-08-01', value: free(2, 598_825), evidence: 'skaun.kommune.no (2022)' },
    { from: '2023-08-01', value: free(2, 615_590), evidence: 'vestby.kommune.no; tonsberg.kommune.no' },
    { from: '2024-08-01', value: free(2, 642_700), evidence: 'stord.kommune.no' },
    {
      from: '2025-08-01',
      value: free(2, 669_050),
      evidence: 'a calculator in a public repository; no page',
      confirmed: false,
    },
    { from: '2026-08-01', value: free(2, 692_465), evidence: 'KS rates for 2026' },
  ]),

  oneYearOldIncomeLimit: rows('oneYearOldIncomeLimit', '§ 3 c', [
    {
      from: '2026-08-01',
      value: kroner(220_000),
      evidence: 'KS rates for 2026, as presented by Bergen',
      confirmed: false,
    },
  ]),
};
