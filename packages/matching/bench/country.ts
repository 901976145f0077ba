import type { Applicant, Criterion, MatchInput } from '../src/format.ts';
import { seeded } from '../src/siblings/repair.ts';
import { townOf } from './town.ts';

export interface CountryOptions {
  readonly children: number;
  readonly kindergartens: number;
  /** Children of one kommune live in one stretch of the made-up country. */
  readonly kommuner: number;
  /** Percentages of children. */
  readonly siblings: number;
  readonly partTime: number;
  readonly transfers: number;
  readonly right: number;
  readonly statutory: number;
}

export const wholeCountry: CountryOptions = {
  children: 90_000,
  kindergartens: 5_100,
  kommuner: 357,
  siblings: 15,
  partTime: 10,
  transfers: 20,
  right: 80,
  statutory: 1,
};

const criteria: readonly Criterion[] = [
  { key: 'statutory-priority', paragraph: '§ 3 a' },
  { key: 'right-to-place', paragraph: '§ 3 b' },
  { key: 'sibling-attending', paragraph: '§ 3 c' },
  { key: 'sibling-applying', paragraph: '§ 3 d' },
  { key: 'distance', paragraph: '§ 3 e', stepM: 100, maxM: 20_000 },
  { key: 'age', paragraph: '§ 3 f', first: 'oldest' },
  { key: 'lot', paragraph: '§ 3 g' },
];

/** A document of the size of a whole country's main intake, in one region. */
export function country(seed: number, options: CountryOptions = wholeCountry): MatchInput {
  const random = seeded(seed);
  const share = (percent: number) => random(1000) < percent * 10;
  const { children, kindergartens } = options;
  const town = townOf(seed + 1, children, kindergartens);
  const kommuneOf = (kindergarten: number) =>
    String(1000 + Math.floor((kindergarten * options.kommuner) / kindergartens));
  const tenants = new Map<string, number>();
  const applicants: Applicant[] = [];
  while (applicants.length < children) {
    const size = share(options.siblings / 2) ? 2 : 1;
    const home = applicants.length;
    const family = `f${home}`;
    for (let sibling = 0; sibling < size && applicants.length < children; sibling++) {
      const id = `c${String(applicants.length).padStart(6, '0')}`;
      const wishes = [...town.wishes.subarray(home * 5, home * 5 + 5)];
      const band = random(5) < 3 ? 'small' : 'large';
      const first = wishes[random(5)] ?? 0;
      const current = size === 1 && share(options.transfers) ? `k${first}` : undefined;
      if (current) tenants.set(`${first}|${band}`, (tenants.get(`${first}|${band}`) ?? 0) + 1);
      const day = (value: number) => String(value).padStart(2, '0');
      applicants.push({
        id,
        kommune: kommuneOf(wishes[0] ?? 0),
        band,
        wishes: wishes.map((index) => `k${index}`),
        ...(current && { current }),
        ...(size > 1 && { family, together: 'preferred' }),
        ...(share(options.partTime) && { daysPerWeek: 2 + random(3) }),
        ...(share(options.statutory) && { statutoryPriority: true }),
        ...(share(options.right) && { rightToPlace: true }),
        facts: {
          position: { x: town.homeX[home] ?? 0, y: town.homeY[home] ?? 0 },
          birthDate: `${2023 + random(4)}-${day(1 + random(12))}-${day(1 + random(28))}`,
          ...(share(12) && { siblingAt: [`k${wishes[random(5)] ?? 0}`] }),
        },
      });
    }
  }
  const each = (children * 1.02) / kindergartens;
  return {
    format: 'opptak-match/1',
    intake: '2027',
    seed: `country ${seed}`,
    criteria,
    region: { residents: 'first' },
    kindergartens: Array.from({ length: kindergartens }, (_, index) => {
      const places = Math.floor((index + 1) * each) - Math.floor(index * each);
      const small = Math.max(Math.round(places * 0.6), tenants.get(`${index}|small`) ?? 0);
      const large = Math.max(places - Math.round(places * 0.6), tenants.get(`${index}|large`) ?? 0);
      return {
        id: `k${index}`,
        kommune: kommuneOf(index),
        position: { x: town.kindergartenX[index] ?? 0, y: town.kindergartenY[index] ?? 0 },
        // One kindergarten in ten has declared a shared place: three days and two.
        capacity: {
          small:
            index % 10 === 0 ? [{ places: small }, { places: 1, days: 3 }, { places: 1, days: 2 }] : small,
          large,
        },
      };
    }),
    applicants,
  };
}
