import { parse } from '@opptak/contracts';
import { orderAmong, readMatchInput } from '@opptak/matching';
import type { RunState } from '../repositories/runs.ts';
import { StoredResult } from '../snapshot/stored-result.ts';
import type { Delivered } from './delivery.ts';
import { joined } from './parts.ts';

/** What a run says of one application. */
export type Given = StoredResult['assignments'][number] & {
  /** The first reason why an earlier wish was not met. */
  readonly reason: string | null;
  /** Own place in the order at a kindergarten that somebody leaves; 0 where nobody waits for a seat. */
  readonly seatRank: number;
  /** Why a right to a place was not met, where it was not. */
  readonly rightNotMet: StoredResult['unplacedRights'][number]['reason'] | null;
};

/** What a run gives, in pages: each is JSON of a list of `Given`, so that nobody has to read all of it at once. */
export interface Decisions {
  readonly pages: readonly Uint8Array<ArrayBuffer>[];
  readonly certificateHash: string;
  readonly applicants: number;
  readonly placed: number;
}

/** Applications to a page: their decisions are made and stored without holding up anybody else. */
const page = 200;

/** Reads what a run has given, application by application. */
export function decisions(kind: RunState['kind'], { input, result }: Delivered): Decisions {
  const stored = parse(StoredResult, JSON.parse(joined(result)), 'run_document_part.result');
  const { assignments, certificate, unplacedRights } = stored;
  const reasons = new Map(certificate.refusals.toReversed().map(({ id, decidedBy }) => [id, decidedBy]));
  const unmet = new Map(unplacedRights.map(({ id, reason }) => [id, reason]));
  // A refill fills seats that are free: nobody waits for anybody to leave one.
  const ranks = kind === 'refill' ? new Map<string, number>() : seatRanks(joined(input), stored);
  const given = assignments.map(
    (assignment): Given => ({
      ...assignment,
      reason: reasons.get(assignment.id) ?? null,
      seatRank: ranks.get(assignment.id) ?? 0,
      rightNotMet: unmet.get(assignment.id) ?? null,
    }),
  );
  const pages: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < given.length; at += page) {
    pages.push(new TextEncoder().encode(JSON.stringify(given.slice(at, at + page))));
  }
  return {
    pages,
    certificateHash: certificate.result,
    applicants: assignments.length,
    placed: assignments.filter(({ kindergarten }) => kindergarten !== null).length,
  };
}

/** Places in the order at the kindergartens that somebody leaves: only there does anybody wait for a seat. */
function seatRanks(document: string, { assignments }: StoredResult): ReadonlyMap<string, number> {
  const input = readMatchInput(JSON.parse(document));
  const given = new Map(assignments.map(({ id, kindergarten }) => [id, kindergarten]));
  const left = new Set(
    input.applicants.flatMap(({ id, current }) =>
      current !== undefined && given.get(id) !== current ? [current] : [],
    ),
  );
  const come = Map.groupBy(
    assignments.filter(({ kindergarten, via }) => kindergarten !== null && via !== 'kept'),
    ({ kindergarten }) => kindergarten ?? '',
  );
  const ranks = [...left].flatMap((kindergarten) =>
    orderAmong(
      input,
      kindergarten,
      (come.get(kindergarten) ?? []).map(({ id }) => id),
    ).map((id, index) => [id, index + 1] as const),
  );
  return new Map(ranks);
}
