import { AppError } from '@opptak/domain';
import type { JobHandler } from '@opptak/jobs';
import { changeAsSystem, plan } from '@opptak/service';
import { sendTo } from '../actions/publish-event.ts';
import type { Deps } from '../deps.ts';
import { findStretch } from '../repositories/events.ts';
import { getSubscription } from '../repositories/subscriptions.ts';
import { replayStretch } from './replay-stretch-job.ts';

/** Small enough that other work of the kommune gets in between. */
const slice = 500;

/** Puts a slice of the feed on its way again and plans the next slice. Safe to run twice: what is on its way stays so. */
export function replayStretchHandler(deps: Deps): JobHandler<typeof replayStretch.payload> {
  return {
    definition: replayStretch,
    run: ({ subscriptionId, from, until }, { kommune }) =>
      changeAsSystem(deps, kommune, replayStretch.name, async (change) => {
        const subscription = await getSubscription(change.tx, subscriptionId).catch(removed);
        if (subscription?.status !== 'active') return;
        const types = subscription.eventTypes;
        const events = await findStretch(change.tx, { types, from, until }, slice);
        await sendTo(change.tx, kommune, [subscriptionId], events, change.at);
        const last = events.at(-1);
        if (last && events.length === slice) {
          await plan(change, replayStretch, { subscriptionId, from: last.cursor + 1, until });
        }
      }),
  };
}

/** The partner has removed it since: nobody is left to send to. */
function removed(error: unknown): null {
  if (error instanceof AppError && error.kind === 'not-found') return null;
  throw error;
}
