import { defineEvent } from '@opptak/contracts';
import { type Db, inKommune, type PlatformTables } from '@opptak/db';
import type { EventSubscriber, JobDefinition, JobHandler, WorkerSettings } from '@opptak/jobs';
import { crashSettings as crashed } from '@opptak/testing/crash-settings';
import { Type } from 'typebox';

export const thingHappened = defineEvent('thing.happened', Type.Object({ thingId: Type.String() }), [
  'allocation',
]);
export const ThingId = Type.Object({ thingId: Type.String() });
export const doThing = {
  name: 'do-thing',
  payload: ThingId,
  attempts: 3,
  backoffMs: 1_000,
} satisfies JobDefinition;

export const crashSettings: Partial<WorkerSettings> = {
  ...crashed,
  epochCheckMs: 100,
  // Each death costs the start of a process.
  maxCrashes: 2,
};

/** Takes in `thing.happened` and notes it in allocation's case log, in the subscriber's transaction. */
export const noteThing = () =>
  ({
    event: thingHappened,
    run: async (tx, event) => {
      await tx
        .insertInto('caseEvent')
        .values({
          kommune: event.kommune,
          caseId: event.id,
          type: event.data.thingId,
          actor: 'system:test',
          details: '{}',
          occurredAt: event.occurredAt,
        })
        .execute();
    },
  }) satisfies EventSubscriber<PlatformTables, typeof ThingId>;

/**
 * Notes the job in the case log, once: the message id keeps a second run from noting it again.
 * The thing called "poison" kills the process.
 */
export const noteJob = (db: Db<PlatformTables>): JobHandler<typeof ThingId> => ({
  definition: doThing,
  run: async ({ thingId }, { kommune, messageId }) => {
    if (thingId === 'poison') process.kill(process.pid, 'SIGKILL');
    await inKommune(db, kommune, async (tx) => {
      const known = await tx
        .selectFrom('caseEvent')
        .select('id')
        .where('caseId', '=', messageId)
        .executeTakeFirst();
      if (known) return;
      await tx
        .insertInto('caseEvent')
        .values({
          kommune,
          caseId: messageId,
          type: thingId,
          actor: 'system:test',
          details: '{}',
          occurredAt: new Date(0),
        })
        .execute();
    });
  },
});
