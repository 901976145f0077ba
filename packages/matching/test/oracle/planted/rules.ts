import type { Criterion } from '@opptak/matching';
import { allocate } from '../../../src/allocate.ts';
import { criteria } from '../documents.ts';
import { forge, type Planted } from './forge.ts';
import { committed, plain, plainResult } from './rounds.ts';

const section18: Criterion = { key: 'statutory-priority', paragraph: '§ 4' };

/** A criterion whose key the types do not allow. */
const forgedKey = (key: string) => JSON.parse(JSON.stringify({ key, paragraph: '§ 4' }));

/** A run with criteria that may not be used, in which the rest is genuine. */
const refused = (list: readonly Criterion[]): Planted[string] => ({
  code: 'refused-criteria',
  forged: () => forge({ ...plain, criteria: list }, (result) => result, plainResult),
});

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
  'criteria that do not begin with § 18': refused([{ key: 'lot', paragraph: '§ 4' }]),
  'the lot before another criterion': refused([
    section18,
    { key: 'lot', paragraph: '§ 4' },
    ...criteria.slice(3, 4),
  ]),
  'points for the lot': refused([
    section18,
    { key: 'points', paragraph: '§ 4', items: [{ criterion: forgedKey('lot'), points: 1 }] },
  ]),
  'a criterion that nobody knows': refused([section18, forgedKey('friend-of-the-house')]),
  'a criterion without a paragraph': refused([{ key: 'statutory-priority', paragraph: ' ' }]),
  'the wish number counted without saying so': refused([section18, { key: 'wish-number', paragraph: '§ 4' }]),
};
