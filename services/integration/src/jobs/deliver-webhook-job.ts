import { Id } from '@opptak/contracts';
import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const DeliverWebhookPayload = Type.Object(
  { deliveryId: Id, subscriptionId: Id, attempt: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
);

/**
 * One attempt of one delivery. A receiver that fails is not a failure of the job: the next attempt is a job of its own,
 * on the schedule of deliveries. What is tried again here is our own database.
 */
export const deliverWebhook: JobDefinition<typeof DeliverWebhookPayload> = {
  name: 'deliver-webhook',
  payload: DeliverWebhookPayload,
  attempts: 10,
  backoffMs: 1_000,
};
