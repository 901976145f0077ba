import type { JobHandler } from '@opptak/jobs';
import { deliver } from '../actions/deliver-message.ts';
import type { Deps } from '../deps.ts';
import { deliverMessage } from './job-definitions.ts';

/** Sends one message. Safe to run twice: see `deliver`. */
export function deliverMessageHandler(deps: Deps): JobHandler<typeof deliverMessage.payload> {
  return {
    definition: deliverMessage,
    run: ({ messageId }, { kommune, attempt }) =>
      deliver(deps, kommune, messageId, attempt >= deliverMessage.attempts),
  };
}
