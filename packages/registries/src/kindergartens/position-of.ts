import type { RegisteredKindergarten } from './kindergarten-registry.ts';

/** @returns null when a number is missing, or when both are zero: that is how the registers write "unknown". */
export function positionOf(
  latitude: number | null | undefined,
  longitude: number | null | undefined,
): RegisteredKindergarten['position'] {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  return latitude === 0 && longitude === 0 ? null : { latitude, longitude };
}
