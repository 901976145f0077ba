import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Clock } from '@opptak/domain';
import type { Workers } from '@opptak/jobs';
import { Type } from 'typebox';

const Idle = Type.Object(
  { idle: Type.Boolean(), handled: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false },
);

/**
 * What a simulation needs to know when it moves time: whether everything that is due has been done, and that the
 * schedules look at the clock now. Only there with a simulated clock, which production refuses.
 */
export const simulationRoutes: FastifyPluginAsyncTypebox<{
  readonly workers: Workers;
  readonly clock: Clock;
}> = async (app, { workers, clock }) => {
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
    async () => ({ idle: await workers.idle(), handled: workers.handled() }),
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
      return { idle: await workers.idle(), handled: workers.handled() };
    },
  );
};
