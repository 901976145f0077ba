import { type IsoDate, isoDate, kommuneNumber } from '@opptak/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RightToPlaceFacts, rightToPlace } from './right-to-place.ts';

const kommune = kommuneNumber('5540');
const applied: RightToPlaceFacts = {
  birthOn: isoDate('2026-03-10'),
  intakeYear: 2027,
  kommune,
  residence: kommune,
  appliedOn: isoDate('2027-02-20'),
  deadlineOn: isoDate('2027-03-01'),
  schoolStart: 'ordinary',
};
const born = (birthOn: string, facts: Partial<RightToPlaceFacts> = {}) =>
  rightToPlace({ ...applied, birthOn: isoDate(birthOn), ...facts }).value;

describe('right to a place', () => {
  // Barnehageloven § 16: the last day of the month of turning one for September–November, August otherwise.
  test.each([
    ['2026-01-01', '2027-08-31'],
    ['2026-08-31', '2027-08-31'],
    ['2026-09-01', '2027-09-30'],
    ['2026-09-30', '2027-09-30'],
    ['2026-10-01', '2027-10-31'],
    ['2026-10-31', '2027-10-31'],
    ['2026-11-01', '2027-11-30'],
    ['2026-11-30', '2027-11-30'],
    // The year of birth + 2: the December child of the year before, and older children without a place.
    ['2025-12-01', '2027-08-31'],
    ['2025-12-31', '2027-08-31'],
    ['2025-10-15', '2027-08-31'],
    ['2022-01-01', '2027-08-31'],
  ])('born %s: from August 2027 and at the latest %s', (birthOn, by) => {
    expect(born(birthOn)).toEqual({ outcome: 'fulfilled', from: '2027-08-01', by });
  });

  test.each([
    ['2026-12-01', 2028],
    ['2026-12-31', 2028],
    ['2027-01-01', 2028],
    ['2027-02-28', 2028],
    ['2027-12-31', 2029],
  ])('born %s: no right in 2027, first in the intake of %i', (birthOn, firstIntakeYear) => {
    expect(born(birthOn)).toEqual({
      outcome: 'not-fulfilled',
      reason: 'too-young-this-intake',
      firstIntakeYear,
    });
  });

  test('a child born on a leap day has a place in August of the year it turns one', () => {
    expect(born('2024-02-29', { intakeYear: 2025 })).toEqual({
      outcome: 'fulfilled',
      from: '2025-08-01',
      by: '2025-08-31',
    });
    expect(born('2024-02-29', { intakeYear: 2024 })).toMatchObject({
      reason: 'too-young-this-intake',
      firstIntakeYear: 2025,
    });
  });

  test.each([
    ['2021-12-31', 'ordinary', 2027, 'school-age'],
    ['2021-01-01', 'ordinary', 2027, 'school-age'],
    ['2020-06-01', 'deferred', 2027, 'school-age'],
    ['2020-06-01', 'deferral-asked', 2027, 'school-age'],
    ['2022-03-31', 'early', 2027, 'school-age'],
  ] as const)(
    'born %s with %s school start is too old for the intake of %i',
    (birthOn, schoolStart, intakeYear, reason) => {
      expect(born(birthOn, { schoolStart, intakeYear })).toEqual({ outcome: 'not-fulfilled', reason });
    },
  );

  test('a deferred school start keeps the right for one more year', () => {
    expect(born('2021-06-01', { schoolStart: 'deferred' })).toMatchObject({ outcome: 'fulfilled' });
    expect(born('2020-06-01', { schoolStart: 'deferred' })).toMatchObject({ reason: 'school-age' });
  });

  test('a request to defer goes to a person only when this intake hangs on it', () => {
    expect(born('2021-06-01', { schoolStart: 'deferral-asked' })).toEqual({
      outcome: 'undecided',
      reason: 'school-start-undecided',
    });
    expect(born('2022-06-01', { schoolStart: 'deferral-asked' })).toMatchObject({ outcome: 'fulfilled' });
  });

  test('the right exists on application, and the day of the deadline is in time', () => {
    expect(born('2026-03-10', { appliedOn: null })).toMatchObject({ reason: 'no-application' });
    expect(born('2026-03-10', { appliedOn: isoDate('2027-03-01') })).toMatchObject({ outcome: 'fulfilled' });
    expect(born('2026-03-10', { appliedOn: isoDate('2027-03-02') })).toMatchObject({
      reason: 'applied-after-deadline',
    });
  });

  test('the kommune of residence owes the place, no other', () => {
    expect(born('2026-03-10', { residence: kommuneNumber('5501') })).toMatchObject({
      reason: 'lives-in-another-kommune',
    });
  });

  test('what is not known is undecided, never a refusal', () => {
    expect(rightToPlace({ ...applied, residence: null }).value.outcome).toBe('undecided');
    expect(rightToPlace({ ...applied, birthOn: null }).value.outcome).toBe('undecided');
  });

  test('the reasoning names every question asked, with its section of law', () => {
    expect(rightToPlace(applied).steps.map((step) => [step.rule, step.source.section, step.result])).toEqual([
      ['right.residence', '§ 16 tredje ledd', 'fulfilled'],
      ['right.age', '§ 16 første og andre ledd', 'fulfilled'],
      ['right.below-school-age', 'kapittel 2', 'fulfilled'],
      ['right.application', '§ 16 første og fjerde ledd', 'fulfilled by 2027-08-31'],
    ]);
    expect(rightToPlace({ ...applied, residence: null }).steps.at(-1)?.result).toBe(
      'undecided: residence-unknown',
    );
  });

  test('every child gets at least four, and at most five, intakes before school, one after the other', () => {
    const anyBirth = fc
      .integer({ min: 0, max: 3650 })
      .map((day): IsoDate => isoDate(new Date(Date.UTC(2018, 0, 1 + day)).toISOString().slice(0, 10)));
    fc.assert(
      fc.property(anyBirth, (birthOn) => {
        const years = Array.from({ length: 10 }, (_, index) => Number(birthOn.slice(0, 4)) + index);
        const withRight = years.filter(
          (intakeYear) => rightToPlace({ ...applied, birthOn, intakeYear }).value.outcome === 'fulfilled',
        );
        // Turning one (or, in December, two) until the year before turning six: 5 intakes, 4 for December.
        expect(withRight.length).toBe(birthOn.slice(5, 7) === '12' ? 4 : 5);
        expect((withRight.at(-1) ?? 0) - (withRight[0] ?? 0)).toBe(withRight.length - 1);
      }),
    );
  });
});
