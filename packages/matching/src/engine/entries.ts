import { compareIds } from '../canonical/id-order.ts';
import { distanceTo } from '../criteria/distance.ts';
import { type Eligible, eligibility } from './eligible.ts';
import { type Entries, entryDraft } from './entry-draft.ts';
import { type OrderRule, orderRules } from './order-code.ts';
import type { Setting } from './setting.ts';

/** The wish number of a child's own place outside its wishes. */
export const ownPlace = 0;
/** The wish number of every kindergarten along the backstop. */
export const backstopWish = -1;

export type { Entries };

export interface Lists {
  readonly rules: readonly OrderRule[];
  readonly eligible: Eligible;
  /** Wishes and own place of every child. */
  readonly entries: Entries;
}

/** Makes the lists of all children, without backstops. */
export function listsOf(setting: Setting): Lists {
  const rules = orderRules(setting);
  const eligible = eligibility(setting);
  const draft = entryDraft(setting, rules, mostEntries(setting));
  setting.applicants.forEach((applicant, row) => {
    draft.startRow(row);
    const { wishes, current } = applicant;
    let kept = false;
    for (let wish = 1; wish <= wishes.length && !kept; wish++) {
      const kindergarten = setting.kindergartenIndex.get(wishes[wish - 1]!)!;
      kept = wishes[wish - 1] === current;
      if (eligible(applicant, kindergarten)) draft.add(kindergarten, wish);
    }
    if (current !== undefined && !kept) draft.add(setting.kindergartenIndex.get(current)!, ownPlace);
  });
  return { rules, eligible, entries: draft.finish(new Uint8Array(setting.applicants.length)) };
}

/** The same lists with the backstop (the other kindergartens of the home kommune, nearest first) for these rows too. */
export function withBackstops(setting: Setting, lists: Lists, rows: readonly number[]): Lists {
  const { entries, rules, eligible } = lists;
  const withBackstop = entries.withBackstop.slice();
  for (const row of rows) withBackstop[row] = 1;
  const byKommune = Map.groupBy(
    setting.kindergartens.keys(),
    (index) => setting.kindergartens[index]!.kommune,
  );
  const draft = entryDraft(setting, rules, entries.group.length);
  for (let row = 0; row < setting.applicants.length; row++) {
    draft.startRow(row);
    draft.copy(entries, row);
    if (withBackstop[row] === 0 || entries.withBackstop[row] === 1) continue;
    for (const kindergarten of backstopOf(setting, eligible, row, byKommune))
      draft.add(kindergarten, backstopWish);
  }
  return { rules, eligible, entries: draft.finish(withBackstop) };
}

type ByKommune = ReadonlyMap<string | undefined, readonly number[]>;

function backstopOf(setting: Setting, eligible: Eligible, row: number, byKommune: ByKommune): number[] {
  const applicant = setting.applicants[row]!;
  const wished = new Set(applicant.wishes);
  const home =
    applicant.kommune === undefined
      ? [...setting.kindergartens.keys()]
      : [...(byKommune.get(applicant.kommune) ?? []), ...(byKommune.get(undefined) ?? [])];
  return home
    .filter((index) => !wished.has(setting.kindergartens[index]!.id) && eligible(applicant, index))
    .map((index) => ({
      index,
      id: setting.kindergartens[index]!.id,
      metres: distanceTo(applicant, setting.kindergartens[index]!) ?? Number.POSITIVE_INFINITY,
    }))
    .sort((a, b) => (a.metres === b.metres ? compareIds(a.id, b.id) : a.metres - b.metres))
    .map(({ index }) => index);
}

const mostEntries = (setting: Setting): number =>
  setting.applicants.reduce((sum, { wishes }) => sum + wishes.length + 1, 0);
