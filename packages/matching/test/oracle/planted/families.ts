import type { MatchInput } from '@opptak/matching';
import { forge, moved, nowhere, type Planted, withRows } from './forge.ts';
import {
  couple,
  heldBackBySiblings,
  plain,
  plainResult,
  siblings,
  siblingsResult,
  togetherOrNothing,
} from './rounds.ts';

export const families: Planted = {
  'a family whose claim is not told': {
    code: 'claim-not-listed',
    forged: () => forge(couple, (result) => ({ ...result, deviations: [] })),
  },
  'a claim that is none': {
    code: 'false-deviation',
    forged: () =>
      forge(
        siblings,
        (result) => ({
          ...result,
          deviations: [{ kind: 'family-claim', family: 'f0', wanted: [], blockedBy: [], extraPlaces: null }],
        }),
        siblingsResult,
      ),
  },
  'a deviation for a child who applies alone': {
    code: 'false-deviation',
    forged: () =>
      forge(
        plain,
        (result) => ({
          ...result,
          deviations: [
            { kind: 'family-claim', family: 'c000001', wanted: [], blockedBy: [], extraPlaces: null },
          ],
        }),
        plainResult,
      ),
  },
  'a claim told with other children in the way': {
    code: 'false-deviation',
    forged: () =>
      forge(couple, (result) => ({
        ...result,
        deviations: result.deviations.map((told) => ({ ...told, blockedBy: [] })),
      })),
  },
  'another claim told than the family has': {
    code: 'false-deviation',
    forged: () =>
      forge(couple, (result) => ({
        ...result,
        deviations: result.deviations.map((told) => ({
          ...told,
          wanted: told.wanted.map((one) => ({ ...one, kindergarten: 'B' })),
        })),
      })),
  },
  'siblings placed as they never wished': {
    code: 'not-a-joint-wish',
    forged: () =>
      forge(couple, (result) =>
        withRows(
          result,
          (row) =>
            ({ c1: moved(row, 'A', couple), c2: nowhere(row), c3: moved(row, 'B', couple) })[row.id] ?? row,
        ),
      ),
  },
  'all or nothing asked for, and one child placed by its right alone': {
    code: 'not-a-joint-wish',
    forged: () =>
      forge(togetherOrNothing, (result) => ({
        ...withRows(result, (row) =>
          row.id === 'c1' ? { ...row, kindergarten: 'B', wish: null, via: 'right' } : row,
        ),
        unplacedRights: result.unplacedRights.filter(({ id }) => id !== 'c1'),
      })),
  },
  'a claim told twice': {
    code: 'row-order',
    forged: () =>
      forge(couple, (result) => ({ ...result, deviations: [...result.deviations, ...result.deviations] })),
  },
  'too few seats blamed, where only the siblings stood in the way': {
    code: 'right-not-named',
    forged: () =>
      forge(heldBackBySiblings, (result) => ({
        ...result,
        unplacedRights: [{ id: 'c1', reason: 'no-seat' }],
      })),
  },
  'the siblings blamed, where no seat was free': {
    code: 'right-not-named',
    forged: () =>
      forge(withoutSeats(heldBackBySiblings), (result) => ({
        ...result,
        unplacedRights: [{ id: 'c1', reason: 'joint-wishes' }],
      })),
  },
};

function withoutSeats(input: MatchInput): MatchInput {
  return { ...input, kindergartens: input.kindergartens.map((one) => ({ ...one, capacity: 0 })) };
}
