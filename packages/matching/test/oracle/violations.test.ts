import { readFileSync } from 'node:fs';
import type { Applicant, MatchInput, MatchResult } from '@opptak/matching';
import { check } from '@opptak/matching/checker';
import { describe, expect, test } from 'vitest';
import { inputShape } from '../../checker/document.ts';
import { hashOf, hashOfText, inputHash, rulesHash } from '../../checker/hashes.ts';
import { allocate } from '../../src/allocate.ts';
import { criteria, kommune, kommuneWithSiblings, SEED } from './documents.ts';
import { withMatching } from './run.ts';

/*
 * Every kind of wrong result that we could think of, planted in a genuine one. The forger is as good as can be: after each change it
 * computes all hashes again, so only the checker's own knowledge of the rules can find it out.
 */

interface Forged {
  readonly input: MatchInput;
  readonly result: MatchResult;
}

function stamped(input: MatchInput, result: MatchResult): MatchResult {
  if (!inputShape(input, [])) throw new RangeError('not an input');
  const { assignments, deviations, unplacedRights, certificate, stats } = result;
  const placed = assignments.filter(({ kindergarten }) => kindergarten !== null).length;
  const firstWish = assignments.filter(({ wish }) => wish === 1).length;
  const hashes = {
    input: inputHash(input),
    rules: rulesHash(input),
    result: hashOf({ assignments, deviations, unplacedRights }),
  };
  return { ...result, certificate: { ...certificate, ...hashes }, stats: { ...stats, placed, firstWish } };
}

type Row = MatchResult['assignments'][number];

/** The result with some rows written anew. */
function withRows(result: MatchResult, change: (row: Row) => Row): MatchResult {
  return { ...result, assignments: result.assignments.map(change) };
}

const must = <T>(value: T | undefined | null, what: string): T => {
  if (value === undefined || value === null) throw new RangeError(`the document has no ${what}`);
  return value;
};

const plain = kommune(60, 6);
const plainResult = allocate(plain);
const childOf = (input: MatchInput, id: string): Applicant =>
  must(
    input.applicants.find((child) => child.id === id),
    id,
  );
const unplaced = (result: MatchResult): Row[] =>
  result.assignments.filter(({ kindergarten }) => kindergarten === null);
const moved = (row: Row, kindergarten: string, input: MatchInput): Row => ({
  id: row.id,
  kindergarten,
  wish: childOf(input, row.id).wishes.indexOf(kindergarten) + 1 || null,
  via: 'wish',
});
const nowhere = (row: Row): Row => ({ id: row.id, kindergarten: null, wish: null, via: null });

/** Ten children and one kindergarten whose places are not all there at once, or not on all weekdays. */
function oneKindergarten(
  capacity: MatchInput['kindergartens'][number]['capacity'],
  child: (i: number) => Partial<Applicant>,
) {
  const ids = Array.from({ length: 6 }, (_, i) => `c${i}`);
  const input: MatchInput = {
    format: 'opptak-match/1',
    kindergartens: [{ id: 'k', capacity, order: ids }],
    applicants: ids.map((id, i) => ({ id, wishes: ['k'], ...child(i) })),
  };
  return { input, result: allocate(input) };
}

const byDate = oneKindergarten([{ places: 1 }, { places: 2, from: '2028-01-10' }], (i) => ({
  startsOn: i < 3 ? '2027-08-15' : '2028-01-10',
}));
const byWeekday = oneKindergarten(
  [
    { places: 1, weekdays: ['mon', 'tue'] },
    { places: 1, weekdays: ['wed', 'thu', 'fri'] },
  ],
  (i) => ({ weekdays: i < 3 ? ['mon', 'tue'] : ['thu', 'fri'] }),
);

const threeByThree: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    { id: 'A', capacity: 1, order: ['b', 'c', 'a'] },
    { id: 'B', capacity: 1, order: ['c', 'a', 'b'] },
    { id: 'C', capacity: 1, order: ['a', 'b', 'c'] },
  ],
  applicants: [
    { id: 'a', wishes: ['A', 'B', 'C'] },
    { id: 'b', wishes: ['B', 'C', 'A'] },
    { id: 'c', wishes: ['C', 'A', 'B'] },
  ],
};

