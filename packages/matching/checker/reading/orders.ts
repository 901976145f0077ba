import type { Standing } from '../proof/model.ts';
import { codeOf, sameOrUnknown } from './codes.ts';
import type { Applicant, Criterion, Kindergarten, MatchInput } from './document.ts';
import { lotsOf } from './hashes.ts';
import { once } from './once.ts';

export interface Orders {
  standing(applicant: Applicant, at: Kindergarten): Standing;
  /** Its place in the order as given; undefined without one. */
  indexAt(at: Kindergarten, applicant: Applicant): number | undefined;
}

/** The criteria that count at a kindergarten: its own, else its bylaw's, else the document's. */
export function criteriaAt(input: MatchInput, { criteria, bylaw }: Kindergarten): readonly Criterion[] {
  return criteria ?? (bylaw === undefined ? input.criteria : input.bylaws?.[bylaw]?.criteria) ?? [];
}

/** These three are components of their own, not codes among the criteria. */
export const OWN_COMPONENTS: readonly string[] = ['statutory-priority', 'right-to-place', 'lot'];

/** How every child stands at every kindergarten, from the facts, the criteria and the revealed seed. */
export function ordersOf(input: MatchInput): Orders {
  const lotOf = lotsOf(input);
  const kindergartens = new Map(input.kindergartens.map((one) => [one.id, one]));
  const given = new Map(
    input.kindergartens.map(({ id, order = [] }) => [id, new Map(order.map((child, i) => [child, i]))]),
  );
  const coded = new Map(
    input.kindergartens.map((one) => [
      one.id,
      criteriaAt(input, one).filter(({ key }) => !OWN_COMPONENTS.includes(key)),
    ]),
  );
  const families = Map.groupBy(input.applicants, ({ family }) => family);

  const standing = (applicant: Applicant, at: Kindergarten): Standing => {
    const { id, family, current, wishes } = applicant;
    const lotKey = family === undefined ? `a|${id}` : `f|${family}`;
    const tail = (): number[] => {
      if (at.order) return [given.get(at.id)?.get(id) ?? at.order.length, lotOf(lotKey)];
      const wishNumber = wishes.indexOf(at.id) + 1 || null;
      const siblings = family === undefined ? [] : (families.get(family) ?? []);
      const siblingApplies = siblings.some((other) => other.id !== id && other.wishes.includes(at.id));
      const asking = { applicant, at, wishNumber, current: kindergartens.get(current ?? ''), siblingApplies };
      return [...(coded.get(at.id) ?? []).map((criterion) => codeOf(criterion, asking)), lotOf(lotKey)];
    };
    return { applicant, at: at.id, head: headOf(input, applicant, at), tail: once(tail), lotKey };
  };
  return { standing, indexAt: (at, { id }) => given.get(at.id)?.get(id) };
}

function headOf({ region }: MatchInput, applicant: Applicant, at: Kindergarten): number[] {
  const own = applicant.current === at.id;
  const home = sameOrUnknown(applicant.kommune, at.kommune);
  const right = !applicant.rightToPlace || !home ? 2 : own || applicant.wishes.includes(at.id) ? 0 : 1;
  const residentsFirst = region && region.residents !== 'equal' && at.reserve === undefined && !at.order;
  return [own ? 0 : 1, applicant.statutoryPriority ? 0 : 1, right, residentsFirst && !home ? 1 : 0];
}

/** The index of the first component in which two children at one kindergarten differ; −1 when only lot key or id differ. */
export function firstDifference(a: Standing, b: Standing): number {
  const inHead = firstUnequal(a.head, b.head);
  if (inHead >= 0) return inHead;
  const inTail = firstUnequal(a.tail(), b.tail());
  return inTail < 0 ? -1 : a.head.length + inTail;
}

function firstUnequal(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return i;
  return -1;
}

/** Below zero when `a` goes before `b`. */
export function compare(a: Standing, b: Standing): number {
  const byTuple = difference(a.head, b.head) || difference(a.tail(), b.tail());
  if (byTuple !== 0) return byTuple;
  if (a.lotKey !== b.lotKey) return a.lotKey < b.lotKey ? -1 : 1;
  return a.applicant.id < b.applicant.id ? -1 : a.applicant.id > b.applicant.id ? 1 : 0;
}

function difference(a: readonly number[], b: readonly number[]): number {
  const at = firstUnequal(a, b);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
