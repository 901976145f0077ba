import { compareIds } from '../canonical/id-order.ts';
import type { FamilyClaim } from '../format.ts';
import {
  claimedEntries,
  displacedBy,
  granted,
  grantedInTurn,
  type MorePlaces,
  placesIn,
  tried,
} from './grant.ts';
import { claimants, type Search, withoutBackstop } from './search.ts';

/** Combinations of so many places are tried; beyond that those who would leave all get one. */
const mostTried = 4;
/** How far families may move up while an answer is tried: not at all, a little. */
const stepsTried = [0, 10];

/** Every family left with a claim: what it could have had, whose places it would take, and what room would settle it. */
export function familyClaims(search: Search): FamilyClaim[] {
  return claimants(search)
    .map((family) => claimOf(search, family))
    .sort((a, b) => compareIds(a.family, b.family));
}

function claimOf(search: Search, family: number): FamilyClaim {
  const { setting } = search.seats.run.prepared;
  const { group } = search.seats.run.lists.entries;
  const { id, members } = search.families[family]!;
  const idAt = (row: number) => setting.applicants[row]!.id;
  const nameOf = (index: number) => setting.kindergartens[setting.groups[index]!.kindergarten]!.id;
  const wanted = claimedEntries(search, family);
  const displaced = displacedBy(search, family);
  const extra = extraPlaces(
    search,
    family,
    displaced.map(([index, rows]) => [index, rows.length]),
  );
  return {
    kind: 'family-claim',
    family: id,
    wanted: members.map((row, index) => ({
      id: idAt(row),
      kindergarten: wanted[index] === -1 ? null : nameOf(group[wanted[index]!]!),
    })),
    blockedBy: displaced
      .map(([index, rows]) => ({
        kindergarten: nameOf(index),
        band: setting.groups[index]!.band,
        applicants: rows.map(idAt).sort(compareIds),
      }))
      .sort((a, b) => compareIds(a.kindergarten, b.kindergarten) || compareIds(b.band, a.band)),
    extraPlaces:
      extra === null
        ? null
        : extra
            .map(([index, places]) => ({
              kindergarten: nameOf(index),
              band: setting.groups[index]!.band,
              places,
            }))
            .sort((a, b) => compareIds(a.kindergarten, b.kindergarten) || compareIds(b.band, a.band)),
  };
}

/**
 * Places with which this family has no claim and no other a new one; each answer is an allocation that was found. First few places in
 * the groups that the family claims, the fewest first; then a place for everybody who would have to leave, in turn.
 *
 * @returns null where more whole places do not help, because an agreement limits who may come
 */
function extraPlaces(search: Search, family: number, displaced: MorePlaces): MorePlaces | null {
  const old = new Set(claimants(search));
  old.delete(family);
  const missing = withoutBackstop(search).length;
  for (const more of combinations(displaced)) {
    for (const steps of stepsTried) {
      // Who is put out on the way may turn out to need a backstop that is not made: such an allocation shows nothing.
      const settles = () =>
        granted(search, family, more, steps, old) === undefined && withoutBackstop(search).length === missing;
      if (tried(search, settles)) return more;
    }
  }
  return tried(search, () => (grantedInTurn(search, family, old) ? [...search.seats.extra] : null));
}

/** All ways to add places, fewest first. */
function combinations(most: MorePlaces): MorePlaces[] {
  const all = most.reduce<MorePlaces[]>(
    (lists, [group, places]) =>
      lists
        .flatMap((list) =>
          Array.from({ length: Math.min(places, mostTried) + 1 }, (_, extra) =>
            extra === 0 ? list : [...list, [group, extra] as const],
          ),
        )
        .filter((list) => placesIn(list) <= mostTried),
    [[]],
  );
  return all.filter((list) => placesIn(list) > 0).sort((a, b) => placesIn(a) - placesIn(b));
}
