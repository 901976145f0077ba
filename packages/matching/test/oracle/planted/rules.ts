import { allocate } from '../../../src/allocate.ts';
import { criteria } from '../documents.ts';
import { forge, type Planted } from './forge.ts';
import { committed, plain, plainResult } from './rounds.ts';

export const rules: Planted = {
  'another seed than the one committed to': {
    code: 'seed-not-committed',
    forged: () =>
      forge({ ...committed, seed: 'another' }, (result) => result, allocate({ ...plain, seed: 'another' })),
  },
  'an input that is none': {
    code: 'unreadable-input',
    forged: () => ({
      input: { ...plain, ...{ kindergartens: [{ id: 'k', capacity: -1 }] } },
      result: plainResult,
    }),
  },
  'criteria that do not begin with § 18': {
    code: 'refused-criteria',
    forged: () => forge({ ...plain, criteria: criteria.slice(1) }, (result) => result, plainResult),
  },
  'a criterion without a paragraph': {
    code: 'refused-criteria',
    forged: () =>
      forge(
        { ...plain, criteria: [{ key: 'statutory-priority', paragraph: ' ' }] },
        (result) => result,
        plainResult,
      ),
  },
  'the wish number counted without saying so': {
    code: 'refused-criteria',
    forged: () =>
      forge(
        { ...plain, criteria: [...criteria.slice(0, 2), { key: 'wish-number', paragraph: '§ 4' }] },
        (result) => result,
        plainResult,
      ),
  },
};
