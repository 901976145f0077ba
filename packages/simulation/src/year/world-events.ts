import type { IsoDate } from '@opptak/domain';
import type { Home, MockWorld } from '@opptak/registries/mocks';
import type { SimulatedFamily } from '../population.ts';

/** A kommune outside the simulation, where people come from and go to: Tromsø. */
const elsewhere = '5501';

const homeElsewhere = (number: number): Home => ({
  type: 'street',
  kommune: elsewhere,
  street: 'Storgata',
  number,
  postalCode: '9008',
  postTown: 'TROMSØ',
});

/** Families who live elsewhere when the year begins, and will move in: one early, one late, in each kommune. */
export interface Newcomers {
  readonly early: readonly SimulatedFamily[];
  readonly late: readonly SimulatedFamily[];
}

/**
 * Lets some families live elsewhere to begin with: every `nth` family without a child in kindergarten, two for each
 * kommune.
 */
export function sendAway(world: MockWorld, families: readonly SimulatedFamily[]): Newcomers {
  const byKommune = Map.groupBy(
    families.filter(
      ({ children, temper }) =>
        temper.protection === 'none' && children.every((child) => !child.kindergarten),
    ),
    ({ kommune }) => kommune,
  );
  const chosen = [...byKommune.values()].map((candidates) => candidates.slice(0, 2));
  for (const [index, family] of chosen.flat().entries())
    world.move(everybodyIn(family), homeElsewhere(index + 1));
  return {
    early: chosen.flatMap(([first]) => first ?? []),
    late: chosen.flatMap(([, second]) => second ?? []),
  };
}

export function moveIn(world: MockWorld, families: readonly SimulatedFamily[]): void {
  for (const family of families) world.move(everybodyIn(family), family.home);
}

/** One family in each kommune moves away. */
export function moveAway(world: MockWorld, families: readonly SimulatedFamily[]): readonly SimulatedFamily[] {
  const leaving = [...Map.groupBy(families, ({ kommune }) => kommune).values()].flatMap((all) =>
    all.filter(({ temper, children }) => temper.protection === 'none' && children.length === 1).slice(-1),
  );
  for (const [index, family] of leaving.entries())
    world.move(everybodyIn(family), homeElsewhere(100 + index));
  return leaving;
}

/** Children are born to families that have room for one more. They are too young for this year's intake. */
export function newBorn(world: MockWorld, families: readonly SimulatedFamily[], on: IsoDate): number {
  const parents = families
    .filter(({ children, guardians }) => children.length === 1 && guardians.length === 2)
    .slice(0, 5);
  for (const [index, { guardians }] of parents.entries()) {
    const [mother, otherParent] = guardians;
    world.birth({
      mother,
      ...(otherParent === undefined ? {} : { otherParent }),
      birthDate: on,
      sex: index % 2 === 0 ? 'female' : 'male',
    });
  }
  return parents.length;
}

/** A family's address becomes confidential in the middle of the campaign. */
export function protect(world: MockWorld, family: SimulatedFamily): void {
  for (const person of everybodyIn(family)) world.changeProtection(person, 'confidential');
}

const everybodyIn = ({ guardians, children, temper }: SimulatedFamily): readonly string[] => {
  const [resident, ...others] = guardians;
  const adults = temper.sharedHome ? [resident] : [resident, ...others];
  return [...adults, ...children.map(({ nationalId }) => nationalId)];
};
