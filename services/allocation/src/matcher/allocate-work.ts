import { allocate, readMatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import type { Counts } from './counts.ts';
import type { Delivered } from './delivery.ts';
import { inParts, joined } from './parts.ts';

export interface Allocated {
  /** The result as it is stored. */
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  readonly counts: Counts;
  /** What the independent checker found; empty when the result is VALID. */
  readonly violations: readonly { readonly code: string; readonly where: string; readonly text: string }[];
}

/** Allocates a frozen round and has the result checked. */
export function allocated({ input }: Delivered, onProgress: (percent: number) => void): Allocated {
  const frozen = joined(input);
  const document: unknown = JSON.parse(frozen);
  onProgress(10);
  const result = allocate(readMatchInput(document));
  onProgress(70);
  const text = JSON.stringify(result);
  // The checker reads what will be stored, not what the engine holds in memory.
  const violations = check(JSON.parse(frozen), JSON.parse(text));
  onProgress(95);
  const { assignments, deviations, unplacedRights } = result;
  const counts = {
    applicants: assignments.length,
    placed: assignments.filter(({ kindergarten }) => kindergarten !== null).length,
    firstWish: assignments.filter(({ wish }) => wish === 1).length,
    deviations: deviations.length,
    unplacedRights: unplacedRights.length,
  };
  return { parts: inParts(text), violations, counts };
}
