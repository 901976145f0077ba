import { type MovableClock, movableClock, nationalIdFamily } from '@opptak/domain';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { readPersonDocument } from '../folkeregisteret/read-person-document.ts';
import { partsAsked, shownDocument } from '../folkeregisteret/show-document.ts';
import { mockWorld } from './create-mock-world.ts';
import type { Home, MockWorld, Protection } from './mock-world.ts';
import { registerSamples } from './register-samples.ts';

let clock: MovableClock;
let world: MockWorld;
let mother: string;
let father: string;

const home = (number: number, kommune = '5542'): Home => ({
  type: 'street',
  kommune,
  street: 'Storgata',
  number,
  postalCode: '9180',
  postTown: 'SKJERVØY',
});
const parts = partsAsked(
  'identifikasjonsnummer status doedsfall utflytting adressebeskyttelse bostedsadresse deltBosted foedsel navn familierelasjon foreldreansvar'.split(
    ' ',
  ),
);
/** What the adapter makes of the person, from what the register shows. */
const facts = (person: string) =>
  readPersonDocument(parts && shownDocument(world.view.document(person) ?? {}, parts), {
    policy: 'synthetic',
  });
/** Types of the events about a person since a sequence number, in order. */
const eventsAbout = (person: string, from = 1) =>
  (world.view.events(from, 10_000) ?? [])
    .filter((entry) => entry.hendelse.folkeregisteridentifikator === person)
    .map((entry) => entry.hendelse.hendelsetype);

beforeEach(() => {
  clock = movableClock(new Date('2026-03-01T12:00:00Z'));
  world = mockWorld({ clock });
  mother = world.addPerson({
    birthDate: '1995-04-05',
    sex: 'female',
    name: { first: 'KARI', last: 'FJELL' },
    home: home(1),
  });
  father = world.addPerson({
    birthDate: '1994-01-02',
    sex: 'male',
    name: { first: 'OLA', last: 'FJELL' },
    home: home(1),
  });
});

