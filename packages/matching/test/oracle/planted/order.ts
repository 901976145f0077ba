import type { MatchInput, MatchResult } from '@opptak/matching';
import { criteria, SEED } from '../documents.ts';
import { withMatching } from '../run.ts';
import { childOf, forge, moved, must, type Planted, passedOff, type Row, withRows } from './forge.ts';
import { each, lotsOnly, plain, plainResult, shortOfSeats, threeByThree } from './rounds.ts';

export const order: Planted = {
  'two children swapped': {
    code: 'justified-envy',
    forged: () => forge(plain, (result) => swapped(plain, result), plainResult),
  },
  'a child moved to a worse wish': {
    code: 'place-left-empty',
    forged: () => {
      const row = must(
        plainResult.assignments.find(({ id, wish }) => wish === 1 && childOf(plain, id).wishes.length > 1),
        'first wish',
      );
      const worse = must(childOf(plain, row.id).wishes[1], 'second wish');
      return forge(
        plain,
        (result) => withRows(result, (one) => (one.id === row.id ? moved(one, worse, plain) : one)),
        plainResult,
      );
    },
  },
  'another stable allocation, worse for the children': {
    code: 'could-move-up-together',
    // Best for the kindergartens: A takes b, B takes c, C takes a; each child has its last wish.
    forged: () => forge(threeByThree, (result) => withMatching(threeByThree, result, [2, 0, 1])),
  },
  'the stable allocation in the middle': {
    code: 'could-move-up-together',
    forged: () => forge(threeByThree, (result) => withMatching(threeByThree, result, [1, 2, 0])),
  },
  'lots drawn again until a friend wins': {
    code: 'justified-envy',
    forged: () => passedOff(lotsOnly(SEED), lotsOnly('drawn again')),
  },
  'facts changed after the run': {
    code: 'justified-envy',
    forged: () =>
      passedOff(
        each(plain, (child) => ({ ...child, facts: { ...child.facts, siblingAt: [] } })),
        plain,
      ),
  },
  'a hidden criterion': {
    code: 'justified-envy',
    forged: () =>
      passedOff(plain, {
        ...plain,
        criteria: [
          ...criteria.slice(0, 2),
          { key: 'flag', name: 'friend', paragraph: 'x' },
          { key: 'age', first: 'oldest', paragraph: 'x' },
          ...criteria.slice(4),
        ],
      }),
  },
  '§ 18 forgotten': {
    code: 'statutory-priority-passed',
    forged: () =>
      passedOff(
        plain,
        each(plain, (child) => ({ ...child, statutoryPriority: false })),
      ),
  },
  'the right to a place forgotten': {
    code: 'right-passed',
    forged: () =>
      passedOff(
        plain,
        each(plain, (child) => ({ ...child, rightToPlace: false })),
      ),
  },
  'a child with the right unplaced while others without it have places': {
    code: 'right-unplaced',
    forged: () =>
      passedOff(
        plain,
        each(plain, (child) => ({ ...child, rightToPlace: false })),
      ),
  },
  'a child with the right unplaced and not named': {
    code: 'right-not-named',
    forged: () =>
      passedOff(
        plain,
        each(plain, (child) => ({ ...child, rightToPlace: false })),
      ),
  },
  'those without the place they have a right to, in another order': {
    code: 'row-order',
    forged: () =>
      forge(shortOfSeats, (result) => ({ ...result, unplacedRights: result.unplacedRights.toReversed() })),
  },
  'a placed child named among those without the place they have a right to': {
    code: 'right-named-falsely',
    forged: () =>
      forge(
        plain,
        (result) => ({
          ...result,
          unplacedRights: [
            {
              id: must(
                result.assignments.find(({ kindergarten }) => kindergarten !== null),
                'placed child',
              ).id,
              reason: 'no-seat',
            },
          ],
        }),
        plainResult,
      ),
  },
};

/** Two children, each with a place that the other wishes for less than its own, exchange them. */
function swapped(input: MatchInput, result: MatchResult): MatchResult {
  const placed = result.assignments.filter(({ via }) => via === 'wish');
  const pairs = placed.flatMap((one) => placed.map((other) => [one, other] as const));
  const wishes = (row: Row, at: string | null) => childOf(input, row.id).wishes.indexOf(at ?? '') + 1;
  const [one, other] = must(
    pairs.find(
      ([a, b]) => wishes(a, b.kindergarten) > (a.wish ?? 9) && wishes(b, a.kindergarten) > (b.wish ?? 9),
    ),
    'pair to swap',
  );
  return withRows(result, (row) => {
    if (row.id === one.id) return moved(row, other.kindergarten ?? '', input);
    return row.id === other.id ? moved(row, one.kindergarten ?? '', input) : row;
  });
}
