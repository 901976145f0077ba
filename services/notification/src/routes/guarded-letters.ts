import { GuardedLetters, HandedOver, HandOver, Id } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { actorOf, change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { guardedLetters, noteHandedOver, printGuardedLetter } from '../actions/guarded-letters.ts';
import type { Deps } from '../deps.ts';

const GuardedCase = Type.Object({ guardedCaseId: Id });

/** Letters to protected families: written like everybody's, printed and handed over by the guarded desk. */
export const guardedLettersRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/guarded-cases/:guardedCaseId/letters',
    {
      config: { access: 'kommune', permission: 'opptak:protection.handle' },
      schema: {
        operationId: 'listGuardedLetters',
        summary: 'The letters that a protected family is to be handed',
        tags: ['protection'],
        params: GuardedCase,
        response: { 200: GuardedLetters },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => ({
        letters: (await guardedLetters(tx, request.params.guardedCaseId)).map(
          ({ id, personId, template, plannedAt }) => ({
            messageId: id,
            personId,
            template,
            writtenAt: plannedAt.toISOString(),
          }),
        ),
      })),
  );

  app.get(
    '/v1/guarded-letters/:guardedLetterId',
    {
      config: { access: 'kommune', permission: 'opptak:protection.handle' },
      schema: {
        operationId: 'printGuardedLetter',
        summary: 'A letter to a protected family, with the name and no address; by a named employee',
        tags: ['protection'],
        params: Type.Object({ guardedLetterId: Id }),
        response: {
          200: {
            description: 'PDF/A',
            content: {
              'application/pdf': { schema: Type.Unsafe<Buffer>({ type: 'string', format: 'binary' }) },
            },
          },
        },
      },
    },
    async (request, reply) => {
      const letter = await inKommune(deps.db, kommuneOf(request), (tx) =>
        printGuardedLetter(deps, requested(deps, tx, actorOf(request)), request.params.guardedLetterId),
      );
      return reply.type('application/pdf').send(Buffer.from(letter));
    },
  );

  app.post(
    '/v1/guarded-cases/:guardedCaseId/handing-over',
    {
      config: { access: 'kommune', permission: 'opptak:protection.handle' },
      schema: {
        operationId: 'noteHandedOver',
        summary: 'Note that the letters of a case have been handed over; by a named employee',
        tags: ['protection'],
        params: GuardedCase,
        body: HandOver,
        response: { 200: HandedOver },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) => ({
        caseId: request.params.guardedCaseId,
        letters: await noteHandedOver(requested(deps, tx, actor), request.params.guardedCaseId),
      })),
  );
};
