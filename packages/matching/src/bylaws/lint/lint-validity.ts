import type { IsoDate } from '@opptak/domain';
import type { BylawSet, BylawVersion } from '../bylaws-document.ts';
import type { Report } from './lint-place.ts';

/** The version in force on a day, if there is one. Of two that overlap, the one that began last. */
export function versionOn(set: BylawSet, on: IsoDate): BylawVersion | undefined {
  return set.versions
    .filter(({ validFrom, validUntil }) => validFrom <= on && (validUntil === undefined || on <= validUntil))
    .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
}

/** Adopted before it applies, one version a day, and one in force when the round needs it. */
export function lintValidity(set: BylawSet, at: string, roundOn: IsoDate | undefined, report: Report): void {
  if (set.versions.length === 0) {
    report('empty-set', at);
    return;
  }
  for (const [index, version] of set.versions.entries()) {
    const where = `${at}/versions/${index}`;
    if (version.adoptedOn > version.validFrom) report('adopted-after-valid', where);
    if (set.versions.slice(0, index).some((earlier) => overlap(earlier, version)))
      report('versions-overlap', where);
  }
  if (roundOn === undefined || versionOn(set, roundOn)) return;
  const begun = set.versions.some(({ validFrom }) => validFrom <= roundOn);
  report(begun ? 'version-expired' : 'version-not-yet-valid', at);
}

/** A version without an end lasts until the next one begins, so only a given end can reach into another. */
function overlap(a: BylawVersion, b: BylawVersion): boolean {
  const [first, second] = a.validFrom <= b.validFrom ? [a, b] : [b, a];
  if (first.validFrom === second.validFrom) return true;
  return first.validUntil !== undefined && first.validUntil >= second.validFrom;
}
