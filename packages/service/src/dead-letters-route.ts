import { Accepted, DeadLetterReason, DeadLetters, Id } from '@opptak/contracts';
import { inKommune, type PlatformTables } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { discardDeadLetter, findDeadLetters, replayDeadLetter } from '@opptak/jobs';
import { Type } from 'typebox';
import type { Routes } from './routes.ts';
import type { Environment } from './service-definition.ts';

const decisions = [
  {
    path: 'replay',
    operationId: 'replayDeadLetter',
    summary: 'Send a message that was put aside again, with all its attempts before it',
    decide: replayDeadLetter,
  },
  {
    path: 'discard',
    operationId: 'discardDeadLetter',
    summary: 'Give up a message that was put aside',
    decide: discardDeadLetter,
  },
] as const;

/** Messages that a service has put aside for a person, as every service keeps them: to see, send again and give up. */
export const deadLettersRoute: Routes<Pick<Environment<PlatformTables>, 'db' | 'clock'>> = async (
  app,
  { deps },
) => {
  app.get(
    '/v1/dead-letters',
    {
      config: { access: 'kommune', permission: 'opptak:operations.read' },
      schema: {
        operationId: 'listDeadLetters',
        summary: 'Messages of this service that failed for good, and wait for a person',
        tags: ['operations'],
        response: { 200: DeadLetters },
      },
    },
    async (request) => {
      const letters = await inKommune(deps.db, kommuneOf(request), (tx) => findDeadLetters(tx));
      return {
        deadLetters: letters.map(({ msgId, kommune: _kommune, deadAt, ...rest }) => ({
          messageId: msgId,
          ...rest,
          deadAt: deadAt.toISOString(),
        })),
      };
    },
  );

  for (const { path, operationId, summary, decide } of decisions) {
    app.post(
      `/v1/dead-letters/:messageId/${path}`,
      {
        config: { access: 'kommune', permission: 'opptak:operations.write' },
        schema: {
          operationId,
          summary,
          tags: ['operations'],
          params: Type.Object({ messageId: Id }),
          body: DeadLetterReason,
          response: { 200: Accepted },
        },
      },
      (request, reply) =>
        change(deps, request, reply, { status: 200 }, async (tx, actor) => {
          await decide(tx, request.params.messageId, {
            kommune: kommuneOf(request),
            actor,
            reason: request.body.reason,
            at: deps.clock.now(),
          });
          return { accepted: true };
        }),
    );
  }
};
