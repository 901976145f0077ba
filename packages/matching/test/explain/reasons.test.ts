import { describe, expect, test } from 'vitest';
import { allocate } from '../../src/allocate.ts';
import { languages } from '../../src/bylaws/language.ts';
import { explainedRound } from '../../src/explain/explain.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import { explanationLines } from '../../src/explain/explanation-lines.ts';
import type { Applicant, Criterion, Kindergarten, MatchInput } from '../../src/format.ts';
import { randomRound } from './random-round.ts';

const statutory: Criterion = { key: 'statutory-priority', paragraph: '§ 1' };

const child = (id: string, more: Partial<Applicant> = {}): Applicant => ({ id, wishes: ['k'], ...more });
const five = (more: (n: number) => Partial<Applicant>): readonly Applicant[] =>
  [1, 2, 3, 4, 5].map((n) => child(`a${n}`, more(n)));
const round = (
  applicants: readonly Applicant[],
  kindergarten: Partial<Kindergarten> = {},
  more: Partial<MatchInput> = {},
): MatchInput => ({
  format: 'opptak-match/1',
  seed: 'reasons',
  kindergartens: [{ id: 'k', capacity: 5, ...kindergarten }],
  applicants,
  ...more,
});
const explain = (input: MatchInput, id: string): Explanation =>
  explainedRound(input, allocate(input).certificate, allocate).explain(id);
const reason = (input: MatchInput) => explain(input, 'z').wishes[0];
const wordsOf = (explanation: Explanation) =>
  languages.flatMap((language) => explanationLines(language, explanation).map(({ text }) => text));

