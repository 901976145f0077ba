import type { EventDefinition } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import type { TestDatabase } from '@opptak/testing';
import type { Static, TSchema } from 'typebox';
import type { Schema } from '../src/schema.generated.ts';
import { applicationOf, childOf, storfjord } from './test-kommune.ts';

interface OfferRow {
  readonly id: string;
  readonly status: string;
  readonly kindergarten_id: string;
  readonly start_on: string;
  readonly swap_id: string | null;
}

/** What has come of it, read past the service: its tables, and what it has told others. */
export function stored(database: TestDatabase<Schema>) {
  return {
    events: <P extends TSchema>(event: EventDefinition<P>) =>
      database.admin<{ version: number; payload: Static<P>; key: string }>(
        'select key, version, payload from allocation.outbox where kind = $1 and type = $2 and consumer = $3 order by id',
        ['event', event.type, event.consumers.at(-1)],
      ),
    caseLog: async (caseId: string) =>
      (
        await database.admin<{ type: string }>(
          'select type from allocation.case_event where case_id = $1 order by id',
          [caseId],
        )
      ).map(({ type }) => type),
    /** The child's newest offer. */
    async offerOf(name: string): Promise<OfferRow | undefined> {
      const [row] = await database.admin<OfferRow>(
        `select id, status, kindergarten_id, start_on::text, swap_id from allocation.place_offer
         where application_id = $1 order by made_at desc, id limit 1`,
        [applicationOf(name)],
      );
      return row;
    },
    /** A place that a child has had since before. */
    async place(name: string, kindergartenId: string, from = '2026-08-01', until: string | null = null) {
      await database.admin(
        `insert into allocation.placement (kommune, id, child_id, kindergarten_id, from_on, until_on, days_per_week, status)
         values ($1, $2, $3, $4, $5, $6, 5, 'agreed')`,
        [storfjord, stableId('place', name), childOf(name), kindergartenId, from, until],
      );
    },
    /** Where each child has its place on a day, by name. */
    async placesOn(day: string, names: readonly string[]): Promise<Record<string, string>> {
      const rows = await database.admin<{ child_id: string; kindergarten_id: string }>(
        `select child_id, kindergarten_id from allocation.placement
         where status <> 'cancelled' and from_on <= $1 and (until_on is null or until_on >= $1)`,
        [day],
      );
      const at = new Map(rows.map((row) => [row.child_id, row.kindergarten_id]));
      return Object.fromEntries(
        names.flatMap((name) => (at.has(childOf(name)) ? [[name, at.get(childOf(name)) ?? '']] : [])),
      );
    },
    /** Empties everything, so that the next test starts afresh: cheaper than a database and a thread of its own. */
    async empty(): Promise<void> {
      const tables = await database.admin<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'allocation'
         and tablename in (select table_name from information_schema.columns where table_schema = 'allocation' and column_name = 'kommune')`,
      );
      await database.admin(`truncate ${tables.map(({ name }) => name).join(', ')}`);
    },
  };
}
