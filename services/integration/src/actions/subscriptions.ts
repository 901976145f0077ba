import { randomUUID } from 'node:crypto';
import type { CreateWebhookSubscription } from '@opptak/contracts';
import type { Vault } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import {
  deleteSubscription,
  findSubscriptions,
  insertSubscription,
  lockSubscription,
  type Subscription,
  updateSubscription,
} from '../repositories/subscriptions.ts';
import type { Schema } from '../schema.generated.ts';
import { rotationMs } from '../webhooks/pauses.ts';
import { sealSecret } from '../webhooks/secrets.ts';
import { newSecret } from '../webhooks/sign.ts';
import { targetFault } from '../webhooks/target.ts';

/** Each event goes to each that listens, so their number multiplies what one event costs. */
const mostPerKommune = 50;

interface Wiring {
  readonly vault: Vault;
  readonly toLoopback: boolean;
}

/**
 * Registers where a partner wants to be told, with a secret of its own.
 *
 * @throws AppError unprocessable `target-not-allowed` when the URL is not one we send to, with the reason.
 * @throws AppError conflict `too-many-subscriptions`
 */
export async function createSubscription(
  { vault, toLoopback }: Wiring,
  change: Change<Schema>,
  { url, eventTypes }: CreateWebhookSubscription,
): Promise<Subscription> {
  const fault = targetFault(url, toLoopback);
  if (fault) {
    throw new AppError('unprocessable', 'target-not-allowed', 'We do not send to this URL', {
      faults: [{ at: '/url', message: fault }],
    });
  }
  const { tx, kommune, at } = change;
  if ((await findSubscriptions(tx)).length >= mostPerKommune) {
    throw new AppError('conflict', 'too-many-subscriptions', `At most ${mostPerKommune} subscriptions`);
  }
  const id = randomUUID();
  const subscription = await insertSubscription(tx, {
    kommune,
    id,
    url: new URL(url).href,
    eventTypes,
    sealedSecret: sealSecret(vault, kommune, id, newSecret()),
    createdAt: at,
  });
  await record(change, id, 'webhook-subscription-created', { eventTypes: eventTypes.join(' ') });
  return subscription;
}

/**
 * Gives a subscription a new secret. For seven days the one before signs too; one from before that signs no longer.
 *
 * @returns until when the one before signs.
 */
export async function rotateSecret(
  { vault }: Pick<Wiring, 'vault'>,
  change: Change<Schema>,
  id: string,
): Promise<Date> {
  const { tx, kommune, at } = change;
  const subscription = await lockSubscription(tx, id);
  const previousValidUntil = new Date(at.getTime() + rotationMs);
  await updateSubscription(tx, id, {
    sealedSecret: sealSecret(vault, kommune, id, newSecret()),
    sealedPreviousSecret: subscription.sealedSecret,
    previousValidUntil,
  });
  await record(change, id, 'webhook-secret-rotated');
  return previousValidUntil;
}

/** Starts a disabled subscription again. What was held back meanwhile comes with a replay. Safe to run twice. */
export async function activateSubscription(change: Change<Schema>, id: string): Promise<Subscription> {
  const subscription = await lockSubscription(change.tx, id);
  if (subscription.status === 'active') return subscription;
  const active = {
    status: 'active',
    disabledReason: null,
    disabledAt: null,
    failingSince: null,
    failures: 0,
    pausedUntil: null,
    version: subscription.version + 1,
  } as const;
  await updateSubscription(change.tx, id, active);
  await record(change, id, 'webhook-subscription-activated');
  return { ...subscription, ...active };
}

/** Ends a subscription and forgets its deliveries. */
export async function removeSubscription(change: Change<Schema>, id: string): Promise<void> {
  await deleteSubscription(change.tx, id);
  await record(change, id, 'webhook-subscription-removed');
}
