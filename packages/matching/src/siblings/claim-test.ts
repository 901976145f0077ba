import { type Search, setClaim } from './search.ts';
import { admits, admitsOne } from './seats.ts';

/** After so many losses in one search a family asks for no tuple twice, and after so many for none at all. */
const tired = 10;
const resigned = 30;

/** The first tuple before `before` that the family may ask for and every group would give. @returns −1 for none */
export function firstClaim(search: Search, family: number, before: number, evenLost: boolean): number {
  const lost = evenLost ? undefined : search.lost.get(family);
  const losses = search.losses[family]!;
  const patience = losses < tired ? search.patience : 1;
  if (lost && losses >= resigned) return -1;
  search.question++;
  for (let tuple = 0; tuple < before; tuple++) {
    search.looked += search.families[family]!.members.length;
    if ((lost?.[tuple] ?? 0) < patience && isClaim(search, family, tuple)) return tuple;
  }
  return -1;
}

/** Whether every group would take the family in as this tuple says, its present seats counting as occupied. */
function isClaim(search: Search, family: number, tuple: number): boolean {
  const { seats, families, lists } = search;
  const { group } = seats.run.lists.entries;
  const { positionOf } = seats.run.ranking;
  const { members } = families[family]!;
  const { tuples } = lists[family]!;
  const start = tuple * members.length;
  for (let index = 0; index < members.length; index++) {
    const entry = tuples[start + index]!;
    if (entry === -1 || seats.held[members[index]!] === entry) continue;
    if (search.askedAt[entry] !== search.question) {
      search.askedAt[entry] = search.question;
      search.admitted[entry] = admitsOne(seats, group[entry]!, positionOf[entry]!) ? 1 : 0;
    }
    if (search.admitted[entry] === 0) return false;
  }
  for (let index = 0; index < members.length; index++) {
    const entry = tuples[start + index]!;
    if (entry === -1) continue;
    let companions = 0;
    let first = true;
    for (let other = 0; other < members.length; other++) {
      const beside = tuples[start + other]!;
      if (other === index || beside === -1 || group[beside] !== group[entry]) continue;
      companions++;
      if (other < index) first = false;
    }
    if (companions > 0 && first && !admitsGroup(search, members, tuples, start, group[entry]!)) return false;
  }
  return true;
}

/** Several members in one group: it must take the newcomers and keep those who are there. */
function admitsGroup(
  search: Search,
  members: readonly number[],
  tuples: Int32Array,
  start: number,
  index: number,
): boolean {
  const { seats } = search;
  const { group } = seats.run.lists.entries;
  const { positionOf } = seats.run.ranking;
  const newcomers: number[] = [];
  const stayers: number[] = [];
  let worst = -1;
  members.forEach((row, member) => {
    const entry = tuples[start + member]!;
    if (entry === -1 || group[entry] !== index) return;
    (seats.held[row] === entry ? stayers : newcomers).push(positionOf[entry]!);
    worst = Math.max(worst, positionOf[entry]!);
  });
  return newcomers.length === 0 || admits(seats, index, newcomers, worst, stayers);
}

/** Brings `claim` up to date for the families near what has changed since the last time. */
export function updateClaims(search: Search): void {
  const asked = new Set<number>();
  for (const group of search.seats.changed) {
    for (const family of search.familiesAt.get(group) ?? []) asked.add(family);
  }
  search.seats.changed.clear();
  for (const family of asked) {
    const claim = firstClaim(search, family, search.tuple[family]!, true);
    if (claim === search.claim[family]) continue;
    search.claimNotes.push(family, search.claim[family]!);
    setClaim(search, family, claim);
  }
}
