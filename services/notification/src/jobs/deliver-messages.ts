import type { JobHandler } from '@opptak/jobs';
import { deliver } from '../actions/deliver-messages.ts';
import type { Deps } from '../deps.ts';
import { deliverMessages } from './job-definitions.ts';

/** Sends some messages. Safe to run twice: see `deliver`. */
export function deliverMessagesHandler(deps: Deps): JobHandler<typeof deliverMessages.payload> {
  return {
    definition: deliverMessages,
    run: ({ messageIds }, { kommune, attempt }) => deliver(deps, kommune, messageIds, { attempt }),
  };
}
