import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { begun, blame } from './crash-blame.ts';
import type { QueueJobData } from './queue-backend.ts';

const data: QueueJobData = { producer: 'intake', sealed: '' };

describe('blame for a dead worker', () => {
  test('a message among others is suspected, and not more, however many workers have died', () => {
    expect(
      [0, 1, 7].map((stalledCounter) => blame({ stalledCounter, attemptsStarted: 9, data }, false)),
    ).toEqual(['innocent', 'suspected', 'suspected']);
  });

  // How a taking of a queue job may end. Dead workers are noted in the job by the queue, the mark by us.
  const endings = ['died before the message was begun', 'died running it', 'gave it back'] as const;

  test('falls on an isolated message exactly when the worker before was running it, whatever came before that', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...endings), { maxLength: 8 }), (history) => {
        let job = { stalledCounter: 0, attemptsStarted: 0, data };
        let last: (typeof endings)[number] | undefined;
        for (const ending of history) {
          job = { ...job, attemptsStarted: job.attemptsStarted + 1 };
          expect(blame(job, true)).toBe(last === 'died running it' ? 'guilty' : 'innocent');
          if (ending !== 'died before the message was begun')
            job = { ...job, data: { ...data, begun: begun(job, 'another process') } };
          if (ending !== 'gave it back') job = { ...job, stalledCounter: job.stalledCounter + 1 };
          last = ending;
        }
      }),
    );
  });

  test('does not fall on a message that this very process has begun: it was slow, and lives', () => {
    const taken = { stalledCounter: 0, attemptsStarted: 1, data };
    const again = { stalledCounter: 1, attemptsStarted: 2, data: { ...data, begun: begun(taken) } };

    expect(blame(again, true)).toBe('innocent');
  });
});
