import { movableClock, nationalId } from '@opptak/domain';
import { connectToMocks, type Home, mockWorld, startMocks } from '@opptak/registries/mocks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFamilies } from './read-families.ts';

const clock = movableClock(new Date('2026-08-03T10:00:00Z'));
const world = mockWorld({ clock });
let mocks: Awaited<ReturnType<typeof startMocks>>;
beforeAll(async () => {
  mocks = await startMocks({ world });
});
afterAll(() => mocks.close());

const homeAt = (number: number): Home => ({
  type: 'street',
  kommune: '5501',
  street: 'Storgata',
  number,
  postalCode: '9008',
  postTown: 'TROMSØ',
});
const adult = (home: Home) => world.addPerson({ birthDate: '1990-05-06', sex: 'female', home });
const child = (home: Home, mother: string, father?: string) =>
  world.addPerson({
    birthDate: '2023-03-01',
    sex: 'male',
    home,
    parents: { mother, ...(father === undefined ? {} : { father }) },
  });
const householdOf = async (number: string) => {
  const { families } = await readFamilies(connectToMocks(mocks).people, [nationalId(number, 'synthetic')]);
  return families[0]?.adults
    .filter(({ livesWithChild }) => livesWithChild === true)
    .map(({ facts, role }) => [facts.nationalId, role]);
};

test('whoever has another child with the parent, and lives there, belongs to the household of half-siblings', async () => {
  const [mother, father, cohabitant] = [adult(homeAt(1)), adult(homeAt(2)), adult(homeAt(1))];
  const older = child(homeAt(1), mother, father);
  const younger = child(homeAt(1), mother, cohabitant);

  expect(await householdOf(older)).toEqual([
    [mother, 'parent-with-responsibility'],
    [cohabitant, 'household'],
  ]);
  expect(await householdOf(younger)).toEqual([
    [mother, 'parent-with-responsibility'],
    [cohabitant, 'parent-with-responsibility'],
  ]);
});

test('the parent of a half-sibling who lives elsewhere does not', async () => {
  const [mother, elsewhere] = [adult(homeAt(3)), adult(homeAt(4))];
  child(homeAt(3), mother, elsewhere);

  expect(await householdOf(child(homeAt(3), mother))).toEqual([[mother, 'parent-with-responsibility']]);
});

test('a spouse who is no parent does', async () => {
  const [mother, spouse] = [adult(homeAt(5)), adult(homeAt(5))];
  world.marry(mother, spouse);

  expect(await householdOf(child(homeAt(5), mother))).toEqual([
    [mother, 'parent-with-responsibility'],
    [spouse, 'household'],
  ]);
});
