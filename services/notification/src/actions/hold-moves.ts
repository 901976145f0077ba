import { stableId } from '@opptak/db';
import { dateInNorway } from '@opptak/domain';
import { movesPlausibility } from '@opptak/rules';
import { type Change, record } from '@opptak/service';
import type { Move } from '../population/judge-families.ts';
import { countPeople } from '../repositories/people.ts';
import { lockSyncState, updateSyncState } from '../repositories/sync-state.ts';
import type { Schema } from '../schema.generated.ts';

/** Decides whose move may have consequences. @returns whether the move of a child is held. */
export type MoveHold = (
  change: Change<Schema>,
  moves: readonly Move[],
) => Promise<(childId: string) => boolean>;

/** The first load, and moves that a person has looked at. */
export const noHold: MoveHold = async () => () => false;

/** So few moves in a night are never suspicious: a handful of families. */
const neverHeldUpTo = 20;

/**
 * Counts a night's moves. When more of the kommune moves than families do, the register is in error, or the kommune is
 * being reformed: those moves are held, nobody is written to and nothing is ended before a person has looked.
 */
export const holdSuspicious: MoveHold = async (change, moves) => {
  const { tx, kommune, at } = change;
  const moved = new Set(moves.filter(({ type }) => type !== 'born').map(({ childId }) => childId));
  if (moved.size === 0) return () => false;
  const today = dateInNorway(at);
  const state = await lockSyncState(tx, kommune);
  const sameNight = state.movesOn === today;
  const before = sameNight ? state.movesCount : 0;
  const residents = sameNight ? state.movesResidents : await countPeople(tx);
  const changed = before + moved.size;
  await updateSyncState(tx, { movesOn: today, movesCount: changed, movesResidents: residents });
  const { outcome, limit } = movesPlausibility({ residents, changed, neverHeldUpTo });
  if (outcome === 'plausible') return () => false;
  await record(change, stableId('kommune', kommune), 'moves-held', { changed, limit });
  return (childId) => moved.has(childId);
};
