import type { JointMarket, JointMarketGroup } from '@opptak/matching';
import type { Literal, ModelDraft } from './model.ts';
import { type SeatLimit, seatLimits } from './seat-limits.ts';

/** What one group's seats mean for a model: whom it can hold, and what must be true before it may refuse somebody. */
export interface Admission {
  /** The children whom the group holds fit its seats together. */
  capacity(): void;
  /**
   * Literals that can be true only when the group would refuse the child at this entry beside those it holds: i ∉ C(held ∪ {i}).
   * None of them: it is never refused.
   */
  refusalsOf(entry: number): readonly Literal[];
  /** The same for several children of one family at once: not N ∪ St ⊆ C(held ∪ N), where N and St are those of `entries` not held and held. */
  refusalsOfTogether(entries: readonly number[]): readonly Literal[];
  /** Literals that can be true only when the sibling sits here and would be put out by the child at `entry`. */
  refusalsForSibling(entry: number, sibling: number): readonly Literal[];
}

/**
 * Reads a group into a model. In all that follows a child x is refused when those before it fill some limit K that covers x; those
 * before it fill K when for every limit L at least K.places − L.places of them are covered by K and not by L (§ 7 and seat-limits.ts).
 *
 * @param order the live entries of the group, the first in the order first
 * @param at the literal that says: the child of this entry sits there
 * @returns undefined where the group's rule is not of this kind
 */
export function admissionOf(
  draft: ModelDraft,
  market: JointMarket,
  { rule }: JointMarketGroup,
  order: readonly number[],
  at: (entry: number) => Literal,
): Admission | undefined {
  const classOf = (entry: number): number => market.entries[entry]?.seatClass ?? 0;
  const limits = seatLimits(rule, new Set(order.map(classOf)));
  if (!limits) return undefined;
  const rank = new Map(order.map((entry, index) => [entry, index]));
  const rankOf = (entry: number): number => rank.get(entry) ?? order.length;

  /** A literal for each limit that covers x: it is full, of the children before x and of `newcomers`, whether these sit there or not. */
  const fullBefore = (x: number, newcomers: readonly number[]): { full: Literal; limit: SeatLimit }[] => {
    const before = order.slice(0, rankOf(x));
    const sure = newcomers.filter((entry) => entry !== x && rankOf(entry) < rankOf(x));
    const open = before.filter((entry) => !newcomers.includes(entry));
    return limits.flatMap((limit) => {
      if (!limit.covers(classOf(x))) return [];
      const needs = limits.map((other) => {
        const counts = (entry: number) => limit.covers(classOf(entry)) && !other.covers(classOf(entry));
        const atLeast = limit.places - other.places - sure.filter(counts).length;
        return { literals: open.filter(counts).map(at), atLeast };
      });
      if (needs.some(({ literals, atLeast }) => literals.length < atLeast)) return [];
      const full = draft.variable();
      for (const { literals, atLeast } of needs) {
        if (atLeast > 0) draft.sums.push({ literals, atLeast, atMost: literals.length, onlyIf: full });
      }
      return [{ full, limit }];
    });
  };

  const known = new Map<string, readonly Literal[]>();
  const remembered = (key: string, make: () => readonly Literal[]): readonly Literal[] => {
    const literals = known.get(key) ?? make();
    known.set(key, literals);
    return literals;
  };
  const fullFrom = rule.kind === 'plain' ? plainThresholds(draft, order, rule.places, at) : undefined;

  return {
    capacity() {
      for (const { places, covers } of limits) {
        const literals = order.filter((entry) => covers(classOf(entry))).map(at);
        if (literals.length > places) draft.sums.push({ literals, atLeast: 0, atMost: places });
      }
    },
    refusalsOf: (entry) =>
      fullFrom?.(rankOf(entry)) ??
      remembered(`${entry}`, () => fullBefore(entry, [entry]).map(({ full }) => full)),
    refusalsOfTogether(entries) {
      const inOrder = [...entries].sort((a, b) => rankOf(a) - rankOf(b));
      // Where seats are only counted, whoever stands last is refused when anybody is.
      const asked = rule.kind === 'plain' ? inOrder.slice(-1) : inOrder;
      return remembered(inOrder.join(), () =>
        asked.flatMap((entry) => fullBefore(entry, inOrder).map(({ full }) => full)),
      );
    },
    refusalsForSibling: (entry, sibling) =>
      rankOf(sibling) < rankOf(entry)
        ? []
        : fullBefore(sibling, [entry]).map(({ full }) => {
            draft.clauses.push([-full, at(sibling)]);
            return full;
          }),
  };
}

/**
 * Plain places, q of them. `from(r)` says: q children hold places before rank r. One literal for each rank: it implies the next, and
 * that the child at its rank sits elsewhere; the last implies that q sit before it. So it costs as many clauses as there are entries.
 */
function plainThresholds(
  draft: ModelDraft,
  order: readonly number[],
  places: number,
  at: (entry: number) => Literal,
): (rank: number) => readonly Literal[] {
  const thresholds: Literal[] = [];
  for (let rank = places; rank < order.length; rank++) {
    const full = draft.variable();
    const before = thresholds.at(-1);
    if (before !== undefined) draft.clauses.push([-before, full]);
    draft.clauses.push([-full, -at(order[rank] ?? -1)]);
    thresholds.push(full);
  }
  const last = thresholds.at(-1);
  if (last !== undefined) {
    const literals = order.slice(0, -1).map(at);
    draft.sums.push({ literals, atLeast: places, atMost: literals.length, onlyIf: last });
  }
  return (rank) => thresholds.slice(Math.max(0, rank - places), Math.max(0, rank - places + 1));
}
