import { createHash } from 'node:crypto';
import { NavList, parse } from '@opptak/contracts';
import { stableId, type Tx, type Vault } from '@opptak/db';
import {
  AppError,
  addMonths,
  dateInNorway,
  type IsoDate,
  isoDate,
  type KommuneNumber,
  lastOfMonth,
} from '@opptak/domain';
import { type Change, openIdentity, record, type Tenants } from '@opptak/service';
import { type BuiltNavList, buildNavList, type ListedChild } from '../nav/build-nav-list.ts';
import { hideProtected } from '../nav/hide-protected.ts';
import { visibilityOfHousehold } from '../nav/nav-persons.ts';
import {
  findNavList,
  findPlacesWithin,
  getNavList,
  insertNavList,
  lockNavLists,
  type PlaceOfChild,
  type StoredNavList,
} from '../repositories/nav-lists.ts';
import type { Schema } from '../schema.generated.ts';

interface Wiring {
  readonly vault: Vault;
  readonly identityVault: Vault;
  readonly tenants: Tenants;
}

const table = 'nav_list';

/**
 * Prepares the list of the current month for NAV and keeps it, sealed, under the month's next number. When nothing has
 * changed since the last one, that one is the answer: the same list is handed out with the same bytes. Safe to run twice.
 *
 * @throws AppError unprocessable `not-this-month`: NAV takes lists for the current month only; what happened earlier
 * stands in them with its dates.
 */
export async function prepareNavList(
  wiring: Wiring,
  change: Change<Schema>,
  month: string,
): Promise<StoredNavList> {
  const { tx, kommune, at } = change;
  if (month !== dateInNorway(at).slice(0, 7)) {
    throw new AppError('unprocessable', 'not-this-month', 'Lists are made for the current month only');
  }
  await lockNavLists(tx, kommune);
  const newest = await findNavList(tx, month);
  if (newest && isSame(newest, await build(wiring, tx, kommune, month, newest.number))) return newest;

  const number = (newest?.number ?? 0) + 1;
  const built = await build(wiring, tx, kommune, month, number);
  const text = textOf(built);
  const { id } = built.list;
  const stored = await insertNavList(tx, {
    kommune,
    id,
    month,
    number,
    sealedBody: wiring.vault.seal(kommune, table, id, text),
    sha256: sha256(text),
    entries: built.entries,
    withheld: built.withheld,
    incomplete: built.incomplete,
    preparedAt: at,
  });
  await record(change, id, 'nav-list-prepared', {
    month,
    number,
    entries: built.entries,
    withheld: built.withheld,
    incomplete: built.incomplete,
  });
  return stored;
}

const isSame = (stored: StoredNavList, built: BuiltNavList): boolean =>
  stored.sha256 === sha256(textOf(built)) &&
  stored.withheld === built.withheld &&
  stored.incomplete === built.incomplete;

/** The list as it was prepared, byte for byte. */
export const openNavList = (vault: Vault, { kommune, id, sealedBody }: StoredNavList): string =>
  vault.unseal(kommune, table, id, sealedBody);

/**
 * The newest list of a month as it may be handed out now. Who has been protected since it was prepared is shown as in a
 * list made today: without an address, or not at all.
 *
 * @throws AppError not-found when no list has been prepared for the month.
 */
export async function takeOutNavList(
  wiring: Wiring,
  change: Change<Schema>,
  month: string,
): Promise<NavList> {
  const { tx, kommune } = change;
  const stored = await getNavList(tx, month);
  await record(change, stored.id, 'nav-list-taken-out');
  const list = parse(NavList, JSON.parse(openNavList(wiring.vault, stored)), 'Stored NAV list');
  const today = new Map(
    (await listedChildren(wiring, tx, kommune, isoDate(`${month}-01`))).flatMap(({ people }) =>
      people ? [[people.child.nationalId, visibilityOfHousehold([people.child, ...people.adults])]] : [],
    ),
  );
  return hideProtected(list, (child) => today.get(child) ?? 'unknown');
}

async function build(
  wiring: Wiring,
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  month: string,
  number: number,
): Promise<BuiltNavList> {
  return buildNavList({
    id: stableId('nav-list', kommune, month, String(number)),
    kommune: { number: kommune, name: wiring.tenants.get(kommune).name.nb },
    month,
    children: await listedChildren(wiring, tx, kommune, isoDate(`${month}-01`)),
  });
}

/** Children with a place in a month, or in the one before. */
async function listedChildren(
  { identityVault }: Pick<Wiring, 'identityVault'>,
  tx: Tx<Schema>,
  kommune: KommuneNumber,
  first: IsoDate,
): Promise<readonly ListedChild[]> {
  const places = await findPlacesWithin(tx, addMonths(first, -1), lastOfMonth(first));
  const ofChild = Map.groupBy(places, (one) => `${one.childId}|${one.kindergartenId}`);
  return [...ofChild.values()].map((all) => listedChild(identityVault, kommune, all));
}

/** @param places All of one child in one kindergarten, at least one. */
function listedChild(
  identityVault: Vault,
  kommune: KommuneNumber,
  places: readonly PlaceOfChild[],
): ListedChild {
  const [one] = places;
  if (!one) throw new RangeError('A child without a place');
  const { childId, kindergartenId, kindergartenName, fullTimeHours, bornOn, sealedIdentity, adults } = one;
  const open = (personId: string, sealed: string) => openIdentity(identityVault, kommune, personId, sealed);
  return {
    bornOn,
    kindergarten: { id: kindergartenId, name: kindergartenName ?? '' },
    places: places.map(({ from, until, daysPerWeek }) => ({
      from,
      until,
      hoursPerWeek: weeklyHours(fullTimeHours ?? 0, daysPerWeek),
    })),
    people:
      sealedIdentity === null || kindergartenName === null
        ? null
        : {
            child: open(childId, sealedIdentity),
            adults: adults.map(({ personId, sealedIdentity: sealed }) => open(personId, sealed)),
          },
  };
}

/** Agreed hours a week of a place of some days, to a tenth of an hour. */
const weeklyHours = (fullTimeHours: number, daysPerWeek: number): number =>
  Math.round(fullTimeHours * 2 * daysPerWeek) / 10;

const textOf = ({ list }: BuiltNavList): string => JSON.stringify(list);
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
