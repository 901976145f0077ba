import { Id, MessageSummary } from '@opptak/contracts';
import { inKommune, platformDb } from '@opptak/db';
import { actorOf, kommuneOf } from '@opptak/http';
import { noteSeen, type Routes } from '@opptak/service';
import { Type } from 'typebox';
import { letterAgain } from '../actions/print-letter.ts';
import type { Deps } from '../deps.ts';
import { countMessages } from '../repositories/messages.ts';

/** What has been sent: numbers for the kommune, and each letter as it was. */
export const messagesRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/message-summary',
    {
      config: { access: 'kommune', permission: 'opptak:messages.read' },
      schema: {
        operationId: 'getMessageSummary',
        summary: 'How many messages, by kind, channel, language and state',
        tags: ['messages'],
        response: { 200: MessageSummary },
      },
    },
    async (request) => ({
      messages: [
        ...(await inKommune(deps.db, kommuneOf(request), (tx) => countMessages(tx))),
      ] as MessageSummary['messages'],
    }),
  );

  app.get(
    '/v1/messages/:messageId/letter',
    {
      config: { access: 'kommune', permission: 'opptak:messages.read' },
      schema: {
        operationId: 'getLetter',
        summary: 'The letter, byte for byte as it was sent',
        tags: ['messages'],
        params: Type.Object({ messageId: Id }),
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
      const { letter, ...whose } = await letterAgain(deps, kommuneOf(request), request.params.messageId);
      await noteSeen({ ...deps, db: platformDb(deps.db) }, actorOf(request), { ...whose, purpose: 'letter' });
      return reply.type('application/pdf').send(Buffer.from(letter));
    },
  );
};
