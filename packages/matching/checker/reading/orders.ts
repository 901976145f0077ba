import type { Entry, Group } from '../proof/model.ts';
import { type Asking, codeOf, isCoded, sameOrUnknown } from './codes.ts';
import type { Applicant, Criterion, Kindergarten, MatchInput } from './document.ts';

/** The order at a kindergarten (§ 4): the tuple of a child, how two tuples are compared, and the name of each component. */

/** The criteria that count at a kindergarten: its own, else its bylaw's, else the document's. */
export function criteriaAt(input: MatchInput, { criteria, bylaw }: Kindergarten): readonly Criterion[] {
  return criteria ?? (bylaw === undefined ? input.criteria : input.bylaws?.[bylaw]?.criteria) ?? [];
}

/** The names of the components, as a refusal tells them. */
export function componentsAt(input: MatchInput, at: Kindergarten): string[] {
  const criteria = criteriaAt(input, at).flatMap(({ key }, i) => (isCoded(key) ? [`criteria/${i}`] : []));
  return [
    'own-place',
    'statutory-priority',
    'right-to-place',
    'resident',
    ...(at.order ? ['order'] : criteria),
    'lot',
  ];
}

/** The first four components. */
export function headOf({ region }: MatchInput, applicant: Applicant, at: Kindergarten): number[] {
  const own = applicant.current === at.id;
  const home = sameOrUnknown(applicant.kommune, at.kommune);
  const right = !applicant.rightToPlace || !home ? 2 : own || applicant.wishes.includes(at.id) ? 0 : 1;
  const residentsFirst = region && region.residents !== 'equal' && at.reserve === undefined && !at.order;
  return [own ? 0 : 1, applicant.statutoryPriority ? 0 : 1, right, residentsFirst && !home ? 1 : 0];
}

/** Those between the head and the lot: the index in the order as given, else a code for each criterion. */
export function middleOf(input: MatchInput, { position, kindergarten }: Group, asking: Asking): number[] {
  if (position) return [position.get(asking.applicant.id) ?? position.size];
  const coded = criteriaAt(input, kindergarten).filter(({ key }) => isCoded(key));
  return coded.map((criterion) => codeOf(criterion, asking));
}

/** Below zero when `a` goes before `b`. */
export function compare(a: Entry, b: Entry): number {
  const at = firstDifference(a, b);
  if (at >= 0) return component(a, at) - component(b, at);
  return inIdOrder(a.child.lotKey, b.child.lotKey) || inIdOrder(a.child.applicant.id, b.child.applicant.id);
}

/** The index of the first component in which two children at one kindergarten differ; −1 when only lot key or id differ. */
export function firstDifference(a: Entry, b: Entry): number {
  const inHead = firstUnequal(a.head, b.head);
  if (inHead >= 0) return inHead;
  const inTail = firstUnequal(a.tail(), b.tail());
  return inTail < 0 ? -1 : a.head.length + inTail;
}

function firstUnequal(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return i;
  return -1;
}

const component = ({ head, tail }: Entry, at: number): number => head[at] ?? tail()[at - head.length] ?? 0;

/** Texts by UTF-16 code units, the same everywhere. */
export const inIdOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
