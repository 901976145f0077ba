import type { IsoDate } from '@opptak/domain';
import type { Band } from '@opptak/matching';
import type { SeatsOf } from './room.ts';
import type { Stay } from './seats.ts';

/** An offer that nobody has answered. */
export interface PendingOffer {
  readonly id: string;
  readonly childId: string;
  readonly kindergartenId: string;
  readonly band: Band;
  readonly bornOn: IsoDate;
  readonly startOn: IsoDate;
  /** Own place in the order at the kindergarten; lower goes first. */
  readonly rank: number;
  /** Where the child has a place that it leaves if it says yes. */
  readonly leaves: string | null;
}

/** Seats and offers of one kindergarten year, at one moment. */
export interface Moves {
  readonly kindergartenYear: number;
  readonly kindergartens: ReadonlyMap<string, SeatsOf>;
  /** Who has a place, by kindergarten. */
  readonly stays: ReadonlyMap<string, readonly Stay[]>;
  /** Told, and waiting for an answer; exchanges left out, which keep every number as it is. */
  readonly open: readonly PendingOffer[];
  /** Told to nobody yet. */
  readonly waiting: readonly PendingOffer[];
}
