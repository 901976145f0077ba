import { compareIds } from '../canonical/id-order.ts';
import { distanceTo } from '../criteria/distance.ts';
import type { Applicant } from '../format.ts';
import { type Eligible, eligibility } from './eligible.ts';
import { entryDraft } from './entry-draft.ts';
import type { Lists, Near } from './lists.ts';
import { orderRules } from './order-code.ts';
import type { Setting } from './setting.ts';

/** The wish number of a child's own place outside its wishes. */
export const ownPlace = 0;
/** The wish number of every kindergarten along the backstop. */
export const backstopWish = -1;

/** Makes the lists of all children, without backstops. */
export function listsOf(setting: Setting, near?: Near): Lists {
  const rules = orderRules(setting);
  const eligible = eligibility(setting);
  const draft = entryDraft(setting, rules, mostEntries(setting), near);
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
  const entries = draft.finish(new Uint8Array(setting.applicants.length));
  return { rules, eligible, entries, from: near?.lists };
}

/**
 * The same lists with the backstop (the other kindergartens of the home kommune, nearest first) for these rows too. When some need it,
 * the others with the right get theirs as well while there is room: nobody goes along it before its own list has run out, so it takes
 * nothing from anyone, and the next who is put out needs no new round.
 */
export function withBackstops(setting: Setting, lists: Lists, rows: readonly number[], near?: Near): Lists {
  const { entries, rules, eligible } = lists;
  const withBackstop = entries.withBackstop.slice();
  for (const row of rows) withBackstop[row] = 1;
  const homeOf = homeKindergartens(setting);
  if (rows.length > 0) addAhead(setting, homeOf, withBackstop, mostAhead * entries.group.length);
  const draft = entryDraft(setting, rules, entries.group.length, near);
  for (let row = 0; row < setting.applicants.length; row++) {
    draft.startRow(row);
    draft.copy(entries, row);
    if (withBackstop[row] === 0 || entries.withBackstop[row] === 1) continue;
    for (const kindergarten of backstopOf(setting, eligible, homeOf, row))
      draft.add(kindergarten, backstopWish);
  }
  return { rules, eligible, entries: draft.finish(withBackstop), from: near?.lists ?? lists };
}

/** So many entries may be made ahead of need, for each that is there. */
const mostAhead = 4;

function addAhead(setting: Setting, homeOf: HomeOf, withBackstop: Uint8Array, most: number): void {
  let room = most;
  setting.applicants.forEach((applicant, row) => {
    if (applicant.rightToPlace !== true || applicant.current !== undefined || withBackstop[row] === 1) return;
    const length = homeOf(applicant).length;
    if (length > room) return;
    room -= length;
    withBackstop[row] = 1;
  });
}

/** The kindergartens of a child's kommune, and those of none; all of them for a child of none. */
type HomeOf = (applicant: Applicant) => readonly number[];

function homeKindergartens(setting: Setting): HomeOf {
  const all = [...setting.kindergartens.keys()];
  const byKommune = Map.groupBy(all, (index) => setting.kindergartens[index]!.kommune);
  const known = new Map<string | undefined, readonly number[]>([[undefined, all]]);
  return ({ kommune }) => {
    let home = known.get(kommune);
    if (!home) {
      home = [...(byKommune.get(kommune) ?? []), ...(byKommune.get(undefined) ?? [])];
      known.set(kommune, home);
    }
    return home;
  };
}

function backstopOf(setting: Setting, eligible: Eligible, homeOf: HomeOf, row: number): number[] {
  const applicant = setting.applicants[row]!;
  const wished = new Set(applicant.wishes);
  return homeOf(applicant)
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
