import type { Applicant, Criterion, Kindergarten, MatchInput } from '@opptak/matching';
import { seeded } from './seeded.ts';

/** Documents of one kommune, large enough that every rule decides something; made up and the same every time. */

export const criteria: readonly Criterion[] = [
  { key: 'statutory-priority', paragraph: '§ 4 a' },
  { key: 'right-to-place', paragraph: '§ 4 b' },
  { key: 'sibling-attending', paragraph: '§ 4 c' },
  { key: 'distance', paragraph: '§ 4 d', stepM: 500 },
  { key: 'lot', paragraph: '§ 4 e' },
];

// SHA-256 of the seed below, worked out with sha256sum.
export const SEED = 'a seed that nobody could have guessed beforehand';

export function kommune(children: number, kindergartens: number, seed = 1): MatchInput {
  const random = seeded(seed);
  const anywhere = () => ({ x: random.below(10_000), y: random.below(10_000) });
  const homes = Array.from(
    { length: kindergartens },
    (_, k): Kindergarten => ({ id: `k${k}`, kommune: '3201', position: anywhere(), capacity: 0 }),
  );
  const ids = homes.map(({ id }) => id);
  const applicants = Array.from({ length: children }, (_, i): Applicant => {
    const wishes = random.shuffled(ids).slice(0, 5);
    return {
      id: `c${String(i).padStart(6, '0')}`,
      kommune: '3201',
      wishes: wishes.slice(0, 1 + random.below(5)),
      ...(random.oneIn(6) ? { current: wishes[4] ?? 'k0' } : {}),
      ...(random.oneIn(20) ? { statutoryPriority: true } : {}),
      ...(random.oneIn(2) ? { rightToPlace: true } : {}),
      facts: { position: anywhere(), ...(random.oneIn(5) ? { siblingAt: [wishes[0] ?? 'k0'] } : {}) },
    };
  });
  const seats = Math.floor((0.8 * children) / kindergartens);
  const tenants = Map.groupBy(applicants, ({ current }) => current);
  return {
    format: 'opptak-match/1',
    intake: '2027',
    seed: SEED,
    criteria,
    kindergartens: homes.map((one) => ({
      ...one,
      capacity: Math.max(seats, tenants.get(one.id)?.length ?? 0),
    })),
    applicants,
  };
}

/** The same with siblings who want to be together, one child in three. */
export function kommuneWithSiblings(children: number, kindergartens: number, seed = 1): MatchInput {
  const input = kommune(children, kindergartens, seed);
  const applicants = input.applicants.map((child, i): Applicant => {
    if (i % 6 > 1) return child;
    const first = input.applicants[i - (i % 6)];
    return {
      ...child,
      wishes: first?.wishes ?? child.wishes,
      family: `f${Math.floor(i / 6)}`,
      together: 'preferred',
    };
  });
  return { ...input, applicants };
}
