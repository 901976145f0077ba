import { randomUUID } from 'node:crypto';
import { authorizeFiks, fiksError } from '../mocks/authorize-fiks.ts';
import type { MockRegistry } from '../mocks/mock-registry.ts';

export interface SentText {
  readonly id: string;
  readonly mobile: string;
  readonly text: string;
  /** The sender's reference, where the service takes one. */
  readonly reference: string | null;
  readonly at: Date;
  status: string;
}

export interface FiksSmsMock extends MockRegistry {
  /** Everything that was handed in. A repeated message is a second message. */
  readonly texts: readonly SentText[];
}

/** Fiks SMS, version 2. */
export function fiksSmsMock(): FiksSmsMock {
  const texts: SentText[] = [];
  return {
    name: 'fiks-sms',
    prefix: '/fiks',
    texts,
    routes: (app, parts) => {
      const { clock } = parts;
      app.addHook('preHandler', async (request, reply) =>
        (await authorizeFiks(parts, request, reply)) ? undefined : reply,
      );
      app.post<{ Body: { tekst?: unknown; fnr?: unknown; telefonnummer?: unknown } | null }>(
        '/varsling/api/v2/sms/:account/send',
        async (request, reply) => {
          const { tekst, telefonnummer } = request.body ?? {};
          if (typeof tekst !== 'string' || tekst.length > 1_600 || typeof telefonnummer !== 'string') {
            return reply.code(400).send(fiksError(400, 'tekst', clock.now()));
          }
          const id = randomUUID();
          texts.push({
            id,
            mobile: telefonnummer,
            text: tekst,
            reference: null,
            at: clock.now(),
            status: 'SENDT',
          });
          return { id };
        },
      );
      app.get<{ Params: { id: string } }>('/varsling/api/v2/sms/:account/sms/:id', async (request, reply) => {
        const text = texts.find((one) => one.id === request.params.id);
        return text
          ? { id: text.id, status: text.status }
          : reply.code(404).send(fiksError(404, 'Ingen sms', clock.now()));
      });
    },
  };
}
