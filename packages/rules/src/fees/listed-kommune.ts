/** A kommune in a dated list, with its numbers: they change without the kommune moving. */
export interface ListedKommune {
  readonly name: string;
  /** First day the kommune is in the list. */
  readonly from: string;
  /** Oldest first; each number applies until the next one starts. */
  readonly numbers: readonly { readonly from: string; readonly number: string }[];
}
