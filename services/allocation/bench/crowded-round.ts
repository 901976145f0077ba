import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { asAdmin } from '@opptak/testing';

export const crowd = { kommune: '5538', roundId: '0197b0a0-0000-8000-8000-000000000001' } as const;
const seed = 'the seed of the bench, long enough';

/**
 * A closed round of so many children, straight into the tables: a kindergarten for every forty of them, five wishes each,
 * and the distance from every home to every kindergarten, as intake sends it.
 */
export async function fillCrowdedRound(adminUrl: string, applicants: number): Promise<void> {
  const { kommune, roundId } = crowd;
  const run = (sql: string, values: readonly unknown[] = []) => asAdmin(adminUrl, sql, values);
  const kindergartens = Math.max(5, Math.round(applicants / 40));
  const bylaws = readFileSync(
    path.resolve(import.meta.dirname, '../../../examples/bylaws/nordreisa.json'),
    'utf8',
  ).replaceAll('5544', kommune);
  await run(
    `insert into allocation.kindergarten (kommune, id, name, ownership, capacity_small, capacity_large, active, version)
     select $1, (900000000 + k)::text, 'Kindergarten ' || k, 'municipal', 18, 18, true, 1 from generate_series(0, $2 - 1) k`,
    [kommune, kindergartens],
  );
  await run(`insert into allocation.bylaws (kommune, id, document, version) values ($1, $2, $3, 1)`, [
    kommune,
    roundId,
    bylaws,
  ]);
  await run(
    `insert into allocation.child (kommune, id, born_on, family_id, version)
     select $1, md5('child' || a)::uuid, date '2023-01-01' + (a * 37 % 1300), md5('family' || a)::uuid, 1
     from generate_series(1, $2::int) a`,
    [kommune, applicants],
  );
  await run(
    `insert into allocation.admission_round (kommune, id, kind, kindergarten_year, deadline_at, lot_commitment, lot_seed, status, version)
     values ($1, $2, 'main', 2027, '2027-03-01T22:59:59.999Z', $3, $4, 'closed', 2)`,
    [kommune, roundId, createHash('sha256').update(seed).digest('hex'), seed],
  );
  await run(
    `insert into allocation.application (kommune, id, round_id, child_id, family_id, born_on, start_on, days_per_week, wishes,
       distances, together, right_to_place, statutory_priority, submitted_at, late, status, version)
     select $1, md5('application' || a)::uuid, $2, c.id, c.family_id, c.born_on, '2027-08-15', 5,
       (select jsonb_agg((900000000 + (a * 7 + w * 31) % $4)::text) from generate_series(0, 4) w),
       (select jsonb_object_agg((900000000 + k)::text, (a * 13 + k * 29) % 20000) from generate_series(0, $4 - 1) k),
       'independent', a % 2 = 0, a % 50 = 0, '2027-02-10T12:00:00Z', false, 'submitted', 1
     from generate_series(1, $3::int) a join allocation.child c on c.id = md5('child' || a)::uuid and c.kommune = $1`,
    [kommune, roundId, applicants, kindergartens],
  );
  const lines = await run(
    `select id || ':1' || chr(10) as line from allocation.application where round_id = $1 order by id`,
    [roundId],
  );
  const checksum = createHash('sha256')
    .update(lines.map(({ line }) => String(line)).join(''))
    .digest('hex');
  await run(
    `update allocation.admission_round set expected_applications = $2, expected_checksum = $3 where id = $1`,
    [roundId, applicants, checksum],
  );
}
