import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeGate } from './gate.ts';

describe('the gate', () => {
  test('lets everybody through in the end, and nobody beside one who is alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ alone: fc.boolean(), turns: fc.nat(3), fails: fc.boolean() })),
        async (visits) => {
          const gate = makeGate();
          let inside = 0;
          let done = 0;
          let broken = false;
          const visit = async ({ alone, turns, fails }: (typeof visits)[number]) => {
            const stay = async () => {
              inside++;
              for (let turn = 0; turn < turns; turn++) {
                if (alone && inside !== 1) broken = true;
                await nextTurn();
              }
              inside--;
              done++;
              if (fails) throw new Error('left in anger');
            };
            await (alone ? gate.alone(stay) : gate.together(stay)).catch(() => {});
          };

          await Promise.all(visits.map(visit));

          expect([broken, inside, done]).toEqual([false, 0, visits.length]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('those who are not alone are inside at the same time', async () => {
    const gate = makeGate();
    const both = Promise.withResolvers<void>();
    let inside = 0;
    const meet = async () => {
      inside++;
      if (inside === 2) both.resolve();
      await both.promise;
    };

    await Promise.all([gate.together(meet), gate.together(meet)]);

    expect(inside).toBe(2);
  });
});
