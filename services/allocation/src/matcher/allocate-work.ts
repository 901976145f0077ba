import { allocate, readMatchInput } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import type { Counts } from './counts.ts';
import type { Delivered } from './delivery.ts';
import { givenPages } from './given.ts';
import { inParts, joined } from './parts.ts';
import { proposals } from './proposals.ts';

type Parts = readonly Uint8Array<ArrayBuffer>[];

export interface Allocated {
  /** The result as it is stored. */
  readonly parts: Parts;
  /** What it says of each application, in pages: each is JSON of a list of `Given`. */
  readonly decisions: Parts;
  /** Part-time children who could share a place: JSON of a list of `Proposal`. */
  readonly pairings: Parts;
  readonly certificateHash: string;
  readonly counts: Counts;
  /** What the independent checker found; empty when the result is VALID. */
  readonly violations: readonly { readonly code: string; readonly where: string; readonly text: string }[];
}

/** Allocates a frozen round and has the result checked. */
export function allocated({ input }: Delivered, onProgress: (percent: number) => void): Allocated {
  const frozen = joined(input);
  const document: unknown = JSON.parse(frozen);
  onProgress(10);
  const round = readMatchInput(document);
  const result = allocate(round);
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
  const decisions = [...givenPages(round, result)].flatMap((page) => inParts(JSON.stringify(page)));
  const pairings = inParts(JSON.stringify(proposals(round, result)));
  const certificateHash = result.certificate.result;
  return { parts: inParts(text), decisions, pairings, certificateHash, counts, violations };
}
