import type { Child, Entry, Report, Run } from './model.ts';

/** Every applicant stands in the result once, in id order (§ 9). */
export function checkRows({ children, result: { assignments } }: Run, report: Report): void {
  const applicants = new Set(children().map(({ applicant }) => applicant.id));
  const named = new Set<string>();
  let before = '';
  for (const { id } of assignments) {
    if (!applicants.has(id)) report('child-unknown', id, 'is not among the applicants');
    else if (named.has(id)) report('child-repeated', id, 'is named more than once');
    else if (id < before) report('row-order', id, 'does not stand in id order');
    named.add(id);
    before = id;
  }
  for (const id of applicants) if (!named.has(id)) report('child-missing', id, 'is not in the result');
}

/** Every child is placed on its list or not at all, keeps the place it has, and the row says which wish it got (§§ 2 and 9). */
export function checkPlaces({ children, result: { assignments } }: Run, report: Report): void {
  const childOf = new Map(children().map((child) => [child.applicant.id, child]));
  for (const { id, kindergarten, wish, via } of assignments) {
    const child = childOf.get(id);
    if (!child) continue;
    const place = child.place();
    const { current, wishes } = child.applicant;
    if (current !== undefined && kindergarten === null)
      report('own-place-lost', id, `had a place at ${current} and has none now`);
    if (kindergarten !== null && !place) {
      if (wishes.includes(kindergarten)) report('not-eligible', id, `may not be placed at ${kindergarten}`);
      else report('not-on-list', id, `has no wish, no place and no right that leads to ${kindergarten}`);
    }
    const way = place ? wayTo(place) : null;
    if (via !== way) report('wrong-via', id, `says ${via}, is ${way}`);
    const number = place?.number && place.number <= wishes.length ? place.number : null;
    if (wish !== number) report('wrong-wish-number', id, `says ${wish}, is ${number}`);
  }
}

function wayTo({ child, group, number }: Entry): 'right' | 'kept' | 'wish' {
  if (number === null) return 'right';
  return group.kindergarten.id === child.applicant.current ? 'kept' : 'wish';
}

/** Everywhere that the child itself, not its family, may ask for a place: siblings who decide together only along the backstop (§ 8.2). */
export function placesAlone({ entries, backstop, family }: Child): readonly Entry[] {
  if (!family) return [...entries(), ...backstop()];
  return family.required ? [] : backstop();
}

/** The places that a child would rather have than its own, and may claim for itself. */
export function wouldRatherHave(child: Child): readonly Entry[] {
  const place = child.place();
  if (!place) return placesAlone(child);
  const list = place.number === null ? placesAlone(child) : child.family ? [] : child.entries();
  return list.slice(0, Math.max(0, list.indexOf(place)));
}
