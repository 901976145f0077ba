import { isoDate } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import { type PriorityClaim, statutoryPriority } from './statutory-priority.ts';

const decidedOn = isoDate('2027-03-15');
const judged = (...claims: PriorityClaim[]) => statutoryPriority({ claims, decidedOn }).value;
const decision = (section: string | null, verified = true, until: string | null = null): PriorityClaim => ({
  ground: 'child-welfare-decision',
  section,
  verified,
  until: until === null ? null : isoDate(until),
});
const assessment = (
  state: 'not-made' | 'made-unverified' | 'verified-yes' | 'verified-no',
): PriorityClaim => ({
  ground: 'reduced-functional-ability',
  assessment: state,
});

describe('statutory priority', () => {
  test.each([
    ['nobody claims anything', [], 'not-fulfilled', ['no-claim']],
    ['the assessment is not made', [assessment('not-made')], 'undecided', ['assessment-missing']],
    [
      'nobody has read the assessment',
      [assessment('made-unverified')],
      'undecided',
      ['assessment-not-verified'],
    ],
    [
      'the assessment says yes',
      [assessment('verified-yes')],
      'fulfilled',
      ['assessment-found-reduced-ability'],
    ],
    ['the assessment says no', [assessment('verified-no')], 'not-fulfilled', ['assessment-found-none']],
    ['care order § 5-1', [decision('5-1')], 'fulfilled', ['child-welfare-decision-in-force']],
    ['help measure § 3-1', [decision('3-1')], 'fulfilled', ['child-welfare-decision-in-force']],
    ['help measure § 3-4', [decision('3-4')], 'fulfilled', ['child-welfare-decision-in-force']],
    ['care order under the old act', [decision('4-12')], 'fulfilled', ['child-welfare-decision-in-force']],
    ['another section', [decision('3-5')], 'not-fulfilled', ['child-welfare-section-gives-no-priority']],
    ['no document yet', [decision(null)], 'undecided', ['child-welfare-decision-missing']],
    ['an unread document', [decision('5-1', false)], 'undecided', ['child-welfare-decision-not-verified']],
    [
      'in force to the day',
      [decision('5-1', true, '2027-03-15')],
      'fulfilled',
      ['child-welfare-decision-in-force'],
    ],
    [
      'expired the day before',
      [decision('5-1', true, '2027-03-14')],
      'not-fulfilled',
      ['child-welfare-decision-expired'],
    ],
  ] as const)('%s', (_case, claims, outcome, reasons) => {
    expect(judged(...claims)).toEqual({ outcome, reasons });
  });

  test('an open claim beside a refused one stays open', () => {
    expect(judged(assessment('verified-no'), decision('5-1', false)).outcome).toBe('undecided');
  });

  test('two grounds give no more than one: nothing in the result can rank two children', () => {
    const one = judged(decision('5-1'));
    const two = judged(decision('5-1'), assessment('verified-yes'));

    expect(two.outcome).toBe(one.outcome);
    expect(Object.keys(two).sort()).toEqual(['outcome', 'reasons']);
    expect(judged(assessment('verified-yes'), decision('5-1'))).toEqual(two);
  });

  test('the steps hold no health or child-welfare fact beside the answer', () => {
    const { steps } = statutoryPriority({ claims: [decision('5-1'), assessment('not-made')], decidedOn });

    expect(steps.map(({ facts }) => facts)).toEqual([{ decidedOn }, { decidedOn }]);
    expect(steps.map(({ source }) => source.section)).toEqual(['§ 18 andre ledd', '§ 18 første ledd']);
  });
});
