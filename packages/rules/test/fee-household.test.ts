import { isoDate } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import { type AdultFacts, householdMembers, monthsTogether } from '../src/index.ts';

const mother: AdultFacts = { id: 'mother', registeredWithChild: true, relation: 'parent' };
const membersWith = (other: Partial<AdultFacts>) =>
  householdMembers([mother, { id: 'other', registeredWithChild: true, relation: 'resident', ...other }]);

describe('who belongs to the household at the registered address', () => {
  test.each<[string, Partial<AdultFacts>, readonly string[], 'decided' | 'undecided']>([
    ['the other parent there', { relation: 'parent' }, ['mother', 'other'], 'decided'],
    [
      'the other parent elsewhere (delt bosted)',
      { relation: 'parent', registeredWithChild: false },
      ['mother'],
      'decided',
    ],
    [
      'the other parent at an address nobody may see',
      { relation: 'parent', registeredWithChild: null },
      ['mother'],
      'undecided',
    ],
    ['a spouse who is no parent', { relation: 'partner' }, ['mother', 'other'], 'decided'],
    [
      'a cohabitant with a joint child, from the first day',
      { relation: 'cohabitant', jointChild: true, monthsTogetherOf18: 0 },
      ['mother', 'other'],
      'decided',
    ],
    [
      'a cohabitant for 11 of 18 months',
      { relation: 'cohabitant', jointChild: false, monthsTogetherOf18: 11 },
      ['mother'],
      'decided',
    ],
    [
      'a cohabitant for 12 of 18 months',
      { relation: 'cohabitant', jointChild: false, monthsTogetherOf18: 12 },
      ['mother', 'other'],
      'decided',
    ],
    // No register says whether two adults at an address are a couple: a person finds out, once it could matter.
    [
      'another adult there for 11 of 18 months',
      { jointChild: false, monthsTogetherOf18: 11 },
      ['mother'],
      'decided',
    ],
    [
      'another adult there for 12 of 18 months',
      { jointChild: false, monthsTogetherOf18: 12 },
      ['mother'],
      'undecided',
    ],
    [
      'another adult there since nobody knows when',
      { jointChild: false, monthsTogetherOf18: null },
      ['mother'],
      'undecided',
    ],
    ['a guardian who is no parent', { relation: 'guardian' }, ['mother'], 'undecided'],
    // What a person has found out goes before what no register could say.
    [
      'another adult whom a caseworker has found to be a cohabitant',
      { foundToBelong: true },
      ['mother', 'other'],
      'decided',
    ],
    ['another adult whom a caseworker has found to be none', { foundToBelong: false }, ['mother'], 'decided'],
  ])('%s', (_who, other, members, outcome) => {
    expect(membersWith(other)).toMatchObject({ outcome, members });
  });
});

describe('months together at one address', () => {
  const on = isoDate('2026-08-15');
  test.each([
    // One has lived here since 2020; the other came later: that day decides.
    { moved: ['2020-01-01', '2025-08-15'], months: 12, what: 'twelve months to the day' },
    { moved: ['2020-01-01', '2025-08-16'], months: 11, what: 'one day short of twelve months' },
    { moved: ['2025-08-15', '2020-01-01'], months: 12, what: 'whoever of the two came last' },
    { moved: ['2020-01-01', '2020-01-01'], months: 18, what: 'no more than eighteen count' },
    { moved: ['2020-01-01', '2026-08-15'], months: 0, what: 'moved in today' },
    // Moved in together five months ago: 18 − 5 = 13 months before are unknown, 5 + 13 ≥ 12.
    { moved: ['2026-03-15', '2026-03-15'], months: null, what: 'they may have come together' },
    // One since 13 months, the other since 6: 18 − 13 = 5 months unknown, 6 + 5 = 11 < 12.
    { moved: ['2025-07-15', '2026-02-15'], months: 6, what: 'what is not known can not make twelve' },
    // One since 12 months, the other since 6: 6 + 6 = 12.
    { moved: ['2025-08-15', '2026-02-15'], months: null, what: 'what is not known can make twelve' },
    // From 31 August a month ends on 28 February; leap years on 29.
    { moved: ['2020-01-01', '2025-08-31'], months: 11, what: 'the end of a month' },
  ])('$moved: $what', ({ moved: [one, other], months }) => {
    expect(monthsTogether([isoDate(one ?? ''), isoDate(other ?? '')], on)).toBe(months);
  });

  test('an unknown day is unknown', () => {
    expect(monthsTogether([null, isoDate('2020-01-01')], on)).toBeNull();
    expect(monthsTogether([isoDate('2020-01-01'), null], on)).toBeNull();
  });
});
