import type { BylawCriterion, BylawVersion } from '../bylaws-document.ts';
import { type Finding, type LintCode, lintRules } from './lint-codes.ts';

/** One version of a set under inspection, and where it stands in the file. */
export interface VersionPlace {
  readonly at: string;
  /** Where the list of tiers stands, and each tier in it. */
  readonly tiersAt: string;
  readonly tierAt: (tier: number) => string;
  readonly kommune: string;
  /** Whether the file tells who decided on what; without that, missing decisions are not judged. */
  readonly decisionsTold: boolean;
  readonly version: BylawVersion;
  /** Every criterion of every tier, in the order in which they count. */
  readonly criteria: readonly CriterionPlace[];
}

export interface CriterionPlace {
  readonly at: string;
  /** 0 for the topmost tier. */
  readonly tier: number;
  /** Whether it shares its tier with others, or carries points. */
  readonly weighed: boolean;
  readonly criterion: BylawCriterion;
}

export type Report = (code: LintCode, at: string, key?: string) => void;

/** Part of the linter: looks at one version and reports what it finds. */
export type VersionLint = (place: VersionPlace, report: Report) => void;

export function placesOf(version: BylawVersion, kommune: string, at: string): VersionPlace {
  const criteria = version.tiers.flatMap(({ criteria: inTier }, tier) =>
    inTier.map((criterion, index) => ({
      at: `${at}/tiers/${tier}/criteria/${index}`,
      tier,
      weighed: inTier.length > 1 || criterion.points !== undefined,
      criterion,
    })),
  );
  return {
    at,
    tiersAt: `${at}/tiers`,
    tierAt: (tier) => `${at}/tiers/${tier}`,
    kommune,
    decisionsTold: true,
    version,
    criteria,
  };
}

export const reportInto =
  (findings: Finding[]): Report =>
  (code, at, key) =>
    void findings.push({
      code,
      severity: lintRules[code].severity,
      at,
      ...(key === undefined ? {} : { key }),
    });
