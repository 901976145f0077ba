import type { Applicant, Kindergarten, MatchInput, SeatKind, Weekday } from '@opptak/matching';
import type { Random } from './seeded.ts';

/** Tiny random inputs, one kind per feature, all valid by construction. Sizes are chosen so that seats are scarce. */
export type Feature = (random: Random) => MatchInput;

const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const DATES = ['2027-08-15', '2027-10-01', '2028-01-10'] as const;

interface Size {
  readonly children: number;
  readonly kindergartens: number;
}

type Extra<T> = (random: Random, i: number) => Partial<T>;

function classical(random: Random, { children, kindergartens }: Size): MatchInput {
  const childIds = Array.from({ length: children }, (_, i) => `c${i}`);
  const homes = Array.from({ length: kindergartens }, (_, k) => `k${k}`);
  return {
    format: 'opptak-match/1',
    kindergartens: homes.map((id) => ({
      id,
      capacity: random.below(3),
      order: random.shuffled(childIds).slice(0, children - (random.oneIn(3) ? random.below(2) : 0)),
    })),
    applicants: childIds.map((id) => ({
      id,
      wishes: random.shuffled(homes).slice(0, 1 + random.below(kindergartens)),
    })),
  };
}

const anySize = (random: Random): Size => ({
  children: 3 + random.below(5),
  kindergartens: 2 + random.below(3),
});
const smaller = (random: Random): Size => ({
  children: 3 + random.below(4),
  kindergartens: 2 + random.below(2),
});

function withChildren(input: MatchInput, random: Random, extra: Extra<Applicant>): MatchInput {
  return { ...input, applicants: input.applicants.map((child, i) => ({ ...child, ...extra(random, i) })) };
}

function withKindergartens(input: MatchInput, random: Random, extra: Extra<Kindergarten>): MatchInput {
  return { ...input, kindergartens: input.kindergartens.map((one, k) => ({ ...one, ...extra(random, k) })) };
}

/** Gives some children a place they have already; every kindergarten gets at least as many seats as tenants. */
function withTenants(input: MatchInput, random: Random): MatchInput {
  const seated = withChildren(input, random, () =>
    random.oneIn(2) ? { current: `k${random.below(input.kindergartens.length)}` } : {},
  );
  return withKindergartens(seated, random, (_, k) => {
    const tenants = seated.applicants.filter(({ current }) => current === `k${k}`).length;
    return { capacity: tenants + random.below(2) };
  });
}

const place = (random: Random) => (random.oneIn(2) ? '0301' : '3201');

export const features: Readonly<Record<string, Feature>> = {
  'plain places': (random) => classical(random, anySize(random)),
  transfers: (random) => withTenants(classical(random, anySize(random)), random),
  '§ 18 and the right to a place': (random) =>
    withChildren(classical(random, smaller(random)), random, () => ({
      ...(random.oneIn(4) ? { statutoryPriority: true } : {}),
      ...(random.oneIn(2) ? { rightToPlace: true } : {}),
    })),
  'transfers, § 18 and rights together': (random) =>
    withChildren(withTenants(classical(random, smaller(random)), random), random, () => ({
      ...(random.oneIn(4) ? { statutoryPriority: true } : {}),
      ...(random.oneIn(2) ? { rightToPlace: true } : {}),
    })),
  'start dates': (random) =>
    withKindergartens(
      withChildren(classical(random, smaller(random)), random, () => ({
        startsOn: DATES[random.below(3)] ?? DATES[0],
      })),
      random,
      () => ({
        capacity: Array.from({ length: 1 + random.below(3) }, () => ({
          places: 1,
          ...(random.oneIn(3) ? {} : { from: DATES[random.below(3)] ?? DATES[0] }),
        })),
      }),
    ),
  'start dates with transfers': (random) =>
    withTenants(
      withChildren(classical(random, smaller(random)), random, () => ({
        startsOn: DATES[random.below(3)] ?? DATES[0],
      })),
      random,
    ),
  'part-time on declared places': (random) =>
    withKindergartens(withChildren(classical(random, smaller(random)), random, partTime), random, () => ({
      capacity: Array.from({ length: 1 + random.below(3) }, () => partSeat(random)),
    })),
  'age bands': (random) =>
    withKindergartens(withChildren(classical(random, anySize(random)), random, anyBand), random, () => ({
      capacity: { small: random.below(3), large: random.below(3) },
    })),
  'conversion between age bands': (random) => ({
    ...withKindergartens(withChildren(classical(random, anySize(random)), random, anyBand), random, () => {
      const [small, large] = [random.below(3), random.below(3)];
      const units = 2 * small + large;
      const protectedSmall = units >= 2 ? random.below(2) : 0;
      const least = {
        small: protectedSmall,
        large: random.below(Math.min(2, units - 2 * protectedSmall + 1)),
      };
      return { capacity: { small, large }, convert: { protected: least } };
    }),
    ...(random.oneIn(2) ? { bandOrder: ['large', 'small'] as const } : {}),
  }),
  'reserve for residents': (random) =>
    regional(random, (capacity) => ({ capacity, reserve: random.below(capacity + 1) })),
  'agreements between kommuner': (random) => {
    const input = regional(random, (capacity) => ({ capacity }));
    const agreements = input.kindergartens.map(({ id, kommune }) => ({
      kindergarten: id,
      from: kommune === '0301' ? '3201' : '0301',
      places: random.below(3),
    }));
    return { ...input, region: { ...input.region, agreements } };
  },
};

function regional(random: Random, seats: (capacity: number) => Partial<Kindergarten>): MatchInput {
  const input = classical(random, smaller(random));
  const placed = withKindergartens(input, random, () => ({
    kommune: place(random),
    ...seats(random.below(4)),
  }));
  const reserveOrder = random.oneIn(2) ? ('open-first' as const) : ('reserve-first' as const);
  return {
    ...withChildren(placed, random, () => (random.oneIn(5) ? {} : { kommune: place(random) })),
    region: { reserveOrder },
  };
}

function anyBand(random: Random): Partial<Applicant> {
  return { band: random.oneIn(2) ? 'small' : 'large' };
}

function partTime(random: Random): Partial<Applicant> {
  if (random.oneIn(3)) return {};
  const days = 1 + random.below(4);
  if (random.oneIn(2)) return { daysPerWeek: days };
  return { weekdays: random.shuffled(WEEKDAYS).slice(0, days) };
}

function partSeat(random: Random): SeatKind {
  if (random.oneIn(3)) return { places: 1 };
  const days = 1 + random.below(4);
  return random.oneIn(2)
    ? { places: 1, days }
    : { places: 1, weekdays: random.shuffled(WEEKDAYS).slice(0, days) };
}
