/** Reproducible random numbers for tests: the same seed gives the same markets on every machine. */
export interface Random {
  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number;
  /** True once in `n` times on average. */
  oneIn(n: number): boolean;
  shuffled<T>(items: readonly T[]): T[];
}

/** Mulberry32: a 32-bit generator; good enough to vary small markets, and the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return {
    below,
    oneIn: (n) => below(n) === 0,
    shuffled: (items) =>
      items
        .map((item) => ({ item, place: below(0x40000000) }))
        .sort((a, b) => a.place - b.place)
        .map(({ item }) => item),
  };
}

/**
 * Runs `check` for the seeds `from` … `from + count` − 1 and names the seed that failed, so that one market can be
 * looked at alone: run the same check with that seed.
 */
export function forSeeds(from: number, count: number, check: (random: Random, seed: number) => void): void {
  for (let seed = from; seed < from + count; seed++) {
    try {
      check(seeded(seed), seed);
    } catch (cause) {
      throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }
}
