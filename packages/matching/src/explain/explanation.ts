import type { WordsIn } from '../bylaws/bylaws-document.ts';
import type { CriterionKey } from '../bylaws/criteria-library.ts';
import type { Change, ChangeKind } from './change.ts';

/** Why a child got its result, as facts; `explanationLines` puts them into words and adds nothing. */
export interface Explanation {
  readonly format: 'opptak-explanation/1';
  readonly applicant: string;
  /** The result's hash in the certificate: which run this explains. */
  readonly result: string;
  readonly outcome: Outcome;
  /** One for each wish, in the family's order. */
  readonly wishes: readonly WishExplanation[];
  readonly change: ChangeFinding;
}

export interface Outcome {
  /** `none-right`: no place in spite of § 16; `none-together`: the family asked for all or nothing; `none-joint`: only the siblings' joint wishes stood in the way. */
  readonly kind: 'wish' | 'kept' | 'right' | 'none' | 'none-right' | 'none-together' | 'none-joint';
  readonly kindergarten: string | null;
  /** 1 = first wish; null when the place is none of the wishes. */
  readonly wish: number | null;
}

export interface WishExplanation {
  readonly wish: number;
  readonly kindergarten: string;
  /** `better`: the child got a wish that stands higher, so this one was not tried. */
  readonly verdict: 'placed' | 'better' | 'full' | 'no-seats' | 'not-eligible' | 'together' | 'deviation';
  /** Own place in the order and of how many; `few` when fewer than `smallestGroup` stand in it. */
  readonly order: { readonly rank: number; readonly of: number } | 'few' | null;
  /** Place in the order of the last child admitted ahead of this one; `few` when so few were admitted. */
  readonly cutoff: number | 'few' | null;
  /** How close: own number among the children who still want a place here. */
  readonly waiting: number | null;
  readonly deciding: Deciding | null;
}

/** The first thing in which the child stood behind the last one admitted. */
export type Deciding =
  | {
      readonly kind: 'criterion';
      readonly key: CriterionKey;
      readonly paragraph: string;
      /** Age: which way and how exactly. Profile: which. For the name of the criterion in words. */
      readonly variant: string | null;
      /** The bylaw's own words, when the bylaws were handed in. */
      readonly words: WordsIn | null;
    }
  | { readonly kind: 'points'; readonly keys: readonly CriterionKey[]; readonly paragraph: string }
  | {
      readonly kind: 'statutory' | 'current' | 'resident' | 'reserve' | 'lot' | 'given';
    }
  /** `few`: the class compared is too small to name. `withheld`: own address is protected. `home-unknown`: own home was not used. */
  | { readonly kind: 'few' | 'withheld' | 'home-unknown' };

export interface ChangeFinding {
  /** The smallest change that gives a better result, and what it gives; every one of them has been run. */
  readonly helps: { readonly change: Change; readonly kindergarten: string } | null;
  /** Everything that was run on the way, also what did not help. */
  readonly tried: readonly ChangeKind[];
}

/** Fewer children than this are never counted or compared in words: a fact about so few can be tied to a family. */
export const smallestGroup = 5;
