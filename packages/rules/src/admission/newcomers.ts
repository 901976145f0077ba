import type { KommuneNumber } from '@opptak/domain';

/** A new resident is invited within a day of the registry event. */
const INVITE_WITHIN_HOURS = 24;

/** More than 0.5 % of a kommune in one night is no family moving in. Kept as 5 of 1000, to compare whole numbers. */
const HELD_ABOVE_PER_MILLE = 5;

/** The latest instant at which the invitation to a new resident must have been planned. */
export const inviteNewResidentBy = (eventAt: Date): Date =>
  new Date(eventAt.getTime() + INVITE_WITHIN_HOURS * 3_600_000);

export interface KommuneChange {
  readonly before: KommuneNumber | null;
  readonly after: KommuneNumber | null;
  /** Changes of kommune numbers by law: old number to the new ones. A kommune that was split has several. */
  readonly renumbered: ReadonlyMap<KommuneNumber, readonly KommuneNumber[]>;
}

export type KommuneChangeMeaning = 'unchanged' | 'renumbered' | 'moved-in' | 'hidden';

/**
 * What a change of registered kommune means. A kommune that got a new number has not moved: its residents
 * are invited to nothing. A residence that disappears is hidden (protected, or out of the registry), not moved.
 */
export function kommuneChange({ before, after, renumbered }: KommuneChange): KommuneChangeMeaning {
  if (before === after) return after === null ? 'hidden' : 'unchanged';
  if (after === null) return 'hidden';
  if (before === null) return 'moved-in';
  return isSuccessor(before, after, renumbered) ? 'renumbered' : 'moved-in';
}

function isSuccessor(
  before: KommuneNumber,
  after: KommuneNumber,
  renumbered: KommuneChange['renumbered'],
): boolean {
  return renumbered.get(before)?.includes(after) ?? false;
}

export interface NightOfMoves {
  /** Persons registered as living in the kommune before the night. */
  readonly residents: number;
  /** Persons whose kommune changed to or from this one in the night, as the registry tells it. */
  readonly changed: number;
  /**
   * A night with this many changes or fewer is never held: in a kommune of 300, one family is more than
   * 0.5 %. Zero holds by share alone.
   */
  readonly neverHeldUpTo: number;
}

export interface MovesPlausibility {
  readonly outcome: 'plausible' | 'held';
  readonly changed: number;
  /** The largest number of changes that would have passed. */
  readonly limit: number;
}

/**
 * Whether a night's moves in one kommune may trigger messages. More than 0.5 % of the residents in one night is
 * held for a person to approve; nobody is messaged before that.
 *
 * @throws RangeError when a number is negative or not whole.
 */
export function movesPlausibility({ residents, changed, neverHeldUpTo }: NightOfMoves): MovesPlausibility {
  if (![residents, changed, neverHeldUpTo].every((count) => Number.isSafeInteger(count) && count >= 0)) {
    throw new RangeError('Counts of people are whole and not negative');
  }
  const limit = Math.max(neverHeldUpTo, Math.floor((residents * HELD_ABOVE_PER_MILLE) / 1000));
  return { outcome: changed > limit ? 'held' : 'plausible', changed, limit };
}
