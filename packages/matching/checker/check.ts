import { checkFacts, checkHashes } from './certificate.ts';
import { checkFamilies } from './proof/claims.ts';
import type { Report, Run, Violation } from './proof/model.ts';
import { checkOptimality } from './proof/optimality.ts';
import { checkPlaces, checkRows } from './proof/placements.ts';
import { checkCapacity } from './proof/seats.ts';
import { checkNoEnvy, checkRights } from './proof/stability.ts';
import { inputShape, resultShape } from './reading/document.ts';
import { checkRules } from './reading/rules.ts';
import { readRun } from './reading/run.ts';
import { checkSharedArea } from './reading/seats.ts';
import { newReading } from './reading/shape.ts';

/** All that is checked, in this order. The sections are those of docs/allocation-format.md. */
const CHECKS: readonly ((run: Run, report: Report) => void)[] = [
  checkRules, // the criteria may be used (§ 4.1)
  checkHashes, // the certificate speaks of this input, these rules, this result and this seed (§§ 5 and 9)
  checkRows, // every applicant once (§ 9)
  checkPlaces, // at a place on its list; no own place lost (§ 2)
  checkSharedArea, // bands that share area keep it and what is protected (§ 7.4)
  checkCapacity, // nobody without a seat, on any day (§ 7)
  checkNoEnvy, // nobody passed over (§ 8.1)
  checkRights, // nobody with a right unplaced or unnamed while a seat fits (§ 8.3)
  checkFamilies, // siblings: a combination each; claims left are listed (§ 8.2)
  checkOptimality, // nothing better for any child (§ 8.4)
  checkFacts, // ranks, cut-offs and reasons (§ 9)
];

/**
 * Checks the result of an allocation against its input, both as parsed JSON. Nothing of the engine is used and nothing in the result is
 * believed: orders are computed from facts and criteria, lots from the revealed seed.
 *
 * @returns what is wrong; empty when the result is VALID. The codes stand in docs/allocation-checker.md.
 */
export function check(input: unknown, result: unknown): readonly Violation[] {
  const violations: Violation[] = [];
  const report: Report = (code, where, text) => violations.push({ code, where, text });
  const inInput = newReading();
  const inResult = newReading();
  if (!inputShape(input, inInput)) {
    for (const { at, text } of inInput.faults) report('unreadable-input', `input${at}`, text);
  } else if (!resultShape(result, inResult)) {
    for (const { at, text } of inResult.faults) report('unreadable-result', `result${at}`, text);
  } else {
    const run = readRun(input, result);
    for (const checkOne of CHECKS) checkOne(run, report);
  }
  return violations;
}
