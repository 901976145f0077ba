import { Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import type { AccessTokens } from '../maskinporten/access-tokens.ts';
import { type FiksIntegration, fiksAuthorization } from '../maskinporten/bearer-authorization.ts';
import { checkTextMessage } from './check-text-message.ts';
import type { MessageStatus, TextMessages } from './message-service.ts';

export interface FiksSmsOptions extends RegistryOptions {
  readonly tokens: AccessTokens;
  readonly integration: FiksIntegration;
  /** The kommune's SMS account, a UUID. */
  readonly accountId: string;
}

const Sent = Type.Object({ id: Type.String({ minLength: 1 }) });
const Status = Type.Object({ id: Type.String(), status: Type.String() });

const states: ReadonlyMap<string, MessageStatus['state']> = new Map([
  ['OPPRETTET', 'pending'],
  ['SENDT', 'pending'],
  ['LEVERT', 'delivered'],
  ['IKKE_SENDT', 'failed'],
  ['IKKE_LEVERT', 'failed'],
]);

/**
 * Fiks SMS over HTTP. It has nothing to recognise a repeated message by, and is given the number only, never whose
 * it is.
 *
 * @param options.baseUrl The host: "https://api.fiks.ks.no".
 */
export function fiksSms(options: FiksSmsOptions): TextMessages {
  const endpoint: RegistryEndpoint = {
    ...options,
    registry: 'Fiks SMS',
    authorization: fiksAuthorization(options.tokens, options.integration),
  };
  const account = `/varsling/api/v2/sms/${options.accountId}`;
  return {
    deduplicates: false,
    async sendText(message) {
      checkTextMessage(message);
      const { json } = await callRegistry(endpoint, {
        operation: 'send',
        path: `${account}/send`,
        json: { tekst: message.text, telefonnummer: message.mobile },
        maxBytes: 64 * 1024,
        people: 1,
      });
      return readAnswer(endpoint.registry, Sent, json).id;
    },
    async findTextStatus(messageId) {
      const { status, json } = await callRegistry(endpoint, {
        operation: 'status',
        path: `${account}/sms/${encodeURIComponent(messageId)}`,
        answers: [404],
        maxBytes: 64 * 1024,
      });
      if (status === 404) return { state: 'unknown', word: 'not found' };
      const word = readAnswer(endpoint.registry, Status, json).status;
      return { state: states.get(word) ?? 'unknown', word };
    },
  };
}
