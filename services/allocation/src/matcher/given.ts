import { nullable } from '@opptak/contracts';
import { type MatchInput, type MatchResult, orderAmong } from '@opptak/matching';
import { type Static, Type } from 'typebox';

/** What a run says of one application. */
export const Given = Type.Object({
  id: Type.String(),
  kindergarten: nullable(Type.String()),
  wish: nullable(Type.Integer()),
  via: nullable(Type.Enum(['wish', 'kept', 'right'])),
  /** The first reason why an earlier wish was not met. */
  reason: nullable(Type.String()),
  /** Own place in the order at a kindergarten that somebody leaves; 0 where nobody waits for a seat. */
  seatRank: Type.Integer(),
  /** Why a right to a place was not met, where it was not. */
  rightNotMet: nullable(Type.Enum(['no-seat', 'together-required', 'joint-wishes'])),
});
export type Given = Static<typeof Given>;

/** Applications to a page: their decisions are made and stored without holding up anybody else. */
const page = 200;

/** What a run has given, application by application, in pages. */
export function* givenPages(input: MatchInput, result: MatchResult): Generator<readonly Given[]> {
  const { assignments, certificate, unplacedRights } = result;
  const reasons = new Map(certificate.refusals.toReversed().map(({ id, decidedBy }) => [id, decidedBy]));
  const unmet = new Map(unplacedRights.map(({ id, reason }) => [id, reason]));
  const ranks = seatRanks(input, result);
  for (let at = 0; at < assignments.length; at += page) {
    yield assignments.slice(at, at + page).map((assignment) => ({
      ...assignment,
      reason: reasons.get(assignment.id) ?? null,
      seatRank: ranks.get(assignment.id) ?? 0,
      rightNotMet: unmet.get(assignment.id) ?? null,
    }));
  }
}

/**
 * Places in the order at the kindergartens that somebody leaves: only there does anybody wait for a seat. In a refill
 * nobody leaves one: it fills seats that are free.
 */
function seatRanks(input: MatchInput, { assignments }: MatchResult): ReadonlyMap<string, number> {
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
