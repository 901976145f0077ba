import type { IsoDate, KommuneNumber, NationalId } from '@opptak/domain';
import { numbersOf, resolveIds } from '../src/population/identities.ts';
import { judgeFamilies } from '../src/population/judge-families.ts';
import type { PersonRecord } from '../src/population/person-record.ts';
import type { Looked } from '../src/population/read-families.ts';
import { carriedBlocks, protectionChanges } from '../src/population/register-protection.ts';
import { type SettledPerson, type Settlement, settlePage } from '../src/population/settlement.ts';
import type { Protection } from '../src/repositories/protection.ts';

/** What notification holds, kept in memory: maps where the service has tables, around the same pure core. */
export interface ModelPopulation {
  readonly people: Map<string, SettledPerson & { readonly record: PersonRecord }>;
  readonly numbers: Map<NationalId, string>;
  readonly guardians: Map<string, Settlement['guardians']>;
  /** In force, by person. */
  readonly open: Map<string, readonly Protection[]>;
  /** How many times people have been stored. */
  settled: number;
  /** The next event to read. */
  pointer: number;
}

export const emptyPopulation = (): ModelPopulation => ({
  people: new Map(),
  numbers: new Map(),
  guardians: new Map(),
  open: new Map(),
  settled: 0,
  pointer: 1,
});

/** Settles families as actions/settle-families.ts does: the same steps, in the same order, on maps. */
export function settleInMemory(
  population: ModelPopulation,
  looked: Looked,
  { kommune, at, today }: { readonly kommune: KommuneNumber; readonly at: Date; readonly today: IsoDate },
): {
  readonly lifted: readonly Protection[];
  /** Numbers of children beside somebody who was merged: read anew by a job. */
  readonly reread: readonly NationalId[];
} {
  const { people, numbers, guardians, open } = population;
  const named = numbersOf(looked);
  const { idOf, merged } = resolveIds(named, {
    known: numbers,
    numberOf: (id) => people.get(id)?.record.nationalId,
    newId: (number, time) => `${number}/${time}`,
  });
  const blocks = [...open.values()]
    .flat()
    .filter(
      ({ personId, againstPersonId }) =>
        merged.has(personId) || (againstPersonId && merged.has(againstPersonId)),
    );
  for (const block of carriedBlocks(merged, blocks)) add(open, block);
  const judged = judgeFamilies(looked.families, { idOf, before: people, kommune, today });
  const settlement = settlePage({
    judged,
    alone: looked.alone,
    idOf,
    merged,
    before: people,
    open,
    isHeld: () => false,
    today,
    at,
  });
  for (const [id, person] of settlement.people) {
    const record = person.record ?? people.get(id)?.record;
    if (record) people.set(id, { ...person, record });
  }
  for (const [current, all] of named) {
    const id = idOf(current);
    if (settlement.people.has(id)) for (const number of all) numbers.set(number, id);
  }
  const reread: NationalId[] = [];
  for (const [childId, all] of guardians) {
    if (!all.some(({ personId }) => merged.has(personId))) continue;
    const moved = all.map((one) => ({ ...one, personId: merged.get(one.personId) ?? one.personId }));
    guardians.set(childId, [...new Map(moved.map((one) => [one.personId, one])).values()]);
    reread.push(people.get(childId)?.record.nationalId as NationalId);
  }
  for (const { childId } of settlement.left) guardians.delete(childId);
  for (const childId of settlement.settled) {
    guardians.set(
      childId,
      settlement.guardians.filter((guardian) => guardian.childId === childId),
    );
  }
  const changes = protectionChanges(settlement.levels, open, { kommune, at });
  const lifted: Protection[] = [];
  for (const [personId, all] of open) {
    const stays = all.filter(({ id }) => !changes.lift.includes(id));
    if (stays.length === all.length) continue;
    lifted.push(...all.filter(({ id }) => changes.lift.includes(id)));
    open.set(personId, stays);
  }
  for (const protection of changes.add) add(open, protection);
  population.settled += 1;
  return { lifted, reread };
}

function add(open: ModelPopulation['open'], protection: Protection): void {
  open.set(protection.personId, [...(open.get(protection.personId) ?? []), protection]);
}
