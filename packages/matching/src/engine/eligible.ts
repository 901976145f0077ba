import type { Applicant, Kindergarten, MatchInput } from '../format.ts';
import type { Setting } from './setting.ts';

/** Answers whether a child may be admitted at a kindergarten at all: a given order, closed lists, agreements. */
export type Eligible = (applicant: Applicant, kindergarten: number) => boolean;

export function eligibility(setting: Setting): Eligible {
  const { input, kindergartens, orderIndex } = setting;
  const closed = new Set(input.region?.closed);
  const agreed = agreements(input);
  return (applicant, index) => {
    const kindergarten = kindergartens[index]!;
    if (applicant.current === kindergarten.id) return true;
    const order = orderIndex[index];
    if (order) return order.has(applicant.id);
    if (closed.size === 0 || !isOutsider(applicant, kindergarten)) return true;
    return (
      !closed.has(kindergarten.kommune ?? '') ||
      (agreed.get(kindergarten.id)?.has(applicant.kommune ?? '') ?? false)
    );
  };
}

/** Both kommuner are known, and differ. */
export const isOutsider = (applicant: Applicant, kindergarten: Kindergarten): boolean =>
  applicant.kommune !== undefined &&
  kindergarten.kommune !== undefined &&
  applicant.kommune !== kindergarten.kommune;

/** For each kindergarten with agreements: how many may come from each kommune. */
export function agreements(input: MatchInput): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const byKindergarten = new Map<string, Map<string, number>>();
  for (const { kindergarten, from, places } of input.region?.agreements ?? []) {
    const limits = byKindergarten.get(kindergarten) ?? new Map<string, number>();
    limits.set(from, places ?? Number.POSITIVE_INFINITY);
    byKindergarten.set(kindergarten, limits);
  }
  return byKindergarten;
}
