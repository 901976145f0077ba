import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, homeAt, openBench } from '../test/bench.ts';
import { heldPopulation } from '../test/held-population.ts';
import { dice } from '../test/model-register.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

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

/** Each family lives its own sequence of events, all of them in one feed: as many sequences as families. */
const sequences = 300;
const nights = 6;

describe('any sequence of events', () => {
  test('ends in the state of a fresh load, whatever was repeated, out of order, left out or broken off', async () => {
    const { world, clock, mocks } = bench;
    const below = dice(20270120);
    const families = Array.from({ length: sequences }, (_, index) => ({
      ...bench.family(index + 1, `202${index % 5}-05-0${1 + (index % 9)}`, index % 4 < 3 ? '5538' : '5540'),
      blocked: false,
    }));
    await bench.sync('initial');
    const types = [
      'endringINavn',
      'endringIBostedsadresse',
      'personErOppdatert',
      'noeHeltNytt',
      'endringISivilstand',
    ];
    for (let night = 1; night <= nights; night++) {
      // No more than families move in a night: else a person would have to look first.
      let moves = 0;
      const mayMove = (): boolean => ++moves <= 15;
      for (const [index, family] of families.entries()) {
        const { mother, father, child } = family;
        const everybody = [mother, father, child];
        const home = homeAt(1_000 + index * nights + night);
        const happenings = [
          () => world.move(everybody, home),
          () => mayMove() && world.move(everybody, homeAt(1_000 + index, '5540')),
          () => mayMove() && world.move(everybody, homeAt(1_000 + index)),
          () => world.move([father], homeAt(9_000 + index)),
          () => world.birth({ mother, otherParent: father, sex: 'male' }),
          () => world.setGuardians(child, { type: 'mother', holder: mother }),
          () => world.setGuardians(child, { type: 'joint', holders: [mother, father] }),
          () => world.changeProtection(mother, 'confidential'),
          () => world.changeProtection(mother, 'none'),
          () => world.changeProtection(father, 'client-address'),
          () => world.setSharedResidence(child, homeAt(5_000 + index)),
          () => Object.assign(family, { mother: world.changeNumber(mother) }),
          () => world.changeName(child, { first: 'Ánne', last: `Navn${night}` }),
          () => world.death(father),
          () => world.annulDeath(father),
          () => world.appendEvent(everybody[below(3)] ?? child, types[below(types.length)] ?? ''),
          () => world.skipSequence(1 + below(5)),
          () => world.appendNoise(below(20)),
        ];
        if (below(3) === 0) happenings[below(happenings.length)]?.();
      }
      // The register breaks off in the middle of a page, now at one question, now at another.
      mocks.faults.next(
        'folkeregisteret',
        { type: 'lose-answer' },
        { path: ['/feed/', 'bulkoppslag'][below(2)] ?? '' },
      );
      clock.moveTo(new Date(clock.now().getTime() + 86_400_000));
      await bench.sync();
      // And at times the pointer stands further back: what comes again is no longer the order of things.
      if (below(2) === 0) {
        await bench.rows(
          'update notification.sync_state set next_sequence = greatest(1, next_sequence - 200)',
        );
      }
    }
    await bench.rows('update notification.sync_state set next_sequence = 1');
    await bench.sync();

    const fresh = await openBench(undefined, bench);
    await fresh.sync('initial');
    const [incremental, loaded] = [await heldPopulation(bench), await heldPopulation(fresh)];
    await fresh[Symbol.asyncDispose]();
    expect(
      await bench.rows(`select reason from notification.manual_case where reason = 'move-held'`),
    ).toEqual([]);
    expect(incremental.length).toBeGreaterThan(sequences / 2);
    expect(incremental).toEqual(loaded);
  }, 120_000);
});
