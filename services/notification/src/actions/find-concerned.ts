import { inKommune } from '@opptak/db';
import type { KommuneNumber, NationalId } from '@opptak/domain';
import { peoplePerLookup, type RegisterEvent, type ResidenceFacts, relevanceOf } from '@opptak/registries';
import type { Deps } from '../deps.ts';
import { openPerson } from '../population/person-record.ts';
import { lookUp } from '../population/read-families.ts';
import { bornOf, isOfAdmissionAge, standingOf } from '../population/standing.ts';
import { findByNumbers, findChildrenAround, findPeople } from '../repositories/people.ts';
import type { Asked } from './store-reading.ts';

/** Whom events are about that can matter. Events of types that admission does not read cost one look-up in a set. */
export function numbersIn(events: readonly RegisterEvent[]): readonly NationalId[] {
  const numbers = new Set<NationalId>();
  // A type we do not know is taken seriously.
  for (const { type, nationalId } of events) {
    if (relevanceOf(type) !== 'irrelevant') numbers.add(nationalId);
  }
  return [...numbers];
}

/**
 * Whom a page of events may concern: children of ours that the events are about or whose adults they are about,
 * children who are not ours and live here now, and other people we know of. Of everybody else in the country only the
 * residence is asked for, and nothing of it is kept (GDPR article 5, data minimisation).
 */
export async function findConcerned(
  deps: Deps,
  kommune: KommuneNumber,
  events: readonly RegisterEvent[],
): Promise<Asked> {
  const numbers = numbersIn(events);
  if (numbers.length === 0) return { children: [], known: [] };
  const { vault, db } = deps;
  const today = deps.clock.today();
  const indexOf = new Map(numbers.map((number) => [number, vault.blindIndex(kommune, number)]));
  const { known, people, around } = await inKommune(db, kommune, async (tx) => {
    const found = await findByNumbers(tx, [...indexOf.values()]);
    const ids = [...new Set(found.values())];
    return { known: found, people: await findPeople(tx, ids), around: await findChildrenAround(tx, ids) };
  });
  const ours = around.map((child) => openPerson(deps, child).nationalId as NationalId);

  const candidates = numbers.filter((number) => {
    const person = people.get(known.get(indexOf.get(number) ?? '') ?? '');
    // Whom we know as grown-up is here because of a child, and can not become one.
    return !person || person.bornOn === null || isOfAdmissionAge(bornOf(person.bornOn), today);
  });
  const residences = await lookUpResidences(deps, kommune, candidates);
  const here = new Set(
    [...residences.values()]
      .filter((facts) => standingOf(facts, kommune).type === 'ours')
      .map(({ nationalId }) => nationalId),
  );
  const young = await youngAmong(deps, kommune, [...here]);
  // A number that has ceased leads to the person who stays: asked for by both, so that both become one.
  const ceased = [...residences].flatMap(([number, { nationalId }]) =>
    number !== nationalId && young.has(nationalId) ? [number] : [],
  );
  return {
    children: [...new Set([...ours, ...young, ...ceased])],
    known: numbers.filter((number) => known.has(indexOf.get(number) ?? '')),
  };
}

async function lookUpResidences(
  deps: Deps,
  kommune: KommuneNumber,
  numbers: readonly NationalId[],
): Promise<ReadonlyMap<NationalId, ResidenceFacts>> {
  const residences = new Map<NationalId, ResidenceFacts>();
  for (let first = 0; first < numbers.length; first += peoplePerLookup) {
    const chunk = numbers.slice(first, first + peoplePerLookup);
    const { found } = await deps.registries(kommune).people.findResidences(chunk, 'population');
    for (const [number, facts] of found) residences.set(number, facts);
  }
  return residences;
}

/** Those of admission age, by the number in use. */
async function youngAmong(
  deps: Deps,
  kommune: KommuneNumber,
  numbers: readonly NationalId[],
): Promise<ReadonlySet<NationalId>> {
  const people: Parameters<typeof lookUp>[2] = new Map();
  await lookUp(deps.registries(kommune).people, numbers, people);
  const today = deps.clock.today();
  return new Set(
    [...people.values()]
      .filter((facts) => isOfAdmissionAge(facts, today))
      .map(({ nationalId }) => nationalId),
  );
}
