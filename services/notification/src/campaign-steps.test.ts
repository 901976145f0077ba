import { describe, expect, test } from 'vitest';
import { stepsOf } from './actions/run-campaign.ts';

const days = [30, 14, 5, 1];
const millisecondBefore = (instant: string): Date => new Date(new Date(instant).getTime() - 1);
const due = (deadline: string, at: string): readonly (readonly [number, string])[] =>
  stepsOf({ deadlineAt: new Date(deadline) }, days, new Date(at)).map(({ daysBefore, dueAt }) => [
    daysBefore,
    dueAt.toISOString(),
  ]);

describe('the steps before a deadline on 1 March 2027', () => {
  const deadlineAt = new Date('2027-03-01T22:59:59.999Z');
  /** Nine in the morning in Norway in winter is 08:00 UTC. 1 March less 30 days is 30 January; less 14, 15 February. */
  const at = {
    30: '2027-01-30T08:00:00.000Z',
    14: '2027-02-15T08:00:00.000Z',
    5: '2027-02-24T08:00:00.000Z',
    1: '2027-02-28T08:00:00.000Z',
  } as const;

  test('are at nine in the morning on each of the days', () => {
    expect(due(deadlineAt.toISOString(), '2027-01-01T00:00:00Z')).toEqual([
      [30, at[30]],
      [14, at[14]],
      [5, at[5]],
      [1, at[1]],
    ]);
  });

  test.each([30, 14, 5, 1] as const)(
    'a millisecond before the step of %i days it is still to come; at nine it is due at once, as the one that invites',
    (step) => {
      const before = stepsOf({ deadlineAt }, days, millisecondBefore(at[step]));
      expect(before.find(({ daysBefore }) => daysBefore === step)?.dueAt).toEqual(new Date(at[step]));
      const [first, ...later] = stepsOf({ deadlineAt }, days, new Date(at[step]));
      expect(first).toEqual({ daysBefore: step, dueAt: new Date(at[step]) });
      expect(later.map(({ daysBefore }) => daysBefore)).toEqual(days.filter((day) => day < step));
    },
  );

  test('a campaign that is started before the first step waits for it, and sends nothing at once', () => {
    expect(stepsOf({ deadlineAt }, days, new Date('2027-01-02T12:00:00Z'))[0]).toEqual({
      daysBefore: 30,
      dueAt: new Date(at[30]),
    });
  });

  test('a day that is named twice is one step, in order whatever the order of the list', () => {
    expect(stepsOf({ deadlineAt }, [1, 30, 1, 5], new Date('2027-01-01T00:00:00Z'))).toHaveLength(3);
  });
});

describe('steps at nine in Norway, whatever the clocks do', () => {
  test('in spring: the clocks go forward on 28 March 2027, so nine is 08:00 UTC before and 07:00 UTC from that day', () => {
    // Deadline 29 March: one day before is the very day of the change.
    expect(due('2027-03-29T21:59:59.999Z', '2027-02-01T00:00:00Z')).toEqual([
      [30, '2027-02-27T08:00:00.000Z'],
      [14, '2027-03-15T08:00:00.000Z'],
      [5, '2027-03-24T08:00:00.000Z'],
      [1, '2027-03-28T07:00:00.000Z'],
    ]);
  });

  test('in autumn: the clocks go back on 31 October 2027, so nine is 07:00 UTC before and 08:00 UTC from that day', () => {
    expect(due('2027-11-01T22:59:59.999Z', '2027-09-01T00:00:00Z')).toEqual([
      [30, '2027-10-02T07:00:00.000Z'],
      [14, '2027-10-18T07:00:00.000Z'],
      [5, '2027-10-27T07:00:00.000Z'],
      [1, '2027-10-31T08:00:00.000Z'],
    ]);
  });

  test('a deadline at midnight belongs to the day that ends, not to the next', () => {
    // 23:59:59.999 on 1 March in Norway; one millisecond more would be 2 March.
    expect(due('2027-03-01T22:59:59.999Z', '2027-02-27T00:00:00Z').at(-1)).toEqual([
      1,
      '2027-02-28T08:00:00.000Z',
    ]);
    expect(due('2027-03-01T23:00:00.000Z', '2027-02-27T00:00:00Z').at(-1)).toEqual([
      1,
      '2027-03-01T08:00:00.000Z',
    ]);
  });
});

describe('in a leap year', () => {
  test('the day before 1 March is 29 February', () => {
    expect(due('2028-03-01T22:59:59.999Z', '2028-01-01T00:00:00Z')).toEqual([
      // 31 days of January and 29 of February: 30 days before 1 March is 31 January.
      [30, '2028-01-31T08:00:00.000Z'],
      [14, '2028-02-16T08:00:00.000Z'],
      [5, '2028-02-25T08:00:00.000Z'],
      [1, '2028-02-29T08:00:00.000Z'],
    ]);
  });

  test('a deadline on 29 February counts back from it', () => {
    expect(due('2028-02-29T22:59:59.999Z', '2028-01-01T00:00:00Z')).toEqual([
      [30, '2028-01-30T08:00:00.000Z'],
      [14, '2028-02-15T08:00:00.000Z'],
      [5, '2028-02-24T08:00:00.000Z'],
      [1, '2028-02-28T08:00:00.000Z'],
    ]);
  });
});
