import type { JointMarket, MatchInput } from '@opptak/matching';
import {
  claims,
  type claims as claimsIn,
  type TinySiblingMarket,
} from '../../matching/test/oracle/siblings.ts';
import { tinySiblingMarketOf } from '../../matching/test/oracle/tiny-siblings.ts';

/** An allocation that takes nobody's rights for itself, and how many families it leaves with a claim. */
export interface Fair {
  /** Per applicant, as in the input: the kindergarten's number or −1. */
  readonly matching: readonly number[];
  readonly claims: number;
}

/**
 * Every allocation in which no child for itself has a claim, by trying all; undefined where they are too many to try. It reads the
 * format a third time (packages/matching/test/oracle), without the engine, the checker or any model.
 */
export function allFair(input: MatchInput, most: number): Fair[] | undefined {
  const market = tinySiblingMarketOf(input);
  const size = market.families.reduce((product, { wishes }) => product * (wishes.length + 1), 1);
  if (size > most) return undefined;
  const found = new Map<string, Fair>();
  const matching = input.applicants.map(() => -1);
  const place = (next: number): void => {
    const family = market.families[next];
    if (!family) {
      if (!fits(market, matching)) return;
      const left = claims(market, matching);
      if (left.some((claim) => isAlone(market, claim))) return;
      const families = new Set(left.map((claim) => claim.family));
      found.set(matching.join(), { matching: [...matching], claims: families.size });
      return;
    }
    for (const tuple of [...family.wishes, family.outside]) {
      family.children.forEach((child, i) => {
        matching[child] = tuple[i] ?? -1;
      });
      place(next + 1);
    }
  };
  place(0);
  return [...found.values()];
}

const isAlone = ({ families }: TinySiblingMarket, { family }: ReturnType<typeof claimsIn>[number]): boolean =>
  families[family]?.children.length === 1;

const fits = ({ choices }: TinySiblingMarket, matching: readonly number[]): boolean =>
  choices.every((choose, k) => {
    const held = matching.reduce((set, at, child) => (at === k ? set | (2 ** child) : set), 0);
    return choose(held) === held;
  });

/** The same allocation as entries of a market. */
export function heldOf(input: MatchInput, market: JointMarket, matching: readonly number[]): number[] {
  const placeOf = new Map(
    input.applicants.map(({ id }, i) => [id, input.kindergartens[matching[i] ?? -1]?.id]),
  );
  return market.children.map(({ id, entries }) => {
    const kindergarten = placeOf.get(id);
    return (
      entries.find(
        (entry) => market.groups[market.entries[entry]?.group ?? -1]?.kindergarten === kindergarten,
      ) ?? -1
    );
  });
}
