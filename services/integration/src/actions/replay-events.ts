import type { ReplayEvents, ReplayReceipt } from '@opptak/contracts';
import { AppError } from '@opptak/domain';
import { type Change, plan, record } from '@opptak/service';
import { replayStretch } from '../jobs/replay-stretch-job.ts';
import { countStretch, getEvents, lastCursor } from '../repositories/events.ts';
import { lockSubscription } from '../repositories/subscriptions.ts';
import type { Schema } from '../schema.generated.ts';
import { sendTo } from './publish-event.ts';

/**
 * Sends events again, in the order of the feed: from a cursor on, or some by their ids. They keep their webhook-id, so
 * a receiver that has them drops them.
 *
 * @throws AppError unprocessable `replay-what` when both or neither is asked for.
 * @throws AppError conflict `subscription-disabled`
 */
export async function replayEvents(
  change: Change<Schema>,
  subscriptionId: string,
  { from, eventIds }: ReplayEvents,
): Promise<ReplayReceipt> {
  if ((from === undefined) === (eventIds === undefined)) {
    throw new AppError('unprocessable', 'replay-what', 'Ask for either from or eventIds');
  }
  const { tx, kommune, at } = change;
  const { id, status, eventTypes: types } = await lockSubscription(tx, subscriptionId);
  if (status === 'disabled') {
    throw new AppError('conflict', 'subscription-disabled', 'Activate the subscription first');
  }
  if (eventIds) {
    const events = await getEvents(tx, eventIds);
    await sendTo(tx, kommune, [id], events, at);
    await record(change, id, 'webhook-replay-planned', { events: events.length });
    return { events: events.length };
  }
  const stretch = { types, from: from ?? 0, until: await lastCursor(tx) };
  const events = await countStretch(tx, stretch);
  await plan(change, replayStretch, { subscriptionId: id, from: stretch.from, until: stretch.until });
  await record(change, id, 'webhook-replay-planned', { events });
  return { events };
}
