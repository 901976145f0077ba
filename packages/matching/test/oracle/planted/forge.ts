import type { Applicant, MatchInput, MatchResult } from '@opptak/matching';
import { hashOf } from '../../../checker/reading/canonical.ts';
import { inputShape, resultShape } from '../../../checker/reading/document.ts';
import { documentHash, inputHash, rulesHash } from '../../../checker/reading/hashes.ts';
import { newReading } from '../../../checker/reading/shape.ts';
import { allocate } from '../../../src/allocate.ts';

/*
 * Every kind of wrong result that we could think of, planted in a genuine one. The forger is as good as can be: after each change it
 * computes all hashes again, so only the checker's own knowledge of the rules can find it out.
 */

export interface Forged {
  readonly input: MatchInput;
  readonly result: MatchResult;
}

export type Planted = Readonly<Record<string, { readonly code: string; readonly forged: () => Forged }>>;

/** The result with all its hashes and counts made to fit what it now says. */
export function stamped(input: MatchInput, result: MatchResult): MatchResult {
  if (!inputShape(input, newReading())) throw new RangeError('not an input');
  const { assignments, deviations, unplacedRights, certificate, stats } = result;
  const placed = assignments.filter(({ kindergarten }) => kindergarten !== null).length;
  const firstWish = assignments.filter(({ wish }) => wish === 1).length;
  const hashes = {
    input: inputHash(input),
    rules: rulesHash(input),
    result: hashOf({ assignments, deviations, unplacedRights }),
  };
  const changed = {
    ...result,
    certificate: { ...certificate, ...hashes },
    stats: { ...stats, placed, firstWish },
  };
  if (!resultShape(changed, newReading())) throw new RangeError('not a result');
  return withCertificate(changed, { document: documentHash(changed) });
}

export function withCertificate(result: MatchResult, part: Partial<MatchResult['certificate']>): MatchResult {
  return { ...result, certificate: { ...result.certificate, ...part } };
}

export type Row = MatchResult['assignments'][number];

/** The result with some rows written anew. */
export function withRows(result: MatchResult, change: (row: Row) => Row): MatchResult {
  return { ...result, assignments: result.assignments.map(change) };
}

export const must = <T>(value: T | undefined | null, what: string): T => {
  if (value === undefined || value === null) throw new RangeError(`the document has no ${what}`);
  return value;
};

export const childOf = (input: MatchInput, id: string): Applicant =>
  must(
    input.applicants.find((child) => child.id === id),
    id,
  );
export const unplaced = (result: MatchResult): Row[] =>
  result.assignments.filter(({ kindergarten }) => kindergarten === null);
export const moved = (row: Row, kindergarten: string, input: MatchInput): Row => ({
  id: row.id,
  kindergarten,
  wish: childOf(input, row.id).wishes.indexOf(kindergarten) + 1 || null,
  via: 'wish',
});
export const nowhere = (row: Row): Row => ({ id: row.id, kindergarten: null, wish: null, via: null });

export const forge = (
  input: MatchInput,
  change: (result: MatchResult) => MatchResult,
  genuine = allocate(input),
): Forged => ({
  input,
  result: stamped(input, change(genuine)),
});
/** The result of another input, passed off as the result of `input`. */
export const passedOff = (input: MatchInput, other: MatchInput): Forged =>
  forge(input, (result) => result, withSeedOf(input, allocate(other)));

function withSeedOf(input: MatchInput, result: MatchResult): MatchResult {
  return { ...result, certificate: { ...result.certificate, seed: allocate(input).certificate.seed } };
}

export function nowhereIf(row: Row, id: string): Row {
  return row.id === id ? nowhere(row) : row;
}