const region: MatchInput = {
  format: 'opptak-match/1',
  criteria,
  kindergartens: [
    { id: 'k', kommune: '3201', capacity: 3 },
    { id: 'm', kommune: '3205', capacity: 2 },
  ],
  applicants: ['a', 'b', 'c', 'd'].map((id) => ({ id, kommune: '3201', wishes: ['m', 'k'] })),
  region: { closed: ['3205'], agreements: [{ kindergarten: 'm', from: '3201', places: 1 }] },
};

const converting: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    {
      id: 'k',
      capacity: { small: 1, large: 2 },
      convert: { protected: { large: 2 } },
      order: ['a', 'b', 'c', 'd'],
    },
  ],
  applicants: ['a', 'b', 'c', 'd'].map((id, i) => ({ id, band: i < 2 ? 'small' : 'large', wishes: ['k'] })),
};

const convertingSiblings: MatchInput = {
  ...converting,
  applicants: converting.applicants.map((child, i) =>
    i % 2 === 0 ? { ...child, family: 'f', together: 'preferred' } : child,
  ),
};

/** The couple of the literature for whom nothing is stable: the engine must list its claim. */
const couple: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    { id: 'A', capacity: 1, order: ['c1', 'c3'] },
    { id: 'B', capacity: 1, order: ['c3', 'c2'] },
  ],
  applicants: [
    { id: 'c1', family: 'f', wishes: ['A'] },
    { id: 'c2', family: 'f', wishes: ['B'] },
    { id: 'c3', wishes: ['A', 'B'] },
  ],
  families: [{ id: 'f', members: ['c1', 'c2'], wishes: [['A', 'B']] }],
};
const siblings = kommuneWithSiblings(60, 6);
const siblingsResult = allocate(siblings);

const forge = (
  input: MatchInput,
  change: (result: MatchResult) => MatchResult,
  genuine = allocate(input),
): Forged => ({
  input,
  result: stamped(input, change(genuine)),
});
/** The result of another input, passed off as the result of `input`. */
const passedOff = (input: MatchInput, other: MatchInput): Forged =>
  forge(input, (result) => result, withSeedOf(input, allocate(other)));

function withSeedOf(input: MatchInput, result: MatchResult): MatchResult {
  return { ...result, certificate: { ...result.certificate, seed: allocate(input).certificate.seed } };
}

const each = (input: MatchInput, change: (child: Applicant) => Applicant): MatchInput => ({
  ...input,
  applicants: input.applicants.map(change),
});
const committed: MatchInput = { ...plain, seedCommitment: hashOfText(SEED) };

