import { compareIds } from '../canonical/id-order.ts';
import { criteriaAt, isCoded } from '../criteria/code.ts';
import type { Surroundings } from '../criteria/graded.ts';
import type { Applicant, Band, GroupBand, Kindergarten, MatchInput } from '../format.ts';
import { siblingWishes } from './sibling-wishes.ts';

/** A group of places that children compete for: a kindergarten, or one age band of it. */
export interface Group {
  readonly kindergarten: number;
  readonly band: GroupBand;
}

/** The document with numbers instead of names. Neighbours get neighbouring numbers, which the processor's cache likes. */
export interface Setting {
  readonly input: MatchInput;
  readonly kindergartens: readonly Kindergarten[];
  readonly kindergartenIndex: ReadonlyMap<string, number>;
  readonly groups: readonly Group[];
  /** First group of each kindergarten; `small` comes before `large`. */
  readonly firstGroup: Int32Array;
  readonly banded: Uint8Array;
  /** Rows: applicants, those with the same first wish together. */
  readonly applicants: readonly Applicant[];
  /** For each kindergarten, the index of each applicant in its `order`; undefined where criteria rule. */
  readonly orderIndex: readonly (ReadonlyMap<string, number> | undefined)[];
  readonly surroundings: Surroundings;
}

/** Numbers everything in a document. The numbering is free: no result depends on it. */
export function settingOf(input: MatchInput): Setting {
  const kindergartens = [...input.kindergartens].sort(byArea);
  const kindergartenIndex = new Map(kindergartens.map(({ id }, index) => [id, index]));
  const groups: Group[] = [];
  const firstGroup = new Int32Array(kindergartens.length);
  const banded = new Uint8Array(kindergartens.length);
  kindergartens.forEach(({ capacity }, kindergarten) => {
    firstGroup[kindergarten] = groups.length;
    if (typeof capacity === 'number' || Array.isArray(capacity)) groups.push({ kindergarten, band: 'all' });
    else {
      banded[kindergarten] = 1;
      groups.push({ kindergarten, band: 'small' }, { kindergarten, band: 'large' });
    }
  });
  return {
    input,
    kindergartens,
    kindergartenIndex,
    groups,
    firstGroup,
    banded,
    applicants: byFirstWish(input.applicants, kindergartenIndex),
    orderIndex: kindergartens.map(({ order }) => order && new Map(order.map((id, index) => [id, index]))),
    surroundings: surroundingsOf(input, kindergartens, kindergartenIndex),
  };
}

/** The group in which a child competes at a kindergarten. */
export function groupOf(setting: Setting, kindergarten: number, band: Band | undefined): number {
  const first = setting.firstGroup[kindergarten] ?? 0;
  return setting.banded[kindergarten] === 1 && band === 'large' ? first + 1 : first;
}

function byFirstWish(applicants: readonly Applicant[], index: ReadonlyMap<string, number>): Applicant[] {
  const buckets: Applicant[][] = Array.from({ length: index.size + 1 }, () => []);
  for (const applicant of applicants) {
    const first = applicant.wishes[0] ?? applicant.current;
    buckets[first === undefined ? index.size : (index.get(first) ?? index.size)]?.push(applicant);
  }
  for (const bucket of buckets) bucket.sort((a, b) => compareIds(a.id, b.id));
  return buckets.flat();
}

const cellM = 1000;

function byArea(a: Kindergarten, b: Kindergarten): number {
  const byKommune = compareIds(a.kommune ?? '', b.kommune ?? '');
  if (byKommune !== 0) return byKommune;
  return areaCode(a) - areaCode(b) || compareIds(a.id, b.id);
}

/** Cells of a kilometre along a Morton curve: what is near on the map is near in memory. */
function areaCode({ position }: Kindergarten): number {
  if (!position) return 0;
  let [x, y] = [Math.floor(position.x / cellM) + 10_000, Math.floor(position.y / cellM) + 10_000];
  let code = 0;
  for (let bit = 1; x > 0 || y > 0; bit *= 4) {
    code += bit * ((x & 1) + 2 * (y & 1));
    x >>= 1;
    y >>= 1;
  }
  return code;
}

function surroundingsOf(
  input: MatchInput,
  kindergartens: readonly Kindergarten[],
  index: ReadonlyMap<string, number>,
): Surroundings {
  const asked = input.kindergartens.some((kindergarten) =>
    criteriaAt(input, kindergarten).some(
      (criterion) =>
        isCoded(criterion) &&
        (criterion.key === 'points'
          ? criterion.items.some((item) => item.criterion.key === 'sibling-applying')
          : criterion.key === 'sibling-applying'),
    ),
  );
  return {
    siblingApplies: asked ? siblingWishes(input.applicants) : () => false,
    kommuneOf: (id) => kindergartens[index.get(id) ?? -1]?.kommune,
  };
}
