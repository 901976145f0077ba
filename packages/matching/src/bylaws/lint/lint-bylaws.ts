import type { BylawSet, BylawsDocument } from '../bylaws-document.ts';
import type { Finding } from './lint-codes.ts';
import { lintCriteria } from './lint-criterion.ts';
import { lintFixedTiers, lintPairs, lintPoints } from './lint-order.ts';
import { placesOf, reportInto } from './lint-place.ts';
import { lintValidity } from './lint-validity.ts';

/**
 * Everything that is wrong or doubtful in a file of bylaws, in the order of the file. An empty list means that the
 * rules can be used as they stand.
 */
export function lintBylaws(document: BylawsDocument): readonly Finding[] {
  const findings: Finding[] = [];
  const report = reportInto(findings);
  if (document.sets.length === 0) report('empty-set', '/sets');
  for (const [setIndex, set] of document.sets.entries()) {
    const at = `/sets/${setIndex}`;
    lintValidity(set, at, document.roundOn, report);
    // Two sets for one owner leave it open which one orders the children.
    const owner = ({ kommune, kindergarten }: BylawSet) => `${kommune} ${kindergarten ?? ''}`;
    if (document.sets.slice(0, setIndex).some((earlier) => owner(earlier) === owner(set))) {
      report('versions-overlap', at);
    }
    for (const [index, version] of set.versions.entries()) {
      const place = placesOf(version, set.kommune, `${at}/versions/${index}`);
      for (const lint of [lintFixedTiers, lintCriteria, lintPairs, lintPoints]) lint(place, report);
    }
  }
  return inFileOrder(findings);
}

function inFileOrder(findings: readonly Finding[]): readonly Finding[] {
  const key = ({ at }: Finding) => at.replace(/\d+/g, (digits) => digits.padStart(6, '0'));
  const sorted = findings.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
  return sorted.filter(
    (finding, index) =>
      !sorted.slice(0, index).some((other) => other.code === finding.code && other.at === finding.at),
  );
}
