import type { MatchResult } from '@opptak/matching';

/** How far a proof may go. It counts work and size, never time: the same question gets the same answer on every machine. */
export interface ProofBudget {
  /** Larger components are not tried. */
  readonly mostChildren: number;
  /** The solver's units of work for each question; there are at most two for each component. */
  readonly work: number;
}

/** A minute or two at most for each component; docs/adr/0007-exact-solver.md says what it has decided. */
export const defaultBudget: ProofBudget = { mostChildren: 5000, work: 20 };

/** Whether fewer families than those of the result could be left with a claim: docs/allocation-format.md § 11. */
export interface DeviationsProof {
  readonly format: 'opptak-proof/1';
  /** The hashes in the certificate of the result that this is about. */
  readonly about: { readonly input: string; readonly result: string; readonly engine: string };
  readonly solver: string;
  readonly budget: ProofBudget;
  /** The parts of the market in which families are left with a claim, by the first such family in id order. */
  readonly components: readonly ComponentProof[];
  /** The whole result with everything in it that is better, judged VALID by the checker; null when nothing better was found. */
  readonly better: MatchResult | null;
}

export type ComponentProof = ComponentSize & Verdict;

export interface ComponentSize {
  /** Families with a claim in the result that was asked about, in id order. */
  readonly families: readonly string[];
  readonly children: number;
  readonly kindergartens: number;
  /** What the solver spent. */
  readonly work: number;
}

export type Verdict =
  | {
      /** No allocation leaves fewer families of this component with a claim; so none of it is stable. */
      readonly verdict: 'nothing-better';
    }
  | {
      readonly verdict: 'better';
      /** Families left with a claim, in id order, and whether it is proved that fewer is impossible. */
      readonly left: readonly string[];
      readonly fewest: boolean;
      /** The children placed otherwise than in the result, in id order, and whether it is proved that fewer is impossible with so few claims. */
      readonly moves: readonly ProofMove[];
      readonly fewestMoves: boolean;
    }
  | { readonly verdict: 'undecided'; readonly because: Undecided };

/**
 * `budget`: the solver gave up. `too-many-children`: not tried. `seats`: a group with a reserve, or with very many kinds of seats, which
 * the model does not know. `not-confirmed`: the checker did not accept what the solver found.
 */
export type Undecided = 'budget' | 'too-many-children' | 'seats' | 'not-confirmed';

export interface ProofMove {
  readonly id: string;
  readonly from: string | null;
  readonly to: string | null;
}
