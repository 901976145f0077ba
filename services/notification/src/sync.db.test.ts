import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, homeAt, openBench, storfjord } from '../test/bench.ts';
import { openRecord } from './population/person-record.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

/** What is held of each child: by number in use, with those beside it and how everybody is protected. */
async function population({ rows, deps }: Bench): Promise<readonly unknown[]> {
  const people = await rows(`select * from notification.person`);
  const numberOf = new Map(
    people.map((person) => {
      const id = String(person['id']);
      return [id, openRecord(deps.vault, storfjord, id, person['sealed_facts'] as Buffer)] as const;
    }),
  );
  const levels = new Map(
    (await rows(`select person_id, level from notification.access_protection where lifted_at is null`)).map(
      (row) => [row['person_id'], row['level']],
    ),
  );
  const guardians = await rows(`select * from notification.guardian`);
  return people
    .filter((person) => person['is_child'])
    .map(({ id }) => ({
      child: numberOf.get(String(id)),
      level: levels.get(id),
      adults: guardians
        .filter((guardian) => guardian['child_id'] === id)
        .map(({ person_id, role, lives_with_child }) => ({
          adult: numberOf.get(String(person_id)),
          level: levels.get(person_id),
          role,
          lives_with_child,
        }))
        .sort((a, b) => String(a.adult?.nationalId).localeCompare(String(b.adult?.nationalId))),
    }))
    .sort((a, b) => String(a.child?.nationalId).localeCompare(String(b.child?.nationalId)));
}

const left = async () => (await bench.told('child.left')).map(({ childId, reason }) => [childId, reason]);
const registered = async () => (await bench.told('child.registered')).map(({ childId }) => childId);

describe('what happens in the register', () => {
  test('is told once: reading the same again tells nothing', async () => {
    const { child, mother } = bench.family(1);
    await bench.sync('initial');
    bench.world.appendEvent(child, 'endringINavn');
    bench.world.appendEvent(mother, 'endringINavn');
    await bench.sync();
    await bench.sync('initial');
    expect(await registered()).toHaveLength(1);
  });

  test('a birth, twins with names not chosen yet, makes children of ours', async () => {
    const { mother, father } = bench.family(1);
    await bench.sync('initial');
    bench.world.birth({ mother, otherParent: father, sex: 'female' });
    bench.world.birth({ mother, otherParent: father, sex: 'male' });
    bench.world.stillbirth({ mother, otherParent: father });
    await bench.sync();
    expect(new Set(await registered()).size).toBe(3);
  });

  test('a family that moves in is new, one that moves out has left, one that moves within is neither', async () => {
    const there = bench.family(1, '2024-05-05', '5540');
    const here = bench.family(2, '2024-06-06');
    const within = bench.family(3, '2024-07-07');
    await bench.sync('initial');
    bench.world.move([there.mother, there.father, there.child], homeAt(20));
    bench.world.move([here.mother, here.father, here.child], homeAt(5, '5540'));
    bench.world.move([within.mother, within.father, within.child], homeAt(30));
    await bench.sync();
    expect(await left()).toEqual([[bench.childId(here.child), 'moved']]);
    expect(await registered()).toContain(bench.childId(there.child));
    expect(await registered()).not.toContain(undefined);
  });

  test('a kommune that gets a new number has moved nobody', async () => {
    const family = bench.family(1, '2024-05-05', '5425');
    // The register still writes the old number when the kommune begins with the new one.
    bench.world.birth({ mother: family.mother, sex: 'female' });
    await bench.sync('initial');
    bench.world.renumberKommune('5425', '5538');
    await bench.sync();
    bench.world.renumberKommune('5538', '5425');
    await bench.sync();
    expect(await left()).toEqual([]);
  });

  test('death and its annulment, emigration and return', async () => {
    const { child, home } = bench.family(1, '2024-05-05');
    const other = bench.family(2, '2024-05-06');
    await bench.sync('initial');
    bench.world.death(child);
    bench.world.emigrate(other.child);
    await bench.sync();
    expect(await left()).toEqual(
      expect.arrayContaining([
        [bench.childId(child), 'died'],
        [bench.childId(other.child), 'emigrated'],
      ]),
    );
    bench.world.annulDeath(child);
    bench.world.settle(other.child, other.home);
    await bench.sync();
    expect((await registered()).slice(-2).sort()).toEqual(
      [bench.childId(child), bench.childId(other.child)].sort(),
    );
    expect(home).toBeDefined();
  });

  test('a new number leads to the same child; two registrations of one child become one', async () => {
    const { child } = bench.family(1, '2024-05-05');
    const twice = bench.family(2, '2024-05-06');
    const duplicate = bench.world.addPerson({
      birthDate: '2024-05-06',
      sex: 'female',
      home: twice.home,
      parents: { mother: twice.mother, father: twice.father },
    });
    await bench.sync('initial');
    bench.world.changeNumber(child);
    bench.world.merge(twice.child, duplicate);
    await bench.sync();
    expect(await left()).toEqual([[bench.childId(duplicate), 'merged']]);
    expect(await bench.rows(`select id from notification.person where is_child order by id`)).toEqual(
      [bench.childId(child), bench.childId(twice.child)].sort().map((id) => ({ id })),
    );
  });

  test('more moves in a night than families make are held, and let go one by one by a named employee', async () => {
    const families = Array.from({ length: 22 }, (_, index) => bench.family(index + 1, '2024-05-05'));
    await bench.sync('initial');
    for (const { mother, father, child } of families) {
      bench.world.move([mother, father, child], homeAt(1, '5540'));
    }
    await bench.sync();
    expect(await left()).toEqual([]);
    const { json } = await bench.call('GET', '/v1/manual-cases');
    expect(json.cases).toHaveLength(22);
    const [{ caseId, reason }] = json.cases;
    expect(reason).toBe('move-held');
    const closing = `/v1/manual-cases/${caseId}/closing`;
    expect((await bench.call('POST', closing, { outcome: 'approved' })).status).toBe(403);
    await bench.call('POST', closing, { outcome: 'approved' }, { employee: 'kari' });
    await bench.work();
    expect(await left()).toHaveLength(1);
  });
});

