import type { JointMarket } from '@opptak/matching';
import { type Admission, admissionOf } from './admission.ts';
import type { Component } from './components.ts';
import { liveTuples } from './live-entries.ts';
import { type Literal, type Model, modelDraft } from './model.ts';

/** All allocations of one component in which no child for itself has a claim, as a model. */
export interface AllocationModel {
  /** Fewest families with a claim, and fewer than `below`. */
  fewestClaims(below: number): Model;
  /** Fewest children placed otherwise than in `held`, with at most `claims` families left with a claim. */
  fewestMoves(claims: number, hint: readonly boolean[]): Model;
  /** The entry of each child of the component, or −1, in a solution. */
  heldIn(values: readonly boolean[]): Map<number, number>;
}

/** Where a component has something that this model can not say. */
export type Unsaid = 'unknown-seats';

/**
 * Writes down docs/allocation-format.md § 8 for one component: every group holds whom it has seats for (§ 7); every child and family
 * has exactly one outcome of its list (§ 2, § 8.2); nobody for itself has a claim (§ 8.1, and § 8.2 for the backstop of siblings); a
 * family has one only where its variable `claim` says so.
 *
 * @param held for each child its entry in the allocation to compare with, or −1
 */
export function allocationModel(
  market: JointMarket,
  component: Component,
  live: Uint8Array,
  held: readonly number[],
): AllocationModel | Unsaid {
  const { children, entries, families } = market;
  const draft = modelDraft();
  const { clauses } = draft;
  const literalAt = new Map<number, Literal>();
  const at = (entry: number): Literal => {
    const known = literalAt.get(entry) ?? draft.variable();
    literalAt.set(entry, known);
    return known;
  };
  const isLive = (entry: number): boolean => live[entry] === 1;

  const admissions = new Map<number, Admission>();
  for (const index of component.groups) {
    const group = market.groups[index];
    const admission = group && admissionOf(draft, market, group, group.order.filter(isLive), at);
    if (!admission) return 'unknown-seats';
    admission.capacity();
    admissions.set(index, admission);
  }
  const admissionAt = (entry: number): Admission | undefined => admissions.get(entries[entry]?.group ?? -1);

  /** Literals "has this outcome or a better one" for a list of exclusive outcomes, and what each outcome itself implies. */
  const ladder = (outcomes: readonly Literal[], from?: Literal): Literal[] => {
    let before = from;
    return outcomes.map((outcome) => {
      const upTo = draft.variable();
      clauses.push([-outcome, upTo]);
      if (before === undefined) clauses.push([-upTo, outcome]);
      else clauses.push([-before, upTo], [-outcome, -before], [-upTo, before, outcome]);
      before = upTo;
      return upTo;
    });
  };

  // Children for themselves: one place on the list or none, and no place further up that would take them (§ 8.1).
  for (const child of component.children) {
    const { family, entries: own, tenant } = children[child] ?? { family: -1, entries: [], tenant: false };
    if (family !== -1) continue;
    const list = own.filter(isLive);
    const upTo = ladder(list.map(at));
    list.forEach((entry, index) => {
      clauses.push([upTo[index] ?? 0, ...(admissionAt(entry)?.refusalsOf(entry) ?? [])]);
    });
    const last = upTo.at(-1);
    if (tenant && last !== undefined) clauses.push([last]);
  }

  // Families: one tuple of the list; every tuple further up is refused somewhere, or the family has a claim (§ 8.2).
  const claims: Literal[] = [];
  for (const index of component.families) {
    const family = families[index];
    if (!family) continue;
    const list = liveTuples(family, live);
    const chosen = list.map(() => draft.variable());
    const upTo = ladder(chosen);
    const claim = draft.variable();
    claims.push(claim);
    list.forEach((tuple, rank) => {
      for (const entry of tuple) if (entry !== -1) clauses.push([-(chosen[rank] ?? 0), at(entry)]);
      const own = upTo[rank] ?? 0;
      if (rank === list.length - 1) clauses.push([own]);
      else clauses.push([own, claim, ...refusalsOfTuple(tuple)]);
    });
    family.members.forEach((member, place) => {
      const byEntry = Map.groupBy(list.keys(), (rank) => list[rank]?.[place] ?? -1);
      const seats: Literal[] = [];
      for (const [entry, ranks] of byEntry) {
        if (entry === -1) continue;
        seats.push(at(entry));
        clauses.push([-at(entry), ...ranks.map((rank) => chosen[rank] ?? 0)]);
      }
      backstopOf(member, seats);
    });
  }

  function refusalsOfTuple(tuple: readonly number[]): Literal[] {
    const used = Map.groupBy(
      tuple.filter((entry) => entry !== -1),
      (entry) => admissionAt(entry),
    );
    return [...used].flatMap(([admission, own]) => {
      const [only, ...others] = own;
      if (!admission || only === undefined) return [];
      return others.length === 0 ? admission.refusalsOf(only) : admission.refusalsOfTogether(own);
    });
  }

  /** A sibling without a place in the tuple asks for itself along its backstop, but never against its own siblings (§ 8.2). */
  function backstopOf(member: number, seats: readonly Literal[]): void {
    const list = (children[member]?.entries ?? []).filter(
      (entry) => entries[entry]?.backstop && isLive(entry),
    );
    if (list.length === 0) return;
    const byTuple = draft.variable();
    clauses.push([-byTuple, ...seats], ...seats.map((seat) => [-seat, byTuple]));
    const upTo = ladder(list.map(at), byTuple);
    const siblings = families[children[member]?.family ?? -1]?.members.filter((one) => one !== member) ?? [];
    list.forEach((entry, index) => {
      const admission = admissionAt(entry);
      const here = siblings.flatMap((sibling) =>
        (children[sibling]?.entries ?? []).filter(
          (other) => isLive(other) && entries[other]?.group === entries[entry]?.group,
        ),
      );
      clauses.push([
        upTo[index] ?? 0,
        ...(admission?.refusalsOf(entry) ?? []),
        ...here.flatMap((other) => admission?.refusalsForSibling(entry, other) ?? []),
      ]);
    });
  }

  // Whose place differs from the one in `held`.
  const moved = component.children.flatMap((child): Literal[] => {
    const before = held[child] ?? -1;
    if (before !== -1) return [-at(before)];
    const own = (children[child]?.entries ?? []).filter(isLive);
    if (own.length === 0) return [];
    const placed = draft.variable();
    clauses.push(...own.map((entry) => [-at(entry), placed]));
    return [placed];
  });

  const model = (atMost: number, fewest: readonly Literal[]): Model => ({
    variables: draft.size(),
    clauses,
    sums: [...draft.sums, { literals: claims, atLeast: 0, atMost }],
    fewest,
  });
  return {
    fewestClaims: (below) => model(below - 1, below > 1 ? claims : []),
    fewestMoves: (most, hint) => ({ ...model(most, moved), hint }),
    heldIn(values) {
      const places = new Map(component.children.map((child) => [child, -1]));
      for (const [entry, literal] of literalAt) {
        if (values[literal - 1]) places.set(entries[entry]?.child ?? -1, entry);
      }
      return places;
    },
  };
}