describe('each reason', () => {
  test('others had the place already', () => {
    const input = round([...five(() => ({ current: 'k' })), child('z')]);

    expect(reason(input)).toMatchObject({ verdict: 'full', deciding: { kind: 'current' } });
  });

  test('children of the kommune go first', () => {
    const input = round(
      [...five(() => ({ kommune: '3310' })), child('z', { kommune: '3301' })],
      { kommune: '3310' },
      { region: { residents: 'first' } },
    );

    expect(reason(input)).toMatchObject({ verdict: 'full', deciding: { kind: 'resident' } });
  });

  test('the places left were kept for children of the kommune', () => {
    // Five places, two of them kept: the three first by age, then two residents, though z is older than they are.
    const born = (year: number) => ({ facts: { birthDate: `${year}-01-01` } });
    const input = round(
      [
        ...[1, 2, 3].map((n) => child(`a${n}`, { kommune: '3301', ...born(2021) })),
        ...[4, 5].map((n) => child(`a${n}`, { kommune: '3310', ...born(2025) })),
        child('z', { kommune: '3301', ...born(2023) }),
      ],
      {
        kommune: '3310',
        reserve: 2,
        criteria: [statutory, { key: 'age', paragraph: '§ 2', first: 'oldest' }],
      },
      { region: { residents: 'equal' } },
    );

    expect(reason(input)).toMatchObject({ verdict: 'full', deciding: { kind: 'reserve' } });
  });

  test('a sum of points names what gives points, and nobody’s sum', () => {
    const points: Criterion = {
      key: 'points',
      paragraph: '§ 2',
      items: [
        { criterion: { key: 'sibling-attending', paragraph: '§ 2 a' }, points: 3 },
        { criterion: { key: 'child-of-staff', paragraph: '§ 2 b' }, points: 2 },
      ],
    };
    const input = round([...five(() => ({ facts: { siblingAt: ['k'] } })), child('z')], {
      criteria: [statutory, points],
    });

    expect(reason(input)?.deciding).toEqual({
      kind: 'points',
      keys: ['sibling-attending', 'child-of-staff'],
      paragraph: '§ 2',
    });
    expect(wordsOf(explain(input, 'z'))).toContain(
      'Det som avgjorde, var summen av poeng for søsken som går i barnehagen og foreldre som arbeider i barnehagen.',
    );
  });

  test('those ahead who went elsewhere are not counted among the admitted', () => {
    // Admitted: one by priority and four by sibling. Two more siblings stand ahead of z but got their first wish.
    const sibling = { facts: { siblingAt: ['k'] } };
    const base = round([
      child('p', { statutoryPriority: true }),
      ...[1, 2, 3, 4].map((n) => child(`a${n}`, sibling)),
      ...[1, 2].map((n) => child(`e${n}`, { ...sibling, wishes: ['m', 'k'] })),
      child('z'),
    ]);
    const criteria: readonly Criterion[] = [statutory, { key: 'sibling-attending', paragraph: '§ 2' }];
    const kindergartens = [
      { id: 'k', capacity: 5, criteria },
      { id: 'm', capacity: 2 },
    ];

    expect(allocate({ ...base, kindergartens }).certificate.refusals).toMatchObject([
      { id: 'z', rank: 8, decidedBy: 'criteria/1' },
    ]);
    expect(reason({ ...base, kindergartens })?.deciding).toEqual({ kind: 'few' });
  });

  test('another order of wishes is tried, and said not to help', () => {
    const input: MatchInput = {
      format: 'opptak-match/1',
      kindergartens: ['k', 'l', 'm'].map((id) => ({ id, capacity: 1, order: ['a', 'b', 'z'] })),
      applicants: [child('a'), child('b', { wishes: ['l'] }), child('z', { wishes: ['k', 'l', 'm'] })],
    };

    expect(explain(input, 'z').change).toEqual({ helps: null, tried: ['order', 'days'] });
    expect(wordsOf(explain(input, 'z')).join(' ')).toContain(
      'ingen ga barnet en plass det heller ville hatt: en annen rekkefølge på ønskene og færre dager i uken.',
    );
  });

  test('no seat fits, when places begin later than the child', () => {
    const input = round([child('z', { startsOn: '2027-08-01' })], {
      capacity: [{ places: 2, from: '2027-10-01' }],
    });

    expect(reason(input)).toMatchObject({ verdict: 'no-seats', deciding: null });
    expect(explain(input, 'z').change.helps).toEqual({
      change: { kind: 'start', from: '2027-08-01', to: '2027-10-01' },
      kindergarten: 'k',
    });
  });

  test('a kommune that takes nobody from outside', () => {
    const input = round(
      [child('z', { kommune: '3301' })],
      { kommune: '3310' },
      { region: { closed: ['3310'] } },
    );

    expect(reason(input)).toMatchObject({ verdict: 'not-eligible', order: null });
  });

  test('siblings who want to be together or not at all: one could have come alone', () => {
    const input = round(
      [
        child('y', { family: 'f', together: 'required' }),
        child('z', { family: 'f', together: 'required', rightToPlace: true }),
      ],
      { capacity: 1 },
    );

    expect(explain(input, 'z').outcome.kind).toBe('none-together');
    expect(reason(input)?.verdict).toBe('together');
  });

  test('a right without a place, because a wished place did not fit the wishes for the siblings', () => {
    const input: MatchInput = {
      ...round([
        child('y', { family: 'f', wishes: ['m'] }),
        child('z', { family: 'f', wishes: ['k'], rightToPlace: true }),
      ]),
      kindergartens: [
        { id: 'k', capacity: 5 },
        { id: 'm', capacity: 0 },
      ],
      families: [{ id: 'f', members: ['y', 'z'], wishes: [['m', 'k']] }],
    };

    expect(explain(input, 'z').outcome.kind).toBe('none-joint');
    expect(wordsOf(explain(input, 'z'))[0]).toContain('kunne tatt imot barnet alene');
  });

  test('a tenant who wished for nothing is told that it keeps its place, and asked nothing', () => {
    const words = wordsOf(explain(round([child('z', { wishes: [], current: 'k' })]), 'z'));

    expect(words.slice(0, 2)).toEqual([
      'Barnet beholder plassen i k.',
      expect.stringContaining('kontrollkode'),
    ]);
  });
});

test('every explanation of random rounds can be said in every language, without holes', () => {
  for (let seed = 100; seed < 106; seed++) {
    const input = randomRound(seed);
    const explained = explainedRound(input, allocate(input).certificate, allocate);
    for (const { id } of input.applicants.slice(0, 15)) {
      for (const text of wordsOf(explained.explain(id))) {
        expect(text).not.toMatch(/[{}]|undefined|null|NaN/);
      }
    }
  }
});
