import type { SeatRule } from '@opptak/matching';

/** At most `places` children of these classes sit in the group at once. */
export interface SeatLimit {
  readonly places: number;
  readonly covers: (seatClass: number) => boolean;
}

/** Beyond so many limits in one group the model would grow past any use. */
const mostLimits = 128;

/**
 * A group's seats as limits on sets of classes, such that children can sit there together exactly when every limit holds, and a set
 * of children fills `min over limits (places + children not covered)` seats (docs/allocation-format.md § 7; for several kinds of
 * seats this is Hall's theorem). The limit that covers nobody with seats, zero places, is always among them.
 *
 * @param classes those that ask for a place here
 * @returns undefined where no such limits exist (a reserve) or there would be too many
 */
export function seatLimits(rule: SeatRule, classes: ReadonlySet<number>): SeatLimit[] | undefined {
  switch (rule.kind) {
    case 'plain':
      return [nobody, { places: rule.places, covers: () => true }];
    case 'limits': {
      const limited = [...classes].filter((one) => Number.isFinite(rule.limit[one] ?? 0));
      const unions = unionsOf(limited.map((one) => new Set([one])));
      return (
        unions && [...unions.map((union) => limitOn(union, sum(union, rule.limit))), everybody(rule.places)]
      );
    }
    case 'seats': {
      const fits = [...classes].map((one) => new Set(rule.fits[one]));
      return unionsOf(fits)?.map((kinds) => ({
        places: sum(kinds, rule.count),
        covers: (one) => (rule.fits[one] ?? []).every((kind) => kinds.has(kind)),
      }));
    }
    case 'reserve':
      return undefined;
  }
}

const nobody: SeatLimit = { places: 0, covers: () => false };
const everybody = (places: number): SeatLimit => ({ places, covers: () => true });
const limitOn = (classes: ReadonlySet<number>, places: number): SeatLimit => ({
  places,
  covers: (one) => classes.has(one),
});

const sum = (indices: ReadonlySet<number>, values: readonly number[]): number =>
  [...indices].reduce((total, index) => total + (values[index] ?? 0), 0);

/** All unions of some of the sets, the empty one first; undefined when they are too many. */
function unionsOf(sets: readonly ReadonlySet<number>[]): ReadonlySet<number>[] | undefined {
  const unions = new Map<string, ReadonlySet<number>>([['', new Set()]]);
  for (const set of sets) {
    for (const union of [...unions.values()]) {
      const larger = new Set([...union, ...set]);
      unions.set([...larger].sort((a, b) => a - b).join(), larger);
    }
    if (unions.size > mostLimits) return undefined;
  }
  return [...unions.values()];
}
