import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Db, oneAcrossKommuner, type PlatformTables } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import type { Workers } from '@opptak/jobs';
import { type Static, Type } from 'typebox';

const Idle = Type.Object(
  {
    idle: Type.Boolean(),
    handled: Type.Integer({ minimum: 0 }),
    /** When the first of the messages that wait for their time is due: planned, or failed and tried again. */
    nextAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  },
  { additionalProperties: false },
);

/**
 * What a simulation needs to know when it moves time: whether everything that is due has been done, and that the
 * schedules look at the clock now. Only there with a simulated clock, which production refuses.
 */
export const simulationRoutes: FastifyPluginAsyncTypebox<{
  readonly workers: Workers;
  readonly clock: Clock;
  readonly db: Db<PlatformTables>;
}> = async (app, { workers, clock, db }) => {
  const rest = async (): Promise<Static<typeof Idle>> => {
    const idle = await workers.idle();
    const nextAt = idle ? await nextDue(db) : null;
    return { idle, handled: workers.handled(), nextAt: nextAt?.toISOString() ?? null };
  };

  app.get(
    '/simulation/idle',
    {
      config: { access: 'open' },
      schema: {
        operationId: 'isIdle',
        summary: 'Whether nothing that is due waits or runs',
        tags: ['simulation'],
        response: { 200: Idle },
      },
    },
    rest,
  );

  app.post(
    '/simulation/schedules',
    {
      config: { access: 'open', reads: true },
      schema: {
        operationId: 'runDueSchedules',
        summary: 'Plan the scheduled work that is due by the simulated clock',
        tags: ['simulation'],
        response: { 200: Idle },
      },
    },
    async () => {
      await workers.runDueSchedules(clock.now());
      return rest();
    },
  );
};

/** Time stands still in a simulation: what waits for a pause to end would wait until the next move, and be late. */
async function nextDue(db: Db<PlatformTables>): Promise<Date | null> {
  const waiting = await oneAcrossKommuner(db, (one) =>
    one
      .selectFrom('outbox')
      .select((select) => select.fn.min('runAt').as('runAt'))
      .where('publishedAt', 'is', null)
      .where('doneAt', 'is', null)
      .where('deadAt', 'is', null)
      .executeTakeFirst(),
  );
  return waiting?.runAt ?? null;
}
