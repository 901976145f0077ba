import type { MatchResult } from '../reading/document.ts';
import { compare } from '../reading/orders.ts';
import type { Child, JointFamily, Market, Option, Outcome, Report, Standing } from './model.ts';

type Assignment = MatchResult['assignments'][number];

/** Reads the assignments: every child once, at a place on its list, and no own place lost. */
export function readPlacements(market: Market, { assignments }: MatchResult, report: Report): Outcome {
  const children = new Map(market.children.map((child) => [child.applicant.id, child]));
  const placeOf = new Map<Child, Option>();
  const named = new Set<string>();
  let before = '';
  for (const row of assignments) {
    const child = children.get(row.id);
    if (!child) report('child-unknown', row.id, 'is not among the applicants');
    else if (named.has(row.id)) report('child-repeated', row.id, 'is named more than once');
    else {
      if (row.id < before) report('row-order', row.id, 'does not stand in id order');
      const place = placeIn(market, child, row, report);
      if (place) placeOf.set(child, place);
    }
    named.add(row.id);
    before = row.id;
  }
  for (const id of children.keys()) if (!named.has(id)) report('child-missing', id, 'is not in the result');

  const held = market.groups.map((): Standing[] => []);
  for (const { group, standing } of placeOf.values()) held[group]?.push(standing);
  return { placeOf, held: held.map((standings) => standings.sort(compare)) };
}

function placeIn(market: Market, child: Child, row: Assignment, report: Report): Option | undefined {
  const { applicant, options } = child;
  const { id, kindergarten, wish, via } = row;
  if (applicant.current !== undefined && kindergarten === null) {
    report('own-place-lost', id, `had a place at ${applicant.current} and has none now`);
  }
  const isThere = ({ standing }: Option) => standing.at === kindergarten;
  const place = kindergarten === null ? undefined : (options.find(isThere) ?? child.backstop().find(isThere));
  if (kindergarten !== null && !place) {
    if (applicant.wishes.includes(kindergarten))
      report('not-eligible', id, `may not be placed at ${kindergarten}`);
    else
      report(
        'not-on-list',
        id,
        `did not wish for ${kindergarten}, has no place there and is not sent there by its right`,
      );
  }
  const expected = place ? viaOf(child, place) : null;
  const number =
    expected === null || expected === 'right' ? 0 : applicant.wishes.indexOf(kindergarten ?? '') + 1;
  if (via !== expected) report('wrong-via', id, `says ${via}, is ${expected}`);
  if (wish !== (number || null)) report('wrong-wish-number', id, `says ${wish}, is ${number || null}`);
  return place && market.groups[place.group] ? place : undefined;
}

function viaOf({ applicant }: Child, { number, standing }: Option): 'right' | 'kept' | 'wish' {
  if (number === null) return 'right';
  return standing.at === applicant.current ? 'kept' : 'wish';
}

/**
 * The places that a child would rather have and may claim for itself. Where siblings decide together, a child claims alone only along
 * its backstop: when it has the right to a place and their wishes leave it without one (§ 8.2).
 */
export function wouldRatherHave(
  child: Child,
  place: Option | undefined,
  family: JointFamily | undefined,
): readonly Option[] {
  if (place && place.number !== null)
    return family ? [] : child.options.slice(0, child.options.indexOf(place));
  const alone = placesAlone(child, family);
  const at = place ? alone.findIndex(({ group }) => group === place.group) : -1;
  return at < 0 ? alone : alone.slice(0, at);
}

/** Everywhere that the child itself, not its family, may ask for a place. */
export function placesAlone(child: Child, family: JointFamily | undefined): readonly Option[] {
  if (!family) return [...child.options, ...child.backstop()];
  return family.required ? [] : child.backstop();
}
