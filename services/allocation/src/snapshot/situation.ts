import type { BylawsDocument } from '@opptak/contracts';
import type { Sharing } from '../repositories/pairings.ts';
import type { Placement } from '../repositories/placements.ts';
import type { Child, Kindergarten, Round } from '../repositories/projections.ts';
import type { Application } from '../repositories/typed-application.ts';

/** All that a run is about, as it stands at one moment. */
export interface Situation {
  readonly round: Round;
  readonly bylaws: BylawsDocument;
  readonly kindergartens: readonly Kindergarten[];
  readonly children: readonly Child[];
  /** Places held when the kindergarten year begins, or now when that has begun. */
  readonly placements: readonly Placement[];
  readonly applications: readonly Application[];
  /** Seats that are spoken for: offered, or waited for by one who goes first to whatever comes free there. */
  readonly promised: readonly Pick<Placement, 'childId' | 'kindergartenId'>[];
  /** Children who share one place, on different weekdays. */
  readonly sharing: readonly Sharing[];
  /**
   * What becomes of the seat of an applicant who has one. In a round it takes part: who moves leaves it to another in
   * the same run. In a refill it stays theirs until they have said yes to the new one.
   */
  readonly applicantsSeats: 'take-part' | 'stay-theirs';
}
