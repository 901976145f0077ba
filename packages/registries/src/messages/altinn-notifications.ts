import { Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { Authorization, RegistryOptions } from '../http/registry-endpoint.ts';
import type { AccessTokens } from '../maskinporten/access-tokens.ts';
import { bearerAuthorization } from '../maskinporten/bearer-authorization.ts';
import { RegistryAnswerUnreadable } from '../registry-errors.ts';
import { checkTextMessage } from './check-text-message.ts';
import type { EmailMessages, MessageStatus, TextMessages } from './message-service.ts';

export interface AltinnNotificationsOptions extends RegistryOptions {
  readonly tokens: AccessTokens;
  /** Shown as the sender of text messages. */
  readonly senderName: string;
}

const scope = 'altinn:serviceowner/notifications.create';
/** Altinn's own tokens last 30 minutes; ours are exchanged anew well before. */
const exchangeEveryMs = 10 * 60_000;

const Ordered = Type.Object({ notification: Type.Object({ shipmentId: Type.String({ minLength: 1 }) }) });
const Shipment = Type.Object({
  status: Type.String(),
  recipients: Type.Optional(Type.Array(Type.Object({ status: Type.String() }))),
});

/**
 * Altinn Notifications over HTTP: e-mail and text messages to an address or number we give, for a kommune that is a
 * service owner in Altinn. An order with the same reference is taken in once, so a lost answer is tried again without
 * harm.
 *
 * @param options.baseUrl The host: "https://platform.altinn.no".
 */
export function altinnNotifications(options: AltinnNotificationsOptions): EmailMessages & TextMessages {
  const registry = 'Altinn Notifications';
  const endpoint: RegistryEndpoint = { ...options, registry, authorization: altinnAuthorization(options) };

  const order = async (reference: string, recipient: object): Promise<string> => {
    const { json } = await callRegistry(endpoint, {
      operation: 'order',
      path: '/notifications/api/v1/future/orders',
      // 201 for a new order, 200 for one that was taken in before.
      json: { idempotencyId: reference, sendersReference: reference, recipient },
      maxBytes: 256 * 1024,
      people: 1,
    });
    return readAnswer(registry, Ordered, json).notification.shipmentId;
  };

  const findStatus = async (messageId: string): Promise<MessageStatus> => {
    const { status, json } = await callRegistry(endpoint, {
      operation: 'status',
      path: `/notifications/api/v1/future/shipment/${encodeURIComponent(messageId)}`,
      answers: [404],
      maxBytes: 256 * 1024,
    });
    if (status === 404) return { state: 'unknown', word: 'not found' };
    const shipment = readAnswer(registry, Shipment, json);
    const word = shipment.recipients?.[0]?.status ?? shipment.status;
    return { state: stateOf(word), word };
  };

  return {
    deduplicates: true,
    async sendText(message) {
      checkTextMessage(message);
      return order(message.reference, {
        recipientSms: {
          phoneNumber: message.mobile,
          smsSettings: { sender: options.senderName, body: message.text, sendingTimePolicy: 'Daytime' },
        },
      });
    },
    sendEmail: ({ reference, address, subject, text }) =>
      order(reference, {
        recipientEmail: {
          emailAddress: address,
          emailSettings: { subject, body: text, contentType: 'Plain', sendingTimePolicy: 'Anytime' },
        },
      }),
    findTextStatus: findStatus,
    findEmailStatus: findStatus,
  };
}

function stateOf(word: string): MessageStatus['state'] {
  if (/_(Delivered)$/.test(word)) return 'delivered';
  if (/_Failed(_|$)|^Order_(SendConditionNotMet|Cancelled)$/.test(word)) return 'failed';
  return /^(Order|SMS|Email)_(New|Sending|Accepted|Succeeded|Registered|Processing|Processed|Completed)$/.test(
    word,
  )
    ? 'pending'
    : 'unknown';
}

/** Altinn wants its own token, given in exchange for one of Maskinporten's. */
function altinnAuthorization(options: AltinnNotificationsOptions): Authorization {
  const maskinporten = bearerAuthorization(options.tokens, { scope });
  const exchange: RegistryEndpoint = { ...options, registry: 'Altinn', authorization: maskinporten };
  let kept: { readonly token: Promise<string>; readonly until: number } | null = null;

  const fetchToken = async (): Promise<string> => {
    const { json } = await callRegistry(exchange, {
      operation: 'exchange',
      path: '/authentication/api/v1/exchange/maskinporten',
      headers: { accept: 'text/plain, application/json' },
      expects: 'text',
      maxBytes: 64 * 1024,
    });
    if (typeof json !== 'string' || json === '')
      throw new RegistryAnswerUnreadable('Altinn', 'wrong-shape', 'no token');
    return json;
  };

  return {
    async headers() {
      const now = options.clock.now().getTime();
      if (!kept || now >= kept.until) {
        const token = fetchToken();
        kept = { token, until: now + exchangeEveryMs };
        token.catch(() => {
          kept = null;
        });
      }
      return { authorization: `Bearer ${await kept.token}` };
    },
    forget() {
      kept = null;
      maskinporten.forget();
    },
  };
}
