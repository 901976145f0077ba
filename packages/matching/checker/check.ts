import { checkFacts, checkHashes } from './certificate.ts';
import { checkFamilies } from './proof/claims.ts';
import type { Report, Violation } from './proof/model.ts';
import { checkOptimality } from './proof/optimality.ts';
import { readPlacements } from './proof/placements.ts';
import { checkCapacity, checkNoEnvy, checkRights } from './proof/stability.ts';
import { convertedGroups } from './reading/conversion.ts';
import { inputShape, type MatchInput, type MatchResult, resultShape } from './reading/document.ts';
import { jointFamilies } from './reading/families.ts';
import { marketOf } from './reading/market.ts';
import { checkRules } from './reading/rules.ts';
import type { Fault } from './reading/shape.ts';

/**
 * Checks the result of an allocation against its input, both as parsed JSON. Nothing of the engine is used and nothing in the result is
 * believed: orders are computed from facts and criteria, lots from the revealed seed.
 *
 * @returns what is wrong; empty when the result is VALID. The codes stand in docs/allocation-checker.md.
 */
export function check(input: unknown, result: unknown): readonly Violation[] {
  const violations: Violation[] = [];
  const report: Report = (code, where, text) => violations.push({ code, where, text });
  const inputFaults: Fault[] = [];
  const resultFaults: Fault[] = [];
  if (!inputShape(input, inputFaults)) {
    for (const { at, text } of inputFaults) report('unreadable-input', `input${at}`, text);
  } else if (!resultShape(result, resultFaults)) {
    for (const { at, text } of resultFaults) report('unreadable-result', `result${at}`, text);
  } else checkReadable(input, result, report);
  return violations;
}

function checkReadable(input: MatchInput, result: MatchResult, report: Report): void {
  const { certificate, deviations, unplacedRights } = result;
  checkRules(input, report);
  const market = marketOf(input);
  checkHashes(market, result, report);
  const outcome = readPlacements(market, result, report);
  const families = jointFamilies(market);
  const familyOf = new Map(
    families.flatMap((family) => family.members.map((child) => [child, family] as const)),
  );
  const groups = convertedGroups(market, outcome, families.length > 0, certificate.groups, report);
  checkCapacity(groups, outcome, report);
  checkNoEnvy(market, groups, outcome, familyOf, report);
  checkRights(market, groups, outcome, familyOf, unplacedRights, report);
  checkFamilies(families, groups, outcome, deviations, report);
  const { claim, order } = certificate.optimality;
  const rightClaim = deviations.length > 0 ? 'claims' : families.length > 0 ? 'stable' : 'child-optimal';
  if (claim !== rightClaim)
    report('wrong-optimality', 'optimality/claim', `says ${claim}, may say ${rightClaim}`);
  if (families.length === 0) checkOptimality(market, groups, outcome, order, report);
  else if (order !== null)
    report('wrong-optimality', 'optimality/order', 'proves nothing where siblings apply together');
  checkFacts(market, groups, outcome, familyOf, result, report);
}
