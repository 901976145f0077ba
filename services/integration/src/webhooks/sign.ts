import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A fresh secret for one endpoint: 32 bytes by chance, in the form that Standard Webhooks libraries take. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/**
 * The headers of Standard Webhooks for one attempt. Each secret signs, so that a receiver that knows one of them is
 * served while it changes.
 *
 * @param id Stays the same over all attempts.
 */
export function signedHeaders(
  id: string,
  sentAt: Date,
  body: string,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Opptak-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
  };
}
