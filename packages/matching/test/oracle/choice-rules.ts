import type { ChildSet, Choice } from './enumerate.ts';

/**
 * The capacity rules of a kindergarten, each written from its definition: an order of children, and a test of which
 * sets fit, made by trying (never by counting shortcuts). Nothing is shared with the engine.
 */

const has = (set: ChildSet, child: number): boolean => (set & (2 ** child)) !== 0;

/** Walks the order and takes every child that still fits with those already taken. */
export function greedily(order: readonly number[], fits: (taken: readonly number[]) => boolean): Choice {
  return (asking) => {
    let taken: number[] = [];
    for (const child of order) {
      if (has(asking, child) && fits([...taken, child])) taken = [...taken, child];
    }
    return setOf(taken);
  };
}

export function setOf(children: readonly number[]): ChildSet {
  return children.reduce((set, child) => set | (2 ** child), 0);
}

/** A number of equal places. */
export function fixedPlaces(order: readonly number[], places: number): Choice {
  return greedily(order, (taken) => taken.length <= places);
}

/** Whether every child can have a place of its own, by trying all ways; `places[i](child)` says who may use place i. */
export function canSeatAll(
  children: readonly number[],
  places: readonly ((child: number) => boolean)[],
): boolean {
  const [first, ...others] = children;
  if (first === undefined) return true;
  return places.some(
    (mayUse, i) => mayUse(first) && canSeatAll(others, [...places.slice(0, i), ...places.slice(i + 1)]),
  );
}

/** Places that become free on different days; a child needs a place that is free when it starts. Stays run to the common end. */
export function placesByStart(
  order: readonly number[],
  startOf: (child: number) => number,
  freeFrom: readonly number[],
): Choice {
  const places = freeFrom.map((day) => (child: number) => day <= startOf(child));
  return greedily(order, (taken) => canSeatAll(taken, places));
}

/** Declared places of different length (for example 5, 3 and 2 days); a child may use any place at least as long as it needs. */
export function sharedPlaces(
  order: readonly number[],
  daysOf: (child: number) => number,
  lengths: readonly number[],
): Choice {
  const places = lengths.map((length) => (child: number) => daysOf(child) <= length);
  return greedily(order, (taken) => canSeatAll(taken, places));
}

/** Open places first by the order; then those reserved for `isHome` by the order; what residents leave is given as stated. */
export function homeReserve(
  order: readonly number[],
  isHome: (child: number) => boolean,
  rule: { places: number; reserved: number; first: 'open' | 'reserve'; unusedReserve: 'open' | 'empty' },
): Choice {
  const open = (waiting: readonly number[], count: number) => waiting.slice(0, count);
  return (asking) => {
    const waiting = order.filter((child) => has(asking, child));
    const home = waiting.filter(isHome);
    const freely = rule.places - rule.reserved;
    let taken: readonly number[];
    if (rule.first === 'open') {
      const first = open(waiting, freely);
      taken = [...first, ...home.filter((child) => !first.includes(child)).slice(0, rule.reserved)];
    } else {
      const first = home.slice(0, rule.reserved);
      taken = [
        ...first,
        ...open(
          waiting.filter((child) => !first.includes(child)),
          freely,
        ),
      ];
    }
    if (rule.unusedReserve === 'open') {
      const left = waiting.filter((child) => !taken.includes(child));
      taken = [...taken, ...left.slice(0, rule.places - taken.length)];
    }
    return setOf(taken);
  };
}

/**
 * Age bands that share one area: the first band in the published order takes places up to what the protected minimum
 * of the other bands leaves; the next get what is left, but nothing of an earlier band's minimum. `units` is what one place of a band costs.
 */
export function bandsInOrder(
  order: readonly number[],
  bandOf: (child: number) => number,
  rule: { totalUnits: number; bands: readonly { units: number; minimum: number }[] },
): Choice {
  return (asking) => {
    let taken: number[] = [];
    let left = rule.totalUnits;
    rule.bands.forEach(({ units, minimum }, band) => {
      const protectedUnits = rule.bands
        .slice(band + 1)
        .reduce((sum, later) => sum + later.units * later.minimum, 0);
      const places = Math.max(0, Math.floor((left - protectedUnits) / units));
      const chosen = order.filter((child) => has(asking, child) && bandOf(child) === band).slice(0, places);
      taken = [...taken, ...chosen];
      left -= Math.max(chosen.length, minimum) * units;
    });
    return setOf(taken);
  };
}

/** Not used by the engine: a merged order over places of different size that skips who does not fit. Must fail the oracle. */
export function knapsack(
  order: readonly number[],
  unitsOf: (child: number) => number,
  units: number,
): Choice {
  return greedily(order, (taken) => taken.reduce((sum, child) => sum + unitsOf(child), 0) <= units);
}
