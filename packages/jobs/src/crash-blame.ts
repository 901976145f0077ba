import { randomUUID } from 'node:crypto';
import type { Begun, QueueJob } from './queue-backend.ts';

type Taken = Pick<QueueJob, 'stalledCounter' | 'attemptsStarted' | 'data'>;

/**
 * What is to be thought of a queue job's messages before they are run.
 *
 * innocent: no worker has died with them, or one that had not begun them. suspected: a worker died that had begun
 * them or others; they come back one by one, isolated. guilty: a worker died that ran this one, with nothing beside it.
 *
 * @param isolated whether it is the single message that was to run alone.
 */
export function blame(job: Taken, isolated: boolean): 'innocent' | 'suspected' | 'guilty' {
  if (!isolated) return job.stalledCounter > 0 ? 'suspected' : 'innocent';
  return diedBegun(job) ? 'guilty' : 'innocent';
}

/** This process, as others know it: who finds its own mark was slow, and is not dead. */
const me = randomUUID();

/** The mark to be stored before an isolated message is run. */
export const begun = (job: Taken, process: string = me): Begun => ({
  process,
  taking: job.attemptsStarted,
  stalls: job.stalledCounter,
});

/** Whether the taking before this one had begun the message, and ended with its worker dead: not by giving it back. */
function diedBegun({ data, attemptsStarted, stalledCounter }: Taken): boolean {
  const mark = data.begun;
  if (!mark || mark.process === me) return false;
  return mark.taking === attemptsStarted - 1 && stalledCounter > mark.stalls;
}
