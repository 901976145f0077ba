import type { Applicant, Kindergarten, MatchInput } from '../src/format.ts';
import { seeded } from '../src/siblings/repair.ts';
import { townOf } from './town.ts';

export interface SiblingMarket {
  readonly children: number;
  /** Percentage of children who apply with siblings. */
  readonly siblingShare: number;
  /** Children in each such family, drawn evenly. */
  readonly familySizes: readonly number[];
  /** Seats for each hundred children. */
  readonly seats: number;
  /** Whether the common half of the order is drawn for each child or each family. */
  readonly common: 'child' | 'family';
}

/**
 * A hard market with siblings: two age bands, n/40 kindergartens, five wishes each, and at every kindergarten an order
 * that is half common to all and half its own.
 */
export function siblingMarket(seed: number, market: SiblingMarket): MatchInput {
  const random = seeded(seed);
  const { children } = market;
  const kindergartens = Math.max(5, Math.round(children / 40));
  const town = townOf(seed + 1, children, kindergartens);
  const families = familiesOf(market, random);
  const id = (child: number) => `c${String(child).padStart(6, '0')}`;
  const standing = Int32Array.from({ length: children }, () => random(1_000_000));
  const firstOf = families.map((family, child) =>
    family === -1 || market.common === 'child' ? child : family,
  );

  const applicants = families.map((family, child): Applicant => {
    // Siblings live in one home, so the family's list is the eldest's.
    const home = family === -1 ? child : family;
    const wishes = [...town.wishes.subarray(home * 5, home * 5 + 5)].map((index) => `k${index}`);
    return {
      id: id(child),
      wishes,
      band: random(2) === 0 ? 'small' : 'large',
      ...(family !== -1 && { family: `f${family}`, together: 'preferred' }),
    };
  });
  const orders: { id: string; score: number }[][] = Array.from({ length: kindergartens }, () => []);
  applicants.forEach((applicant, child) => {
    for (const wish of applicant.wishes) {
      orders[Number(wish.slice(1))]?.push({
        id: applicant.id,
        score: (standing[firstOf[child] ?? child] ?? 0) + random(1_000_000),
      });
    }
  });
  const seats = Math.floor((children * market.seats) / 100);
  return {
    format: 'opptak-match/1',
    seed: `market ${seed}`,
    kindergartens: orders.map((order, index): Kindergarten => {
      const places =
        Math.floor(((index + 1) * seats) / kindergartens) - Math.floor((index * seats) / kindergartens);
      return {
        id: `k${index}`,
        position: { x: town.kindergartenX[index] ?? 0, y: town.kindergartenY[index] ?? 0 },
        capacity: { small: Math.ceil(places / 2), large: Math.floor(places / 2) },
        order: order.sort((a, b) => a.score - b.score || (a.id < b.id ? -1 : 1)).map((one) => one.id),
      };
    }),
    applicants,
  };
}

/** For each child the number of the first child of its family, or −1 when it applies alone. */
function familiesOf(
  { children, siblingShare, familySizes }: SiblingMarket,
  random: (below: number) => number,
): number[] {
  const families = new Array<number>(children).fill(-1);
  let left = Math.round((children * siblingShare) / 100);
  for (let child = 0; left > 1; ) {
    const size = Math.min(familySizes[random(familySizes.length)] ?? 2, left);
    if (size < 2 || child + size > children) break;
    for (let sibling = 0; sibling < size; sibling++) families[child + sibling] = child;
    child += size;
    left -= size;
  }
  return families;
}
