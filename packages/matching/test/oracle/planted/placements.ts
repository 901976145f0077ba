import { forge, moved, must, nowhere, type Planted, withRows } from './forge.ts';
import { plain, plainResult, region } from './rounds.ts';

export const placements: Planted = {
  'a child left out': {
    code: 'child-missing',
    forged: () =>
      forge(plain, (result) => ({ ...result, assignments: result.assignments.slice(1) }), plainResult),
  },
  'a child named twice': {
    code: 'child-repeated',
    forged: () =>
      forge(
        plain,
        (result) => ({ ...result, assignments: [...result.assignments.slice(0, 1), ...result.assignments] }),
        plainResult,
      ),
  },
  'a child that never applied': {
    code: 'child-unknown',
    forged: () =>
      forge(
        plain,
        (result) => ({
          ...result,
          assignments: [...result.assignments, { id: 'zz', kindergarten: null, wish: null, via: null }],
        }),
        plainResult,
      ),
  },
  'rows in another order': {
    code: 'row-order',
    forged: () =>
      forge(plain, (result) => ({ ...result, assignments: result.assignments.toReversed() }), plainResult),
  },
  'a place that was not wished for': {
    code: 'not-on-list',
    forged: () => {
      const child = must(
        plain.applicants.find(
          ({ rightToPlace, current, wishes }) => !rightToPlace && !current && wishes.length < 5,
        ),
        'child',
      );
      const other = must(
        plain.kindergartens.find(({ id }) => !child.wishes.includes(id)),
        'kindergarten',
      ).id;
      return forge(
        plain,
        (result) =>
          withRows(result, (row) =>
            row.id === child.id ? { ...row, kindergarten: other, wish: null, via: 'right' } : row,
          ),
        plainResult,
      );
    },
  },
  'a wish number that flatters': {
    code: 'wrong-wish-number',
    forged: () =>
      forge(
        plain,
        (result) => withRows(result, (row) => (row.wish === 2 ? { ...row, wish: 1 } : row)),
        plainResult,
      ),
  },
  'a wish passed off as the right to a place': {
    code: 'wrong-via',
    forged: () =>
      forge(
        plain,
        (result) => withRows(result, (row) => (row.via === 'kept' ? { ...row, via: 'wish' } : row)),
        plainResult,
      ),
  },
  'an own place lost': {
    code: 'own-place-lost',
    forged: () =>
      forge(
        plain,
        (result) => withRows(result, (row) => (row.via === 'kept' ? nowhere(row) : row)),
        plainResult,
      ),
  },
  'a child placed where it may not be': {
    code: 'not-eligible',
    forged: () =>
      forge({ ...region, region: { closed: ['3205'] } }, (result) =>
        withRows(result, (row) => (row.id === 'a' ? moved(row, 'm', region) : row)),
      ),
  },
};
