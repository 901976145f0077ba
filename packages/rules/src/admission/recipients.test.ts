import { isoDate, kommuneNumber } from '@opptak/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datedParameter } from '../dated-parameter.ts';
import { barnelova } from './admission-sources.ts';
import type { ChildFacts, GuardianFacts } from './person-facts.ts';
import { recipients, type WhoDecidesApart } from './recipients.ts';

const on = isoDate('2027-01-15');

const mother: GuardianFacts = {
  personId: 'mother',
  role: 'parent-with-responsibility',
  birthOn: isoDate('1995-05-05'),
  status: 'resident',
  protection: 'none',
  livesWithChild: true,
  blocked: false,
  hasAppointedGuardian: false,
};
const father: GuardianFacts = { ...mother, personId: 'father' };
const fatherElsewhere: GuardianFacts = { ...father, livesWithChild: false };

const family = (guardians: readonly GuardianFacts[], child: Partial<ChildFacts> = {}): ChildFacts => ({
  personId: 'child',
  birthOn: isoDate('2026-03-10'),
  status: 'resident',
  residence: kommuneNumber('5540'),
  protection: 'none',
  sharedResidence: 'no',
  responsibility: 'known',
  guardians,
  ...child,
});
const plan = (guardians: readonly GuardianFacts[], child: Partial<ChildFacts> = {}) =>
  recipients(family(guardians, child), on).value;
const who = (guardians: readonly GuardianFacts[], child: Partial<ChildFacts> = {}) =>
  plan(guardians, child).recipients.map(({ personId, role }) => `${personId} ${role}`);

