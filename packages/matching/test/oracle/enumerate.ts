/**
 * Stable matchings by trying every matching. Slow on purpose and without any cleverness of the engine: nothing here
 * proposes, defers or ranks. For at most about seven children and four kindergartens.
 *
 * A set of children is a whole number with one bit per child (child 0 is bit 1, child 1 is bit 2, …).
 */
export type ChildSet = number;

/** Which of the children who want a place a kindergarten takes. Always a subset of what it is asked about. */
export type Choice = (asking: ChildSet) => ChildSet;

export interface TinyMarket {
  /** Per child: kindergarten numbers, best first; what is not listed is not acceptable to the child. */
  readonly wishes: readonly (readonly number[])[];
  /** Per kindergarten: what it takes from every set of children. */
  readonly choices: readonly Choice[];
}

/** Per child: the kindergarten number, or −1 for no place. */
export type Matching = readonly number[];

const bit = (child: number): ChildSet => 2 ** child;

/** Each choice computed once for all 2ⁿ sets; enumeration asks for the same sets again and again. */
function tables(market: TinyMarket): Int32Array[] {
  const sets = 2 ** market.wishes.length;
  return market.choices.map((choose) => Int32Array.from({ length: sets }, (_, set) => choose(set)));
}

/**
 * Every matching in which no kindergarten would send a child away and no child and kindergarten would both rather
 * have each other. Branches are cut where a kindergarten already sends somebody away; this is right for rules that
 * have the substitutes property (a child refused from a set is refused from every larger one), which
 * choice-rules.test.ts proves by enumeration for every rule used here.
 */
export function allStableMatchings(market: TinyMarket): Matching[] {
  const choose = tables(market);
  const held = market.choices.map(() => 0);
  const found: Matching[] = [];
  const matching: number[] = [];

  const place = (child: number): void => {
    if (child === market.wishes.length) {
      if (isUnblocked(market, choose, held, matching)) found.push([...matching]);
      return;
    }
    for (const kindergarten of [...(market.wishes[child] ?? []), -1]) {
      const before = held[kindergarten] ?? 0;
      const after = before | bit(child);
      if (kindergarten >= 0) {
        if (choose[kindergarten]?.[after] !== after) continue;
        held[kindergarten] = after;
      }
      matching.push(kindergarten);
      place(child + 1);
      matching.pop();
      if (kindergarten >= 0) held[kindergarten] = before;
    }
  };
  place(0);
  return found;
}

function isUnblocked(
  market: TinyMarket,
  choose: readonly Int32Array[],
  held: readonly ChildSet[],
  matching: Matching,
): boolean {
  return market.wishes.every((wishes, child) => {
    const own = matching[child] ?? -1;
    const better = own < 0 ? wishes : wishes.slice(0, wishes.indexOf(own));
    return better.every((k) => ((choose[k]?.[(held[k] ?? 0) | bit(child)] ?? 0) & bit(child)) === 0);
  });
}

/** How far down its list a child came; one past the end is no place. */
export function wishNumber(market: TinyMarket, child: number, kindergarten: number): number {
  const wishes = market.wishes[child] ?? [];
  return kindergarten < 0 ? wishes.length : wishes.indexOf(kindergarten);
}

/**
 * The stable matching that is at least as good for every child as every other stable matching.
 *
 * @throws RangeError when there is none: then the rule under test gives no such guarantee.
 */
export function childOptimal(market: TinyMarket, stable: readonly Matching[]): Matching {
  const best = stable.find((one) =>
    stable.every((other) =>
      market.wishes.every(
        (_, child) =>
          wishNumber(market, child, one[child] ?? -1) <= wishNumber(market, child, other[child] ?? -1),
      ),
    ),
  );
  if (!best) throw new RangeError(`no child-optimal one among ${stable.length} stable matchings`);
  return best;
}
