import type { EventDefinition } from '@opptak/contracts';
import { inKommune, stableId } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { takeInBy } from '@opptak/jobs';
import type { TestDatabase } from '@opptak/testing';
import type { Static, TSchema } from 'typebox';
import type { Deps } from '../src/deps.ts';
import { allocation } from '../src/index.ts';
import type { Schema } from '../src/schema.generated.ts';
import { storfjord } from './test-kommune.ts';

export interface About {
  readonly key: string;
  readonly version?: number;
  readonly kommune?: KommuneNumber;
}
export type Hear = <P extends TSchema>(
  event: EventDefinition<P>,
  about: About,
  data: Static<P>,
) => Promise<void>;

/** The service's subscribers and jobs, run here one after the other instead of by a queue. */
export function messagesAndJobs(database: TestDatabase<Schema>, deps: Deps) {
  let versions = 0;

  const hear: Hear = (event, about, data) => {
    const subscriber = allocation.subscribers(deps).find((one) => one.event.type === event.type);
    if (!subscriber) throw new Error(`Allocation does not listen to ${event.type}`);
    const kommune = about.kommune ?? storfjord;
    versions += 1;
    const version = about.version ?? versions;
    return inKommune(deps.db, kommune, (tx) =>
      takeInBy(subscriber, tx, [
        {
          id: stableId(event.type, about.key, String(version)),
          type: event.type,
          kommune,
          key: about.key,
          version,
          occurredAt: deps.clock.now(),
          data,
        },
      ]),
    );
  };

  const job = async (
    name: string,
    payload: object = {},
    kommune: KommuneNumber = storfjord,
  ): Promise<void> => {
    const handler = allocation.handlers(deps).find(({ definition }) => definition.name === name);
    if (!handler) throw new Error(`There is no job ${name}`);
    await handler.run(payload, { kommune, attempt: 1, messageId: stableId('message', name) });
  };

  /** Runs the jobs that are planned, and those that they plan, until none is left; those of one name may be kept back. */
  async function work(keptBack = ''): Promise<void> {
    for (;;) {
      const due = await database.admin<{ id: string; type: string; payload: object; kommune: KommuneNumber }>(
        `select id, type, payload, kommune from allocation.outbox
         where kind = 'job' and done_at is null and run_at <= $1 and type <> $2 order by id`,
        [deps.clock.now(), keptBack],
      );
      if (due.length === 0) return;
      for (const { id, type, payload, kommune } of due) {
        await job(type, payload, kommune);
        await database.admin('update allocation.outbox set done_at = now() where id = $1', [id]);
      }
    }
  }

  return { hear, job, work };
}