const planted: Record<string, { code: string; forged: () => Forged }> = {
  'two children swapped': {
    code: 'justified-envy',
    forged: () => forge(plain, (result) => swapped(plain, result), plainResult),
  },
  'one child more than places': {
    code: 'over-capacity',
    forged: () => {
      const lucky = must(unplaced(plainResult)[0], 'unplaced child');
      const full = must(childOf(plain, lucky.id).wishes[0], 'wish');
      return forge(
        plain,
        (result) => withRows(result, (row) => (row.id === lucky.id ? moved(row, full, plain) : row)),
        plainResult,
      );
    },
  },
  'too many on one date only': {
    code: 'over-capacity-on-a-day',
    forged: () =>
      forge(byDate.input, (result) =>
        withRows(result, (row) => (row.id === 'c1' ? moved(row, 'k', byDate.input) : nowhereIf(row, 'c3'))),
      ),
  },
  'too many on one weekday only': {
    code: 'over-capacity-on-a-day',
    forged: () =>
      forge(byWeekday.input, (result) =>
        withRows(result, (row) =>
          row.id === 'c1' ? moved(row, 'k', byWeekday.input) : nowhereIf(row, 'c3'),
        ),
      ),
  },
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
  'another stable allocation, worse for the children': {
    code: 'could-move-up-together',
    // Best for the kindergartens: A takes b, B takes c, C takes a; each child has its last wish.
    forged: () => forge(threeByThree, (result) => withMatching(threeByThree, result, [2, 0, 1])),
  },
  'the stable allocation in the middle': {
    code: 'could-move-up-together',
    forged: () => forge(threeByThree, (result) => withMatching(threeByThree, result, [1, 2, 0])),
  },
  'another seed than the one committed to': {
    code: 'seed-not-committed',
    forged: () =>
      forge({ ...committed, seed: 'another' }, (result) => result, allocate({ ...plain, seed: 'another' })),
  },
  'another seed in the certificate': {
    code: 'wrong-seed',
    forged: () =>
      forge(
        plain,
        (result) => ({
          ...result,
          certificate: {
            ...result.certificate,
            seed: { ...result.certificate.seed, reveal: 'x', commitment: hashOfText('x') },
          },
        }),
        plainResult,
      ),
  },
  'a commitment that was never made': {
    code: 'wrong-seed',
    forged: () =>
      forge(
        plain,
        (result) => ({
          ...result,
          certificate: { ...result.certificate, seed: { ...result.certificate.seed, committed: true } },
        }),
        plainResult,
      ),
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
  'facts changed after the run, hashes left alone': {
    code: 'wrong-input-hash',
    forged: () => ({
      input: each(plain, (child) => ({ ...child, facts: { ...child.facts, siblingAt: [] } })),
      result: plainResult,
    }),
  },
  'criteria changed after the run, hashes left alone': {
    code: 'wrong-rules-hash',
    forged: () => ({ input: { ...plain, criteria: criteria.slice(0, 3) }, result: plainResult }),
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
  'more children than the agreement between kommuner allows': {
    code: 'over-agreement',
    forged: () =>
      forge(region, (result) =>
        withRows(result, (row) => (row.id <= 'b' ? moved(row, 'm', region) : moved(row, 'k', region))),
      ),
  },
  'protected area given away': {
    code: 'over-capacity',
    forged: () =>
      forge(converting, (result) =>
        withRows(result, (row) => (row.id <= 'b' ? moved(row, 'k', converting) : nowhere(row))),
      ),
  },
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
  'a cut-off moved': {
    code: 'wrong-group',
    forged: () =>
      forge(
        plain,
        (result) => ({
          ...result,
          certificate: {
            ...result.certificate,
            groups: result.certificate.groups.map((group) =>
              group.cutoff ? { ...group, cutoff: { ...group.cutoff, rank: group.cutoff.rank + 1 } } : group,
            ),
          },
        }),
        plainResult,
      ),
  },
  'more places claimed than there are': {
    code: 'wrong-group',
    forged: () =>
      forge(
        plain,
        (result) => ({
          ...result,
          certificate: {
            ...result.certificate,
            groups: result.certificate.groups.map((group) => ({ ...group, places: group.places + 1 })),
          },
        }),
        plainResult,
      ),
  },
  'another reason for a refusal': {
    code: 'wrong-refusal',
    forged: () =>
      forge(
        plain,
        (result) => ({
          ...result,
          certificate: {
            ...result.certificate,
            refusals: result.certificate.refusals.map((refusal) => ({ ...refusal, decidedBy: 'lot' })),
          },
        }),
        plainResult,
      ),
  },
  'a refusal left out': {
    code: 'wrong-refusal',
    forged: () =>
      forge(
        plain,
        (result) => ({
          ...result,
          certificate: { ...result.certificate, refusals: result.certificate.refusals.slice(1) },
        }),
        plainResult,
      ),
  },
  'a proof of optimality that proves nothing': {
    code: 'wrong-optimality',
    forged: () =>
      forge(
        plain,
        (result) => ({
          ...result,
          certificate: {
            ...result.certificate,
            optimality: { claim: 'child-optimal', order: [0, 0, 0, 0, 0, 0] },
          },
        }),
        plainResult,
      ),
  },
  'a guarantee that does not hold with siblings': {
    code: 'wrong-optimality',
    forged: () =>
      forge(
        siblings,
        (result) => ({
          ...result,
          certificate: { ...result.certificate, optimality: { claim: 'child-optimal', order: null } },
        }),
        siblingsResult,
      ),
  },
  'protected area given to the first band before siblings sat down': {
    code: 'wrong-conversion',
    forged: () =>
      forge(convertingSiblings, (result) => ({
        ...result,
        certificate: {
          ...result.certificate,
          groups: result.certificate.groups.map((group) => ({ ...group, places: 2 })),
        },
      })),
  },
  'an assignment changed, hashes left alone': {
    code: 'wrong-result-hash',
    forged: () => ({
      input: plain,
      result: withRows(plainResult, (row) => (row.wish === 1 ? { ...row, wish: 2 } : row)),
    }),
  },
  'an input that is none': {
    code: 'unreadable-input',
    forged: () => ({
      input: { ...plain, ...{ kindergartens: [{ id: 'k', capacity: -1 }] } },
      result: plainResult,
    }),
  },
  'statistics that flatter': {
    code: 'wrong-stats',
    forged: () => ({
      input: plain,
      result: { ...plainResult, stats: { ...plainResult.stats, firstWish: plainResult.stats.firstWish + 1 } },
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
  'a field that the format does not know': {
    code: 'unreadable-result',
    forged: () => ({ input: plain, result: { ...plainResult, ...{ note: 'all is well' } } }),
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

function nowhereIf(row: Row, id: string): Row {
  return row.id === id ? nowhere(row) : row;
}

/** Thirty children whom only the lot can tell apart. */
function lotsOnly(seed: string): MatchInput {
  const applicants = kommune(30, 3).applicants.map(({ id }) => ({ id, wishes: ['k0'] }));
  return { format: 'opptak-match/1', seed, criteria, kindergartens: [{ id: 'k0', capacity: 5 }], applicants };
}

test.each([
  ['a kommune', plain],
  ['siblings', siblings],
  ['dates', byDate.input],
  ['weekdays', byWeekday.input],
  ['a region', region],
  ['conversion', converting],
  ['a couple', couple],
])('the genuine result is valid: %s', (_, input) => {
  expect(check(input, allocate(input))).toEqual([]);
});

test('every code of the documentation is planted at least once, and no other', () => {
  const documented = [...readFileSync('docs/allocation-checker.md', 'utf8').matchAll(/^\| (`.*?) \|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code))
    .filter((code) => code !== undefined);

  expect([...new Set(Object.values(planted).map(({ code }) => code))].sort()).toEqual(documented.sort());
});

describe('a planted violation is found under its own name', () => {
  test.each(Object.entries(planted))('%s', (_, { code, forged }) => {
    const { input, result } = forged();
    expect(check(input, result).map((violation) => violation.code)).toContain(code);
  });
});

/** Nothing in the input says which program ran or how many steps it took. */
const TOLD_BY_THE_ENGINE_ALONE = /"engine":"[^"]*$|"proposals":\d*$/;

test('a byte changed anywhere in the result is found', () => {
  const genuine = JSON.stringify(plainResult);
  const after: Record<string, string> = { '0': '1', '1': '2', a: 'b', k: 'j', l: 'x', '"': 'q', t: 'u' };
  let changed = 0;
  for (let at = 0; at < genuine.length; at += 11) {
    const before = genuine.slice(0, at);
    const text = `${before}${after[genuine[at] ?? ''] ?? '0'}${genuine.slice(at + 1)}`;
    if (text === genuine || TOLD_BY_THE_ENGINE_ALONE.test(before)) continue;
    changed++;
    const read = parsed(text);
    if (read !== undefined) {
      expect(check(plain, read).length, `byte ${at}: …${before.slice(-40)}`).toBeGreaterThan(0);
    }
  }
  expect(changed).toBeGreaterThan(500);
});

/** Undefined when a changed byte leaves no JSON: that is found by itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
