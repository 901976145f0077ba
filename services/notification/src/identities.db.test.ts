import type { NationalId } from '@opptak/domain';
import type { PersonRegistry } from '@opptak/registries';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, homeAt, openBench, storfjord } from '../test/bench.ts';
import { heldPopulation } from '../test/held-population.ts';
import { settleChildren } from './actions/store-reading.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench[Symbol.asyncDispose]());

const employee = { employee: 'kari' };
const childrenNow = async () =>
  (await heldPopulation(bench)) as { child: { nationalId: string; name: { first: string } | null } }[];
const block = (personId: string, againstPersonId?: string) =>
  bench.call(
    'POST',
    '/v1/access-blocks',
    { personId, ...(againstPersonId ? { againstPersonId } : {}) },
    employee,
  );
/** Who is blocked now, from whom. */
const blocked = async () =>
  (
    await bench.rows(
      `select person_id, against_person_id from notification.access_protection
       where source = 'manual' and lifted_at is null order by since, person_id`,
    )
  ).map((row) => [row['person_id'], row['against_person_id']]);
const guardianIds = async (child: string) =>
  (
    await bench.rows('select person_id from notification.guardian where child_id = $1 order by 1', [
      bench.childId(child),
    ])
  ).map((row) => row['person_id']);

describe('a human being stays the same', () => {
  test('twins are two children of one family; a stillborn child is nobody’s, and nobody is told of it', async () => {
    const { mother, father } = bench.family(1);
    await bench.sync('initial');
    bench.world.birth({ mother, otherParent: father, sex: 'female' });
    bench.world.birth({ mother, otherParent: father, sex: 'male' });
    bench.world.stillbirth({ mother, otherParent: father });
    await bench.sync();
    const told = await bench.told('child.registered');
    expect(new Set(told.map(({ childId }) => childId)).size).toBe(3);
    expect(new Set(told.map(({ familyId }) => familyId)).size).toBe(1);
    expect(await bench.rows(`select 1 from notification.manual_case`)).toEqual([]);
  });

  test('a name that is not chosen yet is not told; the first real one is', async () => {
    const { mother } = bench.family(1);
    await bench.sync('initial');
    const baby = bench.world.birth({ mother, sex: 'female' });
    await bench.sync();
    const nameOf = async () =>
      (await childrenNow()).find(({ child }) => child.nationalId === baby)?.child.name;
    expect(await nameOf()).toMatchObject({ first: 'Mor*PIKE', temporary: true });
    const before = (await bench.told('child.registered')).length;
    bench.world.changeName(baby, { first: 'Áŋŋel', last: 'Čáhceš' });
    await bench.sync();
    expect(await nameOf()).toMatchObject({ first: 'Áŋŋel', temporary: false });
    expect(await bench.told('child.registered')).toHaveLength(before + 1);
  });

  test('a child with a D-number that gets a number of its own is one child, with one id', async () => {
    const { mother, father } = bench.family(1);
    const home = homeAt(1);
    const child = bench.world.addPerson({
      birthDate: '2024-02-03',
      sex: 'female',
      home,
      dNumber: true,
      status: 'bosatt',
      parents: { mother, father },
    });
    await bench.sync('initial');
    const number = bench.world.changeNumber(child);
    await bench.sync();
    expect((await childrenNow()).map((one) => one.child.nationalId)).toContain(number);
    expect(await bench.rows('select count(*)::int as count from notification.person where is_child')).toEqual(
      [{ count: 2 }],
    );
    expect(new Set((await bench.told('child.registered')).map(({ childId }) => childId)).size).toBe(2);
    expect(await bench.told('child.left')).toEqual([]);
  });

  test('a block follows a mother to her new number, also when the child’s document names the new one first', async () => {
    const { mother, child } = bench.family(1);
    await bench.sync('initial');
    const ids = await guardianIds(child);
    await block(bench.childId(mother));
    await bench.work();
    const number = bench.world.changeNumber(mother);
    bench.world.setGuardians(child, { type: 'mother', holder: number });
    // Somebody reads the child before the feed has told of the new number.
    await bench.job('reread-children', { childIds: [bench.childId(child)] });
    expect(await guardianIds(child)).toEqual(ids);
    expect(await blocked()).toEqual([[bench.childId(mother), null]]);
    await bench.sync();
    expect(await guardianIds(child)).toEqual(ids);
  });

  test('what was set for one of two registrations, or against it, stands when they become one', async () => {
    const { mother, father, child, home } = bench.family(1);
    const twin = bench.world.addPerson({
      birthDate: '2026-03-10',
      sex: 'female',
      home,
      parents: { mother, father },
    });
    const stranger = bench.world.addPerson({ birthDate: '1993-04-04', sex: 'male', home: homeAt(9) });
    await bench.sync('initial');
    await block(bench.childId(twin));
    await block(bench.childId(twin), bench.childId(father));
    await bench.work();
    bench.world.merge(child, twin);
    bench.world.merge(stranger, father);
    await bench.sync();
    const now = await blocked();
    expect(now).toContainEqual([bench.childId(child), null]);
    const [against] = now.filter(([of, other]) => of === bench.childId(child) && other !== null);
    expect(await guardianIds(child)).toContain(against?.[1]);
    expect(await bench.rows('select id from notification.person where is_child')).toEqual([
      { id: bench.childId(child) },
    ]);
  });

  test('a document that does not say how somebody is graded lifts nothing', async () => {
    const { mother, child } = bench.family(1);
    bench.world.changeProtection(mother, 'confidential');
    await bench.sync('initial');
    const level = `select level from notification.access_protection where lifted_at is null`;
    expect(await bench.rows(level)).toEqual([{ level: 'confidential' }]);
    // The parts that would say it are not in the answer: our access has shrunk, or the register has a bad day.
    const document = bench.world.view.document(mother) ?? {};
    const { adressebeskyttelse, bostedsadresse, ...rest } = document;
    expect([adressebeskyttelse, bostedsadresse]).not.toContain(undefined);
    bench.world.addDocument(rest);
    bench.world.appendEvent(child, 'personErOppdatert');
    await bench.sync();
    expect(await bench.rows(level)).toEqual([{ level: 'confidential' }]);
    bench.world.addDocument(document);
    bench.world.changeProtection(mother, 'none');
    await bench.sync();
    expect(await bench.rows(level)).toEqual([]);
  });

  test('old news does not undo new: what was asked before somebody else stored is asked again', async () => {
    const { mother, child } = bench.family(1);
    bench.world.changeProtection(mother, 'confidential');
    await bench.sync('initial');
    bench.world.changeProtection(mother, 'none');
    const levels = `select level from notification.access_protection where lifted_at is null`;
    const registries = bench.deps.registries(storfjord);
    let asked = 0;
    // The first answer is ungraded. While it is under way the mother is graded again, and the feed says so.
    const findPeople: PersonRegistry['findPeople'] = async (numbers, purpose) => {
      const answer = await registries.people.findPeople(numbers, purpose);
      asked += 1;
      if (asked === 1) {
        bench.world.changeProtection(mother, 'strictly-confidential');
        await bench.job('sync-population', { mode: 'feed' });
      }
      return answer;
    };
    const slow = { ...registries, people: { ...registries.people, findPeople } };
    await settleChildren({ ...bench.deps, registries: () => slow }, storfjord, [child as NationalId]);
    expect(asked).toBeGreaterThan(1);
    expect(await bench.rows(levels)).toEqual([{ level: 'strictly-confidential' }]);
  });

  test('a family that leaves among suspiciously many is held, and protected all the same', async () => {
    const families = Array.from({ length: 22 }, (_, index) => bench.family(index + 1, '2024-05-05'));
    await bench.sync('initial');
    for (const { mother, father, child } of families) {
      bench.world.move([mother, father, child], homeAt(1, '5540'));
    }
    const [{ mother } = { mother: '' }] = families;
    bench.world.changeProtection(mother, 'confidential');
    await bench.sync();
    expect(await bench.told('child.left')).toEqual([]);
    expect(
      await bench.rows('select person_id, level from notification.access_protection where lifted_at is null'),
    ).toEqual([{ person_id: bench.childId(mother), level: 'confidential' }]);
  });

  test('an extract that the register does not know is given up after four hours, and ordered anew', async () => {
    bench.family(1);
    const startedAt = bench.clock.now();
    await bench.rows(
      `insert into notification.sync_state (kommune, extract_job, extract_batch, extract_sequence, extract_started_at)
       values ('5538', 'lost', 0, 0, '${startedAt.toISOString()}')`,
    );
    await expect(bench.job('sync-population', { mode: 'feed' })).rejects.toThrow('not ready');
    bench.clock.moveTo(new Date(startedAt.getTime() + 4 * 3_600_000));
    await bench.sync();
    expect(await bench.told('child.registered')).toHaveLength(1);
  });
});
