import type {
  Applicant,
  Criterion,
  GradedCriterion,
  Kindergarten,
  MatchInput,
  PointsCriterion,
  PointsItem,
} from '../format.ts';
import { gradedCode, type Surroundings, worstCode } from './graded.ts';

/** A criterion that has a code of its own; § 18, right and lot stand outside the list, always in the same place. */
export type CodedCriterion = GradedCriterion | PointsCriterion;

/** The criteria that hold at a kindergarten: its own, its bylaw's, the document's, or none. */
export function criteriaAt(input: MatchInput, kindergarten: Kindergarten): readonly Criterion[] {
  if (kindergarten.criteria) return kindergarten.criteria;
  const bylaw = kindergarten.bylaw === undefined ? undefined : input.bylaws?.[kindergarten.bylaw];
  return bylaw?.criteria ?? input.criteria ?? [];
}

/** Whether a criterion gives a code, or has its fixed place in every order. */
export function isCoded(criterion: Criterion): criterion is CodedCriterion {
  return (
    criterion.key !== 'statutory-priority' && criterion.key !== 'right-to-place' && criterion.key !== 'lot'
  );
}

/** The code of one tier: lower goes first. */
export function criterionCode(
  criterion: CodedCriterion,
  applicant: Applicant,
  kindergarten: Kindergarten,
  wish: number | null,
  surroundings: Surroundings,
): number {
  if (criterion.key !== 'points') {
    return gradedCode(criterion, applicant, kindergarten, wish, surroundings);
  }
  let missing = 0;
  for (const item of criterion.items) {
    const code = gradedCode(item.criterion, applicant, kindergarten, wish, surroundings);
    missing += mostPoints(item) - pointsFor(item, code);
  }
  return missing;
}

/** The largest code that a tier can give. */
export function worstTierCode(criterion: CodedCriterion): number {
  if (criterion.key !== 'points') return worstCode(criterion);
  return criterion.items.reduce((sum, item) => sum + mostPoints(item), 0);
}

function pointsFor(item: PointsItem, code: number): number {
  return typeof item.points === 'number' ? (code === 0 ? item.points : 0) : (item.points[code] ?? 0);
}

function mostPoints(item: PointsItem): number {
  return typeof item.points === 'number' ? item.points : Math.max(0, ...item.points);
}
