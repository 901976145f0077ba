import type { Eligible } from './eligible.ts';
import type { OrderRule } from './order-code.ts';
import type { Setting } from './setting.ts';

/** Every child's list, one entry for each kindergarten on it, the best first. */
export interface Entries {
  /** First entry of each row, and one past the last. */
  readonly offset: Int32Array;
  readonly group: Int32Array;
  /** Wish number from 1, or `ownPlace`, or `backstopWish`. */
  readonly wish: Int32Array;
  /** The order at the group without the lot; NaN where `wide` holds it. */
  readonly code: Float64Array;
  readonly wide: ReadonlyMap<number, bigint>;
  /** Rows whose backstop is on their list. */
  readonly withBackstop: Uint8Array;
  /** For each entry the one of earlier lists with the same code for the same child, or −1; absent where there are no earlier lists. */
  readonly source?: Int32Array;
}

export interface Lists {
  readonly rules: readonly OrderRule[];
  readonly eligible: Eligible;
  /** Wishes and own place of every child. */
  readonly entries: Entries;
  /** The lists that `entries.source` speaks of. */
  readonly from?: Lists | undefined;
}

/** The lot of each row, and its place in the draw: 0 is first. */
export interface Lots {
  readonly lot: Float64Array;
  readonly place: Int32Array;
}

/** A document that was ranked before one that looks much like it. */
export interface Near {
  readonly setting: Setting;
  readonly lots: Lots;
  /** Whether lots were drawn at all. */
  readonly drawn: boolean;
  readonly lists: Lists;
  readonly rowOf: ReadonlyMap<string, number>;
}
