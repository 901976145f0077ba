import { openRecord } from '../src/population/person-record.ts';
import { type Bench, storfjord } from './bench.ts';

/** What is held of each child: by number in use, with those beside it and how everybody is protected. */
export async function heldPopulation({
  rows,
  deps,
}: Pick<Bench, 'rows' | 'deps'>): Promise<readonly unknown[]> {
  const people = await rows(`select * from notification.person`);
  const recordOf = new Map(
    people.map((person) => {
      const id = String(person['id']);
      return [id, openRecord(deps.vault, storfjord, id, person['sealed_facts'] as Buffer)] as const;
    }),
  );
  const levels = new Map(
    (
      await rows(
        `select person_id, level from notification.access_protection where lifted_at is null and source = 'register'`,
      )
    ).map((row) => [row['person_id'], row['level']]),
  );
  const guardians = Map.groupBy(await rows(`select * from notification.guardian`), (row) => row['child_id']);
  return people
    .filter((person) => person['is_child'])
    .map(({ id }) => ({
      child: recordOf.get(String(id)),
      level: levels.get(id),
      adults: (guardians.get(id) ?? [])
        .map(({ person_id, role, lives_with_child }) => ({
          adult: recordOf.get(String(person_id)),
          level: levels.get(person_id),
          role,
          lives_with_child,
        }))
        .sort((a, b) => String(a.adult?.nationalId).localeCompare(String(b.adult?.nationalId))),
    }))
    .sort((a, b) => String(a.child?.nationalId).localeCompare(String(b.child?.nationalId)));
}
