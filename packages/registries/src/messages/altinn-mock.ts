import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MockRegistry } from '../mocks/mock-registry.ts';
import type { SentText } from './fiks-sms-mock.ts';

export interface SentEmail {
  readonly id: string;
  readonly reference: string;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
  status: string;
}

export interface AltinnMock extends MockRegistry {
  /** Each reference once. */
  readonly texts: readonly SentText[];
  readonly emails: readonly SentEmail[];
}

interface Order {
  readonly idempotencyId?: string;
  readonly sendersReference?: string;
  readonly recipient?: {
    readonly recipientEmail?: {
      readonly emailAddress?: string;
      readonly emailSettings?: { readonly subject?: string; readonly body?: string };
    };
    readonly recipientSms?: {
      readonly phoneNumber?: string;
      readonly smsSettings?: { readonly body?: string };
    };
  };
}

/** Altinn's token exchange and Altinn Notifications: an order with a known idempotencyId is answered as the first time. */
export function altinnMock(): AltinnMock {
  const texts: SentText[] = [];
  const emails: SentEmail[] = [];
  const orders = new Map<string, { readonly orderId: string; readonly shipmentId: string }>();
  const tokens = new Set<string>();

  const admitted = async (request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    if (tokens.has(request.headers.authorization ?? '')) return true;
    await reply.code(401).send({ title: 'Unauthorized', status: 401 });
    return false;
  };

  return {
    name: 'altinn',
    prefix: '/altinn',
    texts,
    emails,
    routes: (app, { authorize, clock }) => {
      app.get('/authentication/api/v1/exchange/maskinporten', async (request, reply) => {
        const consumer = await authorize(request, reply, 'altinn:serviceowner/notifications.create');
        if (consumer === null) return reply;
        const token = `altinn-${randomUUID()}`;
        tokens.add(`Bearer ${token}`);
        return reply.type('text/plain; charset=utf-8').send(token);
      });

      app.post<{ Body: Order | null }>('/notifications/api/v1/future/orders', async (request, reply) => {
        if (!(await admitted(request, reply))) return reply;
        const { idempotencyId, sendersReference = '', recipient } = request.body ?? {};
        const email = recipient?.recipientEmail;
        const sms = recipient?.recipientSms;
        if (!idempotencyId || (!email?.emailAddress && !sms?.phoneNumber)) {
          return reply.code(400).send({ title: 'Bad Request', status: 400 });
        }
        const known = orders.get(idempotencyId);
        const { orderId, shipmentId } = known ?? { orderId: randomUUID(), shipmentId: randomUUID() };
        if (!known) {
          orders.set(idempotencyId, { orderId, shipmentId });
          const common = { id: shipmentId, reference: sendersReference, at: clock.now() };
          if (email?.emailAddress) {
            const { subject = '', body = '' } = email.emailSettings ?? {};
            emails.push({
              ...common,
              address: email.emailAddress,
              subject,
              text: body,
              status: 'Email_Succeeded',
            });
          } else {
            texts.push({
              ...common,
              mobile: sms?.phoneNumber ?? '',
              text: sms?.smsSettings?.body ?? '',
              status: 'SMS_Accepted',
            });
          }
        }
        return reply.code(known ? 200 : 201).send({
          notificationOrderId: orderId,
          notification: { shipmentId, sendersReference, reminders: [] },
        });
      });

      app.get<{ Params: { id: string } }>(
        '/notifications/api/v1/future/shipment/:id',
        async (request, reply) => {
          if (!(await admitted(request, reply))) return reply;
          const sent = [...texts, ...emails].find((one) => one.id === request.params.id);
          if (!sent) return reply.code(404).send({ title: 'Not Found', status: 404 });
          return {
            shipmentId: sent.id,
            sendersReference: sent.reference,
            type: 'Notification',
            status: 'Order_Completed',
            recipients: [{ status: sent.status }],
          };
        },
      );
    },
  };
}