describe('the mock world', () => {
  test('people who are there from the start bring no events, and valid synthetic numbers', () => {
    expect(world.view.lastSequence()).toBe(0);
    expect(nationalIdFamily(mother)).toEqual({ kind: 'foedselsnummer', synthetic: true });
    expect(facts(mother)).toMatchObject({
      status: 'resident',
      birthDate: '1995-04-05',
      residence: { kommune: '5542' },
    });
  });

  test('the same seed gives the same numbers, also when a day has many births', () => {
    const numbers = () => {
      const one = mockWorld({ clock, seed: 3 });
      return Array.from({ length: 500 }, () =>
        one.addPerson({ birthDate: '2024-05-06', sex: 'female', home: null }),
      );
    };

    expect(numbers()).toEqual(numbers());
    expect(new Set(numbers()).size).toBe(500);
    expect(numbers().every((number) => nationalIdFamily(number)?.synthetic)).toBe(true);
  });

  test('twins are two births, with temporary names until the parents choose', () => {
    const twins = [
      world.birth({ mother, otherParent: father, sex: 'female' }),
      world.birth({ mother, otherParent: father, sex: 'male' }),
    ];

    for (const twin of twins) {
      expect(facts(twin)).toMatchObject({
        status: 'resident',
        birthDate: '2026-03-01',
        name: { temporary: true },
        residence: { kommune: '5542', address: { number: '1' } },
        guardians: { kind: 'joint', holders: [{ nationalId: mother }, { nationalId: father }] },
      });
    }
    expect(facts(mother)).toMatchObject({ children: twins.toReversed(), wards: twins.toReversed() });
    expect(eventsAbout(twins[0] ?? '')).toContain('personErOpprettet');
    world.changeName(twins[0] ?? '', { first: 'SOL', last: 'FJELL' });
    expect(facts(twins[0] ?? '').name).toMatchObject({ first: 'SOL', temporary: false });
  });

  test('a stillborn child leaves the parents’ children as they were', () => {
    world.stillbirth({ mother, otherParent: father });

    expect(facts(mother)).toMatchObject({ children: [], unknown: {} });
    expect(eventsAbout(mother)).toEqual(['endringIFamilierelasjon']);
  });

  test('a move of three is three events, and the earlier address is history', () => {
    const child = world.birth({ mother, otherParent: father, sex: 'female' });
    const from = world.view.lastSequence() + 1;

    world.move([mother, father, child], home(9, '5544'));

    expect([mother, father, child].map((one) => eventsAbout(one, from))).toEqual(
      Array(3).fill(['endringIBostedsadresse']),
    );
    expect(facts(child).residence).toMatchObject({ kommune: '5544', movedOn: '2026-03-01' });
    expect(world.view.document(child)?.bostedsadresse?.map((one) => one.erGjeldende)).toEqual([true, false]);
  });

  test('a renumbered kommune changes the number and moves nobody', () => {
    clock.moveTo(new Date('2027-01-01T06:00:00Z'));

    expect(world.renumberKommune('5542', '9942')).toBe(2);

    expect(facts(mother).residence).toMatchObject({ kommune: '9942', movedOn: '1995-04-05' });
    expect(eventsAbout(mother)).toEqual(['endringIBostedsadresseVedKommuneregulering']);
  });

  test('a strict grading takes every trace of the address out of the register, in one event', () => {
    world.setSharedResidence(mother, home(4));
    const from = world.view.lastSequence() + 1;

    world.changeProtection(mother, 'strictly-confidential');

    expect(JSON.stringify(world.view.document(mother))).not.toContain('Storgata');
    expect(eventsAbout(mother, from)).toEqual(['endringIAdressebeskyttelse']);
    expect(facts(mother)).toMatchObject({ protection: 'strictly-confidential', residence: null });

    world.move([mother], home(20));
    expect(JSON.stringify(world.view.document(mother))).not.toContain('Storgata');

    world.changeProtection(mother, 'none');
    expect(facts(mother)).toMatchObject({ protection: 'none', residence: { address: { number: '20' } } });
  });

  test('a grading nobody has heard of is read as the strictest', () => {
    world.changeProtectionTo(mother, 'hemmelig');

    expect(facts(mother).protection).toBe('strictly-confidential');
  });

  test('when a parent dies the other is alone responsible, and when the death was a mistake both are again', () => {
    const child = world.birth({ mother, otherParent: father, sex: 'female' });
    world.death(father, '2026-02-27');
    expect(facts(father)).toMatchObject({ status: 'dead', death: { on: '2026-02-27' } });
    expect(facts(child).guardians).toMatchObject({ kind: 'mother', holders: [{ nationalId: mother }] });

    world.annulDeath(father);

    expect(facts(father)).toMatchObject({ status: 'resident', death: null });
    expect(facts(child).guardians).toMatchObject({
      kind: 'joint',
      holders: [{ nationalId: mother }, { nationalId: father }],
    });
    expect(eventsAbout(father)).toContain('personErReaktivert');
  });

  test('a new number is told on the old one; both lead to the person', () => {
    const dNumber = world.addPerson({
      birthDate: '2024-01-01',
      sex: 'male',
      home: null,
      dNumber: true,
      parents: { mother },
    });

    const number = world.changeNumber(dNumber);

    expect(eventsAbout(dNumber)).toEqual(['endringIIdentifikasjonsnummer']);
    expect(facts(dNumber)).toMatchObject({ nationalId: number, identity: { type: 'foedselsnummer' } });
    expect(facts(number).guardians).toMatchObject({ kind: 'mother' });
    // Other people's documents still name the earlier one.
    expect(facts(mother).wards).toEqual([dNumber]);
  });

  test('delt bosted has its own address and ends', () => {
    const child = world.birth({ mother, otherParent: father, sex: 'female' });
    world.setSharedResidence(child, home(30, '5544'), { on: '2026-02-01' });
    expect(facts(child)).toMatchObject({
      residence: { kommune: '5542' },
      sharedResidence: { kommune: '5544', from: '2026-02-01', until: null },
    });

    world.setSharedResidence(child, null);

    expect(facts(child)).toMatchObject({ sharedResidence: null, residence: { kommune: '5542' } });
  });

  test('guardians are replaced, on the child’s document and on theirs', () => {
    const child = world.birth({ mother, otherParent: father, sex: 'female' });

    world.setGuardians(child, { type: 'others', organisation: '981507320' });

    expect(facts(child).guardians).toEqual({ kind: 'others', holders: [], organisations: ['981507320'] });
    expect([facts(mother).wards, facts(father).wards]).toEqual([[], []]);
  });

  test('the stored samples can live in it', () => {
    for (const document of registerSamples().values()) world.addDocument(document);

    expect(facts('27862199486').residence?.kommune).toBe('3418');
    expect(facts('28857197102').death).toEqual({ on: '2020-12-22' });
  });

  test('a change that names a stranger is refused without naming the number', () => {
    expect(() => world.move(['03851598730'], home(1))).toThrow(/^[^\d]*$/);
  });

  test('a million events are noise within a few seconds, and any page of them is found at once', () => {
    world.appendNoise(1_000_000);

    const last = world.view.lastSequence();
    expect(world.view.events(last - 100, 1_000)?.at(-1)?.sekvensnummer).toBe(last);
    expect(last).toBeGreaterThan(1_000_000);
  });

  test('after any story the register shows where people live unless it must not, and the numbers only rise', () => {
    const step = fc.oneof(
      fc.record({ type: fc.constant<'move'>('move'), to: fc.integer({ min: 1, max: 99 }) }),
      fc.record({
        type: fc.constant<'protect'>('protect'),
        level: fc.constantFrom<Protection>('none', 'confidential', 'strictly-confidential'),
      }),
      fc.record({
        type: fc.constantFrom<'emigrate' | 'settle' | 'renumber' | 'die' | 'live' | 'number'>(
          'emigrate',
          'settle',
          'renumber',
          'die',
          'live',
          'number',
        ),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (story) => {
        const small = mockWorld({ clock });
        world = small;
        let person = small.addPerson({ birthDate: '2024-05-06', sex: 'female', home: home(1) });
        let truth: { number: number | null; level: Protection; dead: boolean } = {
          number: 1,
          level: 'none',
          dead: false,
        };
        for (const one of story) {
          if (one.type === 'move') {
            small.move([person], home(one.to));
            truth = { ...truth, number: one.to };
          } else if (one.type === 'protect') {
            small.changeProtection(person, one.level);
            truth = { ...truth, level: one.level };
          } else if (one.type === 'emigrate') {
            small.emigrate(person);
            truth = { ...truth, number: null };
          } else if (one.type === 'settle') {
            small.settle(person, home(50));
            truth = { ...truth, number: 50 };
          } else if (one.type === 'renumber') small.renumberKommune('5542', '5540');
          else if (one.type === 'die' || one.type === 'live') {
            if (one.type === 'die') small.death(person);
            else small.annulDeath(person);
            truth = { ...truth, dead: one.type === 'die' };
          } else person = small.changeNumber(person);
        }

        const seen = facts(person);
        expect(seen.nationalId).toBe(person);
        expect(seen.protection).toBe(truth.level);
        const address = seen.residence?.address;
        const shown = address?.type === 'street' ? Number(address.number) : null;
        expect(shown).toBe(truth.level === 'strictly-confidential' ? null : truth.number);
        expect(seen.death !== null).toBe(truth.dead);
        const sequences = (small.view.events(1, 10_000) ?? []).map((entry) => entry.sekvensnummer);
        expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });
});
