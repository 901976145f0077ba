import type { WhatIf } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicWhatIf } from './ask-what-if.ts';

const totals = { applicants: 0, placed: 0, firstWish: 0, unplacedRights: 0, deviations: 0 };
const counts = fc.record({
  better: fc.nat(12),
  worse: fc.nat(12),
  otherwise: fc.nat(12),
  placesToMove: fc.nat(12),
  kindergartens: fc.array(
    fc
      .record({ come: fc.nat(12), leave: fc.nat(12) })
      .map((moves) => ({ kindergartenId: '900000015', before: 0, after: 0, ...moves })),
    { maxLength: 4 },
  ),
});

test('a published simulation shows no number from one to four, nor one that would give such a number away', () => {
  fc.assert(
    fc.property(counts, (drawn) => {
      const answer: WhatIf = {
        simulation: true,
        runId: stableId('run'),
        inputSha256: null,
        before: totals,
        after: totals,
        moves: [],
        ...drawn,
      };
      const { better, worse, otherwise, placesToMove, kindergartens } = publicWhatIf(answer);
      const numbers = [
        better,
        worse,
        otherwise,
        placesToMove,
        ...kindergartens.flatMap(({ come, leave }) => [come, leave]),
      ];
      for (const number of numbers) expect(number === null || number === 0 || number >= 5).toBe(true);
      // Where the whole is shown, what is hidden of a column is none or at least five.
      if (better === null) return;
      for (const column of ['come', 'leave'] as const) {
        const hidden = drawn.kindergartens.reduce(
          (sum, one, index) => sum + (kindergartens[index]?.[column] === null ? one[column] : 0),
          0,
        );
        expect(hidden === 0 || hidden >= 5).toBe(true);
      }
    }),
    { seed: 20270316, numRuns: 500 },
  );
});
