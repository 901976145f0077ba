import { randomUUID } from 'node:crypto';
import type { EventDefinition } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { type KommuneNumber, kommuneNumber } from '@opptak/domain';
import { takeInBy } from '@opptak/jobs';
import type { TestDatabase } from '@opptak/testing';
import type { Static, TSchema } from 'typebox';
import { gatherMs } from '../src/actions/decide-again.ts';
import type { Deps } from '../src/deps.ts';
import { feeReduction } from '../src/index.ts';
import { decideFees } from '../src/jobs/decide-fees-job.ts';
import type { Schema } from '../src/schema.generated.ts';
import { tromso } from './test-kommune.ts';

export interface Versioned {
  readonly version?: number;
  readonly kommune?: KommuneNumber;
}

/** What comes over the bus, and what the service has planned. */
export function messagesAndJobs(database: TestDatabase<Schema>, deps: Deps) {
  const handlers = new Map(feeReduction.handlers(deps).map((handler) => [handler.definition.name, handler]));
  const subscribers = new Map(feeReduction.subscribers(deps).map((one) => [one.event.type, one]));

  async function hear<P extends TSchema>(
    event: EventDefinition<P>,
    key: string,
    data: Static<P>,
    { version = 1, kommune = tromso }: Versioned = {},
  ): Promise<void> {
    const subscriber = subscribers.get(event.type);
    if (!subscriber) return;
    const id = randomUUID();
    const heard = { id, type: event.type, kommune, key, version, occurredAt: deps.clock.now(), data };
    await inKommune(database.db, kommune, (tx) => takeInBy(subscriber, tx, [heard]));
  }

  /** Runs a job as if it were redelivered. */
  async function job(name: string, payload: object, kommune: KommuneNumber = tromso): Promise<void> {
    await handlers.get(name)?.run(payload, { kommune, attempt: 1, messageId: randomUUID() });
  }

  /** Runs the planned jobs that are due now or when what belongs together has been gathered, until none is. @returns how many ran. */
  async function work(): Promise<number> {
    let ran = 0;
    for (;;) {
      const now = deps.clock.now();
      const due = await database.admin<{ id: string; type: string; kommune: string; payload: object }>(
        `select id, type, kommune, payload from fee_reduction.outbox
         where kind = 'job' and done_at is null and run_at <= case type when $2 then $3 else $1::timestamptz end
         order by id`,
        [now, decideFees.name, new Date(now.getTime() + gatherMs)],
      );
      if (due.length === 0) return ran;
      for (const { id, type, kommune, payload } of due) {
        await job(type, payload, kommuneNumber(kommune));
        await database.admin('update fee_reduction.outbox set done_at = now() where id = $1', [id]);
        ran += 1;
      }
    }
  }

  /** What the service has told others. */
  const told = (type: string, consumer = 'integration'): Promise<Record<string, unknown>[]> =>
    database
      .admin<{ payload: Record<string, unknown> }>(
        'select payload from fee_reduction.outbox where type = $1 and consumer = $2 order by id',
        [type, consumer],
      )
      .then((rows) => rows.map(({ payload }) => payload));

  return { hear, job, work, told };
}

export type Hear = ReturnType<typeof messagesAndJobs>['hear'];
