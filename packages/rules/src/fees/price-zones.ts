import type { IsoDate, KommuneNumber } from '@opptak/domain';
import { actionZone, lowerPrice } from './kommuner-by-price.ts';
import type { ListedKommune } from './listed-kommune.ts';

const byNumber = (list: readonly ListedKommune[]): ReadonlyMap<string, ListedKommune> =>
  new Map(list.flatMap((listed) => listed.numbers.map(({ number }) => [number, listed] as const)));
const inActionZone = byNumber(actionZone);
const withLowerPrice = byNumber(lowerPrice);

/** Which maximum price a kommune has: the ordinary one, the lower one (SSB centrality 5–6), or 0 (the action zone). */
export type PriceZone = 'ordinary' | 'lower' | 'action-zone';

export interface ZoneOnDate {
  readonly zone: PriceZone;
  /** `list`: the kommune stands in a dated list. `default`: it stands in none, and the list of lower prices has gaps. */
  readonly from: 'list' | 'default';
}

/**
 * The price zone of a kommune on a day, by the dated lists in `kommuner-by-price.ts`.
 *
 * @throws RangeError when the number belongs to a listed kommune, but not on that day (numbers changed in 2020 and 2024):
 * taking it for another kommune would charge the full price without anyone noticing.
 */
export function priceZoneOn(kommune: KommuneNumber, day: IsoDate): ZoneOnDate {
  if (stands(inActionZone, kommune, day)) return { zone: 'action-zone', from: 'list' };
  if (stands(withLowerPrice, kommune, day)) return { zone: 'lower', from: 'list' };
  return { zone: 'ordinary', from: 'default' };
}

function stands(list: ReadonlyMap<string, ListedKommune>, kommune: KommuneNumber, day: IsoDate): boolean {
  const listed = list.get(kommune);
  if (!listed || day < listed.from) return false;
  const now = listed.numbers.findLast(({ from }) => from <= day);
  if (now?.number !== kommune) {
    throw new RangeError(`the number belongs to ${listed.name}, but not on ${day}`);
  }
  return true;
}
