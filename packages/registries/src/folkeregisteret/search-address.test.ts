import { movableClock, nationalId } from '@opptak/domain';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import type { Home } from '../mock-world/mock-world.ts';
import { connectToMocks } from '../mocks/connect-to-mocks.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';
import { RegistryRefused } from '../registry-errors.ts';
import type { Residence } from './person-facts.ts';

const world = mockWorld({ clock: movableClock(new Date('2026-08-03T10:00:00Z')) });
let mocks: Mocks;
beforeAll(async () => {
  mocks = await startMocks({ world });
});
afterEach(() => mocks.faults.clear());
afterAll(() => mocks.close());

const home = (unit: string, number = 7): Home => ({
  type: 'street',
  kommune: '5501',
  street: 'Storgata',
  number,
  unit,
  postalCode: '9008',
  postTown: 'TROMSØ',
});
const person = (birthDate: string, lives: Home | null) =>
  nationalId(world.addPerson({ birthDate, sex: 'female', home: lives }), 'synthetic');

async function residenceOf(number: Parameters<typeof nationalId>[0]): Promise<Residence> {
  const facts = await connectToMocks(mocks).people.findPerson(nationalId(number, 'synthetic'), 'fee');
  if (!facts?.residence) throw new Error('has no residence');
  return facts.residence;
}

test.each(['people', 'fiksPeople'] as const)('%s: finds who lives at a street and number', async (way) => {
  const adult = person('1990-05-06', home('H0101'));
  const neighbour = person('1991-05-06', home('H0201'));
  person('2023-03-01', home('H0101'));
  person('1992-05-06', home('H0101', 9));
  person('1993-05-06', null);
  const registry = connectToMocks(mocks)[way];

  const answer = await registry.findResidents(
    await residenceOf(adult),
    { bornUntil: 2008, atMost: 50 },
    'fee',
  );

  expect(answer.type).toBe('found');
  expect(answer.type === 'found' && answer.nationalIds).toEqual(expect.arrayContaining([adult, neighbour]));
  const asked = mocks.log.requests(way === 'people' ? 'folkeregisteret' : 'fiks-folkeregisteret').at(-1)?.url;
  expect(asked).toContain('foedselsaarTilOgMed=2008');
  expect(
    await registry.findResidents(await residenceOf(adult), { bornUntil: 2008, atMost: 1 }, 'fee'),
  ).toEqual({ type: 'too-many' });
});

test('an address without a street, and one nobody knows, can not be searched by', async () => {
  const { people } = connectToMocks(mocks);
  const farm = person('1980-01-01', {
    type: 'farm',
    kommune: '5501',
    farmNumber: 12,
    propertyNumber: 3,
    postalCode: '9008',
    postTown: 'TROMSØ',
  });
  const lost = person('1981-01-01', { type: 'unknown', kommune: '5501' });
  for (const one of [farm, lost]) {
    expect(await people.findResidents(await residenceOf(one), { bornUntil: 2008, atMost: 5 }, 'fee')).toEqual(
      { type: 'not-searchable' },
    );
  }
});

test('no hits are nobody, and a role that may not search is refused', async () => {
  const { people } = connectToMocks(mocks);
  const residence = await residenceOf(person('1982-01-01', home('H0101', 11)));
  expect(await people.findResidents(residence, { bornUntil: 1900, atMost: 5 }, 'fee')).toEqual({
    type: 'found',
    nationalIds: [],
  });
  mocks.faults.next('folkeregisteret', { type: 'status', status: 403 }, { path: 'soek' });
  await expect(people.findResidents(residence, { bornUntil: 1900, atMost: 5 }, 'fee')).rejects.toThrow(
    RegistryRefused,
  );
});
