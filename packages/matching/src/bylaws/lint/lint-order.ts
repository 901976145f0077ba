import type { BylawCriterion } from '../bylaws-document.ts';
import type { CriterionPlace, VersionLint, VersionPlace } from './lint-place.ts';

/** § 18 alone on top; § 16 alone right below it or not at all; the lot alone at the bottom. */
export const lintFixedTiers: VersionLint = (place, report) => {
  const { version, criteria, at } = place;
  if (criteria.length === 0) {
    report('empty-set', at);
    return;
  }
  const keyed = (key: string) => criteria.filter(({ criterion }) => criterion.key === key);
  const alone = ({ tier, weighed }: CriterionPlace) => !weighed && version.tiers[tier]?.criteria.length === 1;

  const [statutory] = keyed('statutory-priority');
  if (!statutory) report('statutory-missing', place.tiersAt);
  else if (statutory.tier !== 0 || !alone(statutory))
    report('statutory-not-first', statutory.at, 'statutory-priority');

  const [right] = keyed('right-to-place');
  if (right && (right.tier !== 1 || !alone(right)))
    report('right-to-place-not-second', right.at, 'right-to-place');

  const [lot] = keyed('lot');
  if (!lot) {
    report('lot-missing', place.tiersAt);
    return;
  }
  if (lot.tier !== version.tiers.length - 1 || !alone(lot)) report('lot-not-last', lot.at, 'lot');
  for (const { at: where, criterion } of criteria.filter(({ tier }) => tier > lot.tier)) {
    report('unreachable-tier', where, criterion.key);
  }
};

/** The same criterion twice, criteria that contradict each other, and criteria that never or hardly decide. */
export const lintPairs: VersionLint = (place, report) => {
  for (const [index, later] of place.criteria.entries()) {
    for (const earlier of place.criteria.slice(0, index)) {
      const code = clash(earlier.criterion, later.criterion);
      if (code) report(code, later.at, later.criterion.key);
    }
    if (isConstant(later.criterion)) report('unreachable-tier', later.at, later.criterion.key);
  }
  const local = place.criteria.find(
    ({ criterion }) => !['statutory-priority', 'right-to-place'].includes(criterion.key),
  );
  if (local?.criterion.key === 'application-date' && !local.weighed && hasMoreThanLot(place, local)) {
    report('early-application-first', local.at, 'application-date');
  }
};

const hasMoreThanLot = (place: VersionPlace, first: CriterionPlace): boolean =>
  place.criteria.some(({ criterion, tier }) => tier > first.tier && criterion.key !== 'lot');

const isConstant = ({ key, range }: BylawCriterion): boolean =>
  key === 'number' && range !== undefined && range.min >= range.max;

function clash(earlier: BylawCriterion, later: BylawCriterion) {
  const keys = [earlier.key, later.key].sort().join();
  if (keys === 'distance,travel-time' || keys === 'application-date,waiting-list')
    return 'overlapping-criteria';
  if (earlier.key !== later.key || scopeOf(earlier) !== scopeOf(later)) return undefined;
  if (earlier.key === 'age' || earlier.key === 'number') {
    if (earlier.first !== later.first) return earlier.key === 'age' ? 'oldest-and-youngest' : 'duplicate-key';
  }
  if (earlier.key === 'age')
    return finerAge(earlier.unit, later.unit) ? 'overlapping-criteria' : 'unreachable-tier';
  if (later.bands === undefined || earlier.bands === undefined) return 'duplicate-key';
  if (String(later.bands) === String(earlier.bands)) return 'duplicate-key';
  // Every step limit of the later one already separates in the earlier one: it finds only equals.
  return later.bands.every((limit) => earlier.bands?.includes(limit))
    ? 'unreachable-tier'
    : 'overlapping-criteria';
}

/** Two criteria with one key may stand together when they speak of different areas, profiles or facts. */
const scopeOf = ({ key, areas, profile, fact, unit }: BylawCriterion): string => {
  if (key === 'distance' || key === 'travel-time') return unit ?? '';
  return [...[...(areas ?? [])].sort(), profile ?? '', fact ?? ''].join('|');
};

const finerAge = (earlier = 'day', later = 'day'): boolean =>
  ['day', 'month', 'year'].indexOf(later) < ['day', 'month', 'year'].indexOf(earlier);

/** Points count inside one tier. Where they stand in several, adding them all up must not give another order. */
export const lintPoints: VersionLint = ({ version, tierAt }, report) => {
  const weighed: { readonly at: string; readonly smallest: number; readonly sum: number }[] = [];
  for (const [tier, { criteria }] of version.tiers.entries()) {
    const where = tierAt(tier);
    if (criteria.length === 0) report('empty-set', where);
    const points = criteria.map((criterion) => criterion.points);
    if (criteria.length > 1 && points.includes(undefined)) report('points-missing', where);
    for (const [index, list] of points.entries()) {
      if (list && !fallingFromAboveZero(list)) {
        report('points-invalid', where, criteria[index]?.key);
      }
    }
    const tops = points.flatMap((list) => (list ? [Math.max(0, ...list)] : []));
    const steps = points.flatMap((list) => (list ?? []).filter((value) => value > 0));
    if (tops.length > 0) {
      const sum = tops.reduce((total, value) => total + value, 0);
      if (weighed.some(({ smallest }) => sum >= smallest)) report('points-cross-tiers', where);
      weighed.push({ at: where, smallest: Math.min(...steps), sum });
    }
  }
};

const fallingFromAboveZero = (list: readonly number[]): boolean =>
  (list[0] ?? 0) > 0 &&
  list.every(
    (value, index) => Number.isSafeInteger(value) && value >= 0 && value <= (list[index - 1] ?? value),
  );
