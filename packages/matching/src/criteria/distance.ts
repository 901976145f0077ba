import type { Applicant, Kindergarten, Position } from '../format.ts';

/** Whole metres as the crow flies, rounded down. */
export function metresBetween(a: Position, b: Position): number {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  return Math.floor(Math.sqrt(dx * dx + dy * dy));
}

/** Whole metres from home to a kindergarten: as recorded, else from the positions; undefined when neither is known. */
export function distanceTo(applicant: Applicant, kindergarten: Kindergarten): number | undefined {
  const facts = applicant.facts;
  if (!facts) return undefined;
  const { distanceM, position } = facts;
  if (distanceM && Object.hasOwn(distanceM, kindergarten.id)) return distanceM[kindergarten.id];
  return position && kindergarten.position && metresBetween(position, kindergarten.position);
}