describe('the pointer', () => {
  test('moves only with the effects of a page: what fails is read again', async () => {
    bench.family(1);
    await bench.sync('initial');
    const { mother, father } = bench.family(2);
    bench.world.birth({ mother, otherParent: father, sex: 'female' });
    const before = (await bench.call('GET', '/v1/sync-state')).json.nextSequence;
    const admin = `alter table notification.sync_state add constraint broken check (next_sequence <= ${before}) not valid`;
    await bench.rows(admin);
    await expect(bench.sync()).rejects.toThrow();
    expect((await bench.call('GET', '/v1/sync-state')).json.nextSequence).toBe(before);
    expect(await registered()).toHaveLength(1);
    await bench.rows('alter table notification.sync_state drop constraint broken');
    await bench.work();
    expect((await bench.call('GET', '/v1/sync-state')).json.nextSequence).toBeGreaterThan(before);
    expect(await registered()).toHaveLength(2);
  });

  test('older than the register remembers leads to a new extract', async () => {
    const { mother, father } = bench.family(1);
    await bench.sync('initial');
    for (let births = 0; births < 2; births++)
      bench.world.birth({ mother, otherParent: father, sex: 'female' });
    bench.world.forgetEventsBefore(bench.world.view.lastSequence());
    await bench.sync();
    expect(new Set(await registered()).size).toBe(3);
  });
});

/** The same numbers for the same seed. */
function* chances(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    yield state / 0x7fffffff;
  }
}

describe('any sequence of events', () => {
  test('ends in the state of a fresh load, whatever was repeated, out of order or left out', async () => {
    const { world } = bench;
    const chance = chances(20270120);
    const below = (limit: number): number => Math.floor(chance.next().value * limit);
    const families = Array.from({ length: 8 }, (_, index) => ({
      ...bench.family(index + 1, `202${index % 5}-05-0${index + 1}`, index < 6 ? '5538' : '5540'),
    }));
    await bench.sync('initial');
    const types = [
      'endringINavn',
      'endringIBostedsadresse',
      'personErOppdatert',
      'noeHeltNytt',
      'endringISivilstand',
    ];
    for (let round = 0; round < 6; round++) {
      for (let step = 0; step < 8; step++) {
        const family = families[below(families.length)];
        if (!family) continue;
        const { mother, father, child } = family;
        const everybody = [mother, father, child];
        const happenings = [
          () => world.move(everybody, homeAt(40 + below(20))),
          () => world.move(everybody, homeAt(40 + below(20), '5540')),
          () => world.move([father], homeAt(70 + below(20))),
          () => void world.birth({ mother, otherParent: father, sex: 'male' }),
          () => world.setGuardians(child, { type: 'mother', holder: mother }),
          () => world.setGuardians(child, { type: 'joint', holders: [mother, father] }),
          () => world.changeProtection(mother, 'confidential'),
          () => world.changeProtection(mother, 'none'),
          () => world.setSharedResidence(child, homeAt(90)),
          () => void Object.assign(family, { mother: world.changeNumber(mother) }),
          () => world.appendEvent(everybody[below(3)] ?? child, types[below(types.length)] ?? ''),
          () => world.skipSequence(1 + below(5)),
          () => world.appendNoise(below(20)),
        ];
        happenings[below(happenings.length)]?.();
      }
      await bench.sync();
    }
    // The feed once more from its beginning: everything comes again, in an order that is no longer true.
    await bench.rows('update notification.sync_state set next_sequence = 1');
    await bench.sync();

    const fresh = await openBench(undefined, bench);
    await fresh.sync('initial');
    const [incremental, loaded] = [await population(bench), await population(fresh)];
    await fresh[Symbol.asyncDispose]();
    expect(incremental.length).toBeGreaterThan(3);
    expect(incremental).toEqual(loaded);
  });
});
