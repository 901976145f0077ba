import type { FamilyClaim } from '../format.ts';
import type { Run } from './run.ts';

/** A finished allocation, before it is written down. */
export interface Outcome {
  readonly run: Run;
  /** The entry that each row holds, or −1. */
  readonly held: Int32Array;
  /** The joint family of each row, or −1. */
  readonly jointFamily: Int32Array;
  /** Rows whose family asked for one kindergarten or nothing. */
  readonly togetherOrNothing: Uint8Array;
  readonly claims: readonly FamilyClaim[];
}