describe('who receives what', () => {
  test('parents who live together both get the message, and one answer is enough', () => {
    expect(who([mother, father])).toEqual(['mother decides', 'father decides']);
    expect(plan([mother, father]).answers).toBe('one-decides');
  });

  test('a parent with responsibility who lives elsewhere is informed, and never sees the address', () => {
    expect(plan([mother, fatherElsewhere])).toEqual({
      outcome: 'send',
      handling: 'ordinary',
      recipients: [
        { personId: 'mother', role: 'decides', seesChildAddress: true, reach: 'any' },
        { personId: 'father', role: 'informed', seesChildAddress: false, reach: 'any' },
      ],
      answers: 'one-decides',
      forPerson: [],
    });
  });

  test('with shared residence both decide, both must answer, and each sees only an own address', () => {
    const shared = plan([mother, fatherElsewhere], { sharedResidence: 'yes' });

    expect(shared.answers).toBe('all-must-answer');
    expect(shared.recipients.map(({ role, seesChildAddress }) => [role, seesChildAddress])).toEqual([
      ['decides', true],
      ['decides', false],
    ]);
  });

  test.each([
    ['without responsibility', { ...fatherElsewhere, role: 'parent-without-responsibility' }],
    [
      'without responsibility, though in the same house',
      { ...father, role: 'parent-without-responsibility' },
    ],
    ['dead', { ...fatherElsewhere, status: 'dead' }],
    ['dead, still registered in the house', { ...father, status: 'dead' }],
    ['blocked', { ...fatherElsewhere, blocked: true }],
  ] as const)('a parent %s gets nothing, and the other decides alone', (_case, other) => {
    expect(plan([mother, other])).toMatchObject({ outcome: 'send', forPerson: [] });
    expect(who([mother, other])).toEqual(['mother decides']);
  });

  test('a parent abroad is informed without paper', () => {
    expect(plan([mother, { ...fatherElsewhere, status: 'emigrated' }]).recipients[1]).toEqual({
      personId: 'father',
      role: 'informed',
      seesChildAddress: false,
      reach: 'digital-only',
    });
  });

  test.each([
    [
      'protected',
      { ...fatherElsewhere, protection: 'confidential' },
      'informed-guardian-protected',
      'guarded',
    ],
    [
      'of unknown grading',
      { ...fatherElsewhere, protection: 'unknown' },
      'informed-guardian-protected',
      'guarded',
    ],
    ['of unknown status', { ...fatherElsewhere, status: 'unknown' }, 'guardian-status-unclear', 'ordinary'],
    [
      'seventeen',
      { ...fatherElsewhere, birthOn: isoDate('2009-01-16') },
      'guardian-minor-or-age-unknown',
      'ordinary',
    ],
    [
      'under guardianship',
      { ...fatherElsewhere, hasAppointedGuardian: true },
      'guardian-has-verge',
      'ordinary',
    ],
  ] as const)(
    'when the parent elsewhere is %s, a person informs that one and the other is not kept waiting',
    (_case, other, reason, handling) => {
      expect(plan([mother, other]).forPerson).toEqual([{ personId: 'father', reason, handling }]);
      expect(who([mother, other])).toEqual(['mother decides']);
    },
  );

  test.each([
    [
      'the child is protected',
      [mother],
      { protection: 'confidential' },
      'child-address-protected',
      'guarded',
    ],
    [
      'the child is strictly protected',
      [mother],
      { protection: 'strictly-confidential' },
      'child-address-protected',
      'guarded',
    ],
    [
      'the child lives at a graded address',
      [mother],
      { protection: 'client-address' },
      'child-address-protected',
      'guarded',
    ],
    ['the grading is unknown', [mother], { protection: 'unknown' }, 'child-address-protected', 'guarded'],
    [
      'the mother in the house is protected',
      [{ ...mother, protection: 'confidential' }, fatherElsewhere],
      {},
      'household-address-protected',
      'guarded',
    ],
    [
      'a protected parent lives we do not know where',
      [mother, { ...father, protection: 'unknown', livesWithChild: null }],
      {},
      'household-address-protected',
      'guarded',
    ],
    [
      'shared residence with a protected parent',
      [mother, { ...fatherElsewhere, protection: 'confidential' }],
      { sharedResidence: 'yes' },
      'deciding-guardian-protected',
      'guarded',
    ],
    [
      'the deciding parent is blocked',
      [{ ...mother, blocked: true }],
      {},
      'deciding-guardian-blocked',
      'guarded',
    ],
    [
      'responsibility is unknown',
      [mother],
      { responsibility: 'unknown' },
      'responsibility-unknown',
      'ordinary',
    ],
    [
      'responsibility is given to others',
      [{ ...mother, role: 'responsibility-given' }],
      {},
      'responsibility-given-to-others',
      'ordinary',
    ],
    [
      'a verge is appointed for the child',
      [{ ...mother, role: 'guardian-appointed' }],
      {},
      'guardian-appointed',
      'ordinary',
    ],
    [
      'it is unknown whether residence is shared',
      [mother],
      { sharedResidence: 'unknown' },
      'shared-residence-unknown',
      'ordinary',
    ],
    [
      'it is unknown whether a parent lives with the child',
      [mother, { ...father, livesWithChild: null }],
      {},
      'guardian-residence-unknown',
      'ordinary',
    ],
    [
      'the child lives with neither (foster care)',
      [{ ...mother, livesWithChild: false }, fatherElsewhere],
      {},
      'nobody-responsible-lives-with-child',
      'ordinary',
    ],
    [
      'both parents are dead',
      [
        { ...mother, status: 'dead' },
        { ...father, status: 'dead' },
      ],
      {},
      'nobody-responsible-lives-with-child',
      'ordinary',
    ],
    ['nobody is registered', [], {}, 'nobody-responsible-lives-with-child', 'ordinary'],
    [
      'shared residence with a parent abroad',
      [mother, { ...fatherElsewhere, status: 'emigrated' }],
      { sharedResidence: 'yes' },
      'deciding-guardian-not-resident',
      'ordinary',
    ],
    [
      'the deciding parent holds a D-number',
      [{ ...mother, status: 'not-resident' }],
      {},
      'deciding-guardian-not-resident',
      'ordinary',
    ],
    [
      'the status of the deciding parent is unknown',
      [{ ...mother, status: 'unknown' }],
      {},
      'guardian-status-unclear',
      'ordinary',
    ],
    [
      'the deciding parent is seventeen until tomorrow',
      [{ ...mother, birthOn: isoDate('2009-01-16') }],
      {},
      'guardian-minor-or-age-unknown',
      'ordinary',
    ],
    [
      'the age of the deciding parent is unknown',
      [{ ...mother, birthOn: null }],
      {},
      'guardian-minor-or-age-unknown',
      'ordinary',
    ],
    [
      'the deciding parent has a verge',
      [{ ...mother, hasAppointedGuardian: true }],
      {},
      'guardian-has-verge',
      'ordinary',
    ],
  ] as const)(
    '%s: a person decides, and nobody is written to',
    (_case, guardians, child, reason, handling) => {
      const result = plan(guardians, child);

      expect(result).toMatchObject({ outcome: 'person', handling, recipients: [] });
      expect(result.forPerson.map((note) => note.reason)).toEqual([reason]);
    },
  );

  test('a parent who turns eighteen today may decide', () => {
    expect(who([{ ...mother, birthOn: isoDate('2009-01-15') }])).toEqual(['mother decides']);
  });

  test('if the law came to say that both decide, one row would change who must answer', () => {
    const both = datedParameter<WhoDecidesApart>('test', [
      { validFrom: on, adoptedOn: on, value: 'both-parents', source: barnelova('§ 37') },
    ]);
    const { value } = recipients(family([mother, fatherElsewhere]), on, both);

    expect(value.answers).toBe('all-must-answer');
    expect(value.recipients.map(({ role }) => role)).toEqual(['decides', 'decides']);
  });

  test('whatever the family: only living, unblocked, unprotected parents with responsibility are written to', () => {
    const guardian = fc.record({
      personId: fc.constantFrom('a', 'b', 'c'),
      role: fc.constantFrom(
        'parent-with-responsibility' as const,
        'parent-with-responsibility' as const,
        'parent-without-responsibility' as const,
        'responsibility-given' as const,
        'guardian-appointed' as const,
      ),
      birthOn: fc.constantFrom(isoDate('1990-01-01'), isoDate('2010-01-01'), null),
      status: fc.constantFrom(
        'resident' as const,
        'resident' as const,
        'dead' as const,
        'emigrated' as const,
        'unknown' as const,
      ),
      protection: fc.constantFrom(
        'none' as const,
        'none' as const,
        'none' as const,
        'confidential' as const,
        'unknown' as const,
      ),
      livesWithChild: fc.constantFrom(true, false, null),
      blocked: fc.boolean(),
      hasAppointedGuardian: fc.constantFrom(false, false, true),
    });
    const anyFamily = fc.record({
      guardians: fc.uniqueArray(guardian, { maxLength: 3, selector: ({ personId }) => personId }),
      sharedResidence: fc.constantFrom('no' as const, 'yes' as const, 'unknown' as const),
      protection: fc.constantFrom('none' as const, 'none' as const, 'unknown' as const),
    });
    fc.assert(
      fc.property(anyFamily, ({ guardians, ...child }) => {
        const result = plan(guardians, child);
        for (const recipient of result.recipients) {
          const found = guardians.find(({ personId }) => personId === recipient.personId);
          expect(found).toMatchObject({
            role: 'parent-with-responsibility',
            protection: 'none',
            blocked: false,
            hasAppointedGuardian: false,
          });
          expect(found?.status).not.toBe('dead');
          expect(recipient.seesChildAddress && found?.livesWithChild !== true).toBe(false);
        }
        if (child.protection !== 'none')
          expect(result).toMatchObject({ handling: 'guarded', recipients: [] });
        expect(result.outcome === 'send').toBe(result.recipients.some(({ role }) => role === 'decides'));
        expect(result.outcome === 'send' || result.forPerson.length > 0).toBe(true);
      }),
      { numRuns: 2000, seed: 5 },
    );
  });
});
