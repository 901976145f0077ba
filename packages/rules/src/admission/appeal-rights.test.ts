import { isoDate } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import { appealDeadlineOn, appealRights, appealTiming } from './appeal-rights.ts';

const main = { kind: 'admission', intake: 'main', wishes: 5, statutoryPriority: false } as const;
const supplementary = { ...main, intake: 'supplementary' } as const;

describe('appeal rights', () => {
  test.each([
    ['no place', { ...main, given: 'none' }, true, 'refused-at-main-intake'],
    ['first wish', { ...main, given: 1 }, false, 'first-or-second-wish-met'],
    ['second wish', { ...main, given: 2 }, false, 'first-or-second-wish-met'],
    ['third of five wishes', { ...main, given: 3 }, true, 'neither-first-nor-second-wish'],
    [
      'a place outside the wishes',
      { ...main, given: 'outside-wishes' },
      true,
      'neither-first-nor-second-wish',
    ],
    [
      'one wish only, another place',
      { ...main, wishes: 1, given: 'outside-wishes' },
      true,
      'neither-first-nor-second-wish',
    ],
    [
      'a place to a family that ranked nothing',
      { ...main, wishes: 0, given: 'outside-wishes' },
      true,
      'no-wish-stated',
    ],
  ] as const)('main intake, %s: %j', (_case, vedtak, mayAppeal, reason) => {
    expect(appealRights(vedtak).value).toEqual({
      mayAppeal,
      mayDemandReasons: mayAppeal,
      body: mayAppeal ? 'kommunens-klagenemnd' : null,
      reason,
    });
  });

  test('supplementary intake gives a right to appeal to children with statutory priority only', () => {
    expect(appealRights({ ...supplementary, given: 'none' }).value.mayAppeal).toBe(false);
    expect(appealRights({ ...supplementary, given: 'none', statutoryPriority: true }).value).toMatchObject({
      mayAppeal: true,
      body: 'kommunens-klagenemnd',
    });
    expect(appealRights({ ...supplementary, given: 1, statutoryPriority: true }).value.mayAppeal).toBe(false);
  });

  test('a fee vedtak goes to statsforvalteren, never to the klagenemnd', () => {
    expect(appealRights({ kind: 'fee' }).value).toMatchObject({ mayAppeal: true, body: 'statsforvalteren' });
  });

  test('a wish that was never stated can not have been met', () => {
    expect(() => appealRights({ ...main, wishes: 2, given: 3 })).toThrow(RangeError);
    expect(() => appealRights({ ...main, given: 0 })).toThrow(RangeError);
  });

  // Received + 21 days; Easter Sunday is 2027-03-28 and 2026-04-05, Whit Monday 2026-05-25, Ascension 2027-05-06.
  test.each([
    ['2027-04-05', '2027-04-26', 'a Monday'],
    ['2027-04-03', '2027-04-26', 'a Saturday moves to Monday'],
    ['2027-03-04', '2027-03-30', 'Maundy Thursday moves past Easter Monday to Tuesday'],
    ['2026-03-13', '2026-04-07', 'Good Friday moves past Easter Monday to Tuesday'],
    ['2027-04-15', '2027-05-07', 'Ascension Day moves to Friday'],
    ['2026-05-04', '2026-05-26', 'Whit Monday moves to Tuesday'],
    ['2027-04-26', '2027-05-18', '17 May moves to the 18th'],
    ['2027-12-04', '2027-12-27', 'Christmas Day, Boxing Day and a weekend'],
  ])('received %s: the last day is %s (%s)', (received, last) => {
    expect(appealDeadlineOn(isoDate(received))).toBe(last);
  });

  test('sent on the last day is in time; later goes to a person, until a year after the vedtak', () => {
    const times = { decidedOn: isoDate('2027-04-03'), receivedOn: isoDate('2027-04-05') };
    const sent = (on: string) => appealTiming({ ...times, sentOn: isoDate(on) }).value;

    expect(sent('2027-04-26')).toBe('in-time');
    expect(sent('2027-04-27')).toBe('late-a-person-decides');
    expect(sent('2028-04-03')).toBe('late-a-person-decides');
    expect(sent('2028-04-04')).toBe('too-late');
  });
});
