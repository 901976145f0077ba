import {
  dateOf,
  fraction,
  type IsoDate,
  type KommuneNumber,
  kroner,
  roundedDown,
  yearOf,
} from '@opptak/domain';
import {
  type CalendarMonth,
  type ChildPlace,
  firstDayOf,
  fullTimeRow,
  monthOfDate,
  type PriceOrigin,
  type PriceTable,
  type PriceZone,
  priceRowOf,
  priceTableOn,
} from '@opptak/rules';
import type { ChildOfHousehold } from '../repositories/households.ts';
import type { PlacePrice, PricedPlace } from './decision-inputs.ts';
import type { PlaceOfMonth } from './place-of-month.ts';

const daysOfFullTime = 5;
const schoolAge = 6;

/**
 * The last day of a child's place. One without an end is over when school starts, in August of the year the child turns
 * six – unless it begins after that day: then school starts a year later. A place with an end says itself how long it lasts.
 */
export function lastDayOfPlace(bornOn: IsoDate, fromOn: IsoDate, untilOn: IsoDate | null): IsoDate {
  if (untilOn !== null) return untilOn;
  const beforeSchool = dateOf(yearOf(bornOn) + schoolAge, 7, 31);
  return fromOn <= beforeSchool ? beforeSchool : dateOf(yearOf(bornOn) + schoolAge + 1, 7, 31);
}

/** The first day on which a child with a place must have a deferred school start: it would be at school otherwise. */
const schoolStartOf = (bornOn: IsoDate): IsoDate => dateOf(yearOf(bornOn) + schoolAge, 8, 1);

/** What the prices of places follow from. */
export interface Pricing {
  readonly kommune: KommuneNumber;
  /** By default: part-time in proportion, no price above the maximum. */
  readonly choices: {
    readonly partTimePercent: Readonly<Record<string, number>>;
    readonly aboveMaximum: ReadonlySet<string>;
  };
  /** Of the kommune and its kindergartens. */
  readonly tables: readonly PriceTable[];
  /** The months asked about, in order. */
  readonly months: readonly CalendarMonth[];
  readonly decidedOn: IsoDate;
}

type Placement = ChildOfHousehold['placements'][number];

/**
 * A place with its agreed hours and what the owner takes for it, month by month: by the kindergarten's price table, or else by
 * the kommune's for its own kindergartens, or else the kindergarten's registered price. Part-time without a row costs the
 * kommune's percent of the full-time price; without one, its proportion, which is lower as the law demands.
 *
 * Legal source: forskrift 2005-12-16-1478 §§ 1, 2 and 4.
 */
export function pricePlace(placement: Placement, bornOn: IsoDate, pricing: Pricing): PricedPlace {
  const { kindergartenId, fromOn, untilOn } = placement;
  return {
    placementId: placement.id,
    kindergarten: kindergartenId,
    from: fromOn,
    until: lastDayOfPlace(bornOn, fromOn, untilOn),
    weeklyHours: weeklyHoursOf(placement),
    prices: pricesOf(placement, pricing),
    ...(pricing.choices.aboveMaximum.has(kindergartenId) ? { mayExceedMaximum: true } : {}),
  };
}

/**
 * A place without the months in which no price was set. Without one nothing is decided: a price that comes later would be a
 * rise, and the first months free for good. Where places are free by law there is nothing to set, and a table may say 0.
 */
export function withSetPrices(place: PricedPlace, zone: PriceZone): PricedPlace {
  if (zone === 'action-zone') return place;
  return {
    ...place,
    prices: place.prices.filter(
      ({ monthlyPriceNok, foodNok, origin }) => origin.validFrom !== null || monthlyPriceNok + foodNok > 0,
    ),
  };
}

/** A place in a month, as the fee rules ask about it. */
export function feePlaceOf(
  child: { readonly id: string; readonly birthDate: IsoDate },
  { place, from, until, wholeMonth }: PlaceOfMonth,
  { monthlyPriceNok, foodNok, origin }: PlacePrice,
  kommune: KommuneNumber,
): ChildPlace {
  return {
    id: child.id,
    birthDate: child.birthDate,
    kindergartenKommune: kommune,
    weeklyHours: place.weeklyHours,
    fullTime: null,
    monthlyPriceNok,
    foodNok,
    pricing: origin,
    ...(place.mayExceedMaximum ? { mayExceedMaximum: true } : {}),
    // Whoever has a place at school age does not go to school yet.
    ...(from >= schoolStartOf(child.birthDate) ? { deferredSchoolStart: true } : {}),
    ...(wholeMonth ? {} : { attendsFrom: from, attendsUntil: until }),
  };
}

/** The price that holds in a month; undefined when none was set. */
export const priceIn = ({ prices }: PricedPlace, month: CalendarMonth): PlacePrice | undefined =>
  prices.findLast(({ from }) => from <= month);

/** One entry for each month in which the price changes. */
function pricesOf(placement: Placement, { kommune, choices, tables, months, decidedOn }: Pricing) {
  const changes = new Set(tables.map(({ validFrom }) => monthOfDate(validFrom)));
  return months.flatMap((from, index): PlacePrice[] => {
    if (index > 0 && !changes.has(from)) return [];
    const table = priceTableOn(tables, {
      kindergarten: placement.kindergartenId,
      kommune: placement.ownership === 'municipal' ? kommune : null,
      day: firstDayOf(from),
      decidedOn,
    });
    return [{ from, ...priceBy(placement, table, choices.partTimePercent) }];
  });
}

function priceBy(
  placement: Placement,
  table: PriceTable | null,
  partTimePercent: Pricing['choices']['partTimePercent'],
): Omit<PlacePrice, 'from'> {
  const { daysPerWeek } = placement;
  const share = (daysPerWeek * 100) / daysOfFullTime;
  const size = { days: daysPerWeek, percent: share, hours: weeklyHoursOf(placement) };
  const row = table && priceRowOf(table, size);
  const validFrom = table?.validFrom ?? null;
  const registeredFood = inProportion(placement.monthlyFoodNok, share);
  if (table && row) {
    const from = 'kindergarten' in table.owner ? 'kindergarten' : 'kommune';
    return {
      monthlyPriceNok: row.monthlyNok,
      foodNok: row.foodNok ?? registeredFood,
      origin: { by: 'table', from, validFrom },
    };
  }
  const full = table ? fullTimeRow(table.rows) : null;
  const chosen = partTimePercent[String(daysPerWeek)];
  const origin: Omit<PriceOrigin, 'validFrom'> =
    daysPerWeek === daysOfFullTime
      ? { by: 'full-time', from: 'kindergarten' }
      : chosen === undefined
        ? { by: 'proportion', from: 'default' }
        : { by: 'percent', from: 'kommune' };
  const percent = daysPerWeek === daysOfFullTime ? 100 : (chosen ?? share);
  return {
    monthlyPriceNok: inProportion(full?.monthlyNok ?? placement.monthlyPriceNok, percent),
    // A child eats on the days it is there.
    foodNok: full?.foodNok === undefined ? registeredFood : inProportion(full.foodNok, share),
    origin: { ...origin, validFrom },
  };
}

const weeklyHoursOf = ({ fullTimeHours, daysPerWeek }: Placement): number =>
  Math.round((fullTimeHours * daysPerWeek * 100) / daysOfFullTime) / 100;

const inProportion = (amount: number, percent: number) =>
  kroner(roundedDown(fraction(BigInt(amount) * BigInt(percent), 100n)));
