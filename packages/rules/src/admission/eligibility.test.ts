import { isoDate, kommuneNumber } from '@opptak/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eligibility } from './eligibility.ts';
import type { CampaignFacts, ChildRecords } from './eligibility-facts.ts';
import type { ChildFacts, GuardianFacts, PersonStatus } from './person-facts.ts';
import { recipients } from './recipients.ts';

const kommune = kommuneNumber('5540');
const campaign: CampaignFacts = {
  kind: 'main-intake',
  kommune,
  intakeYear: 2027,
  deadlineOn: isoDate('2027-03-01'),
  decidedOn: isoDate('2027-01-25'),
  waitingListCarriesOver: true,
};
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
// Noor: eight months old, no place, 35 days to the deadline.
const noor: ChildFacts = {
  personId: 'noor',
  birthOn: isoDate('2026-05-25'),
  status: 'resident',
  residence: kommune,
  protection: 'none',
  sharedResidence: 'no',
  responsibility: 'known',
  guardians: [mother],
};
const noRecords: ChildRecords = {
  place: 'none',
  wantsTransfer: false,
  application: 'none',
  schoolStart: 'ordinary',
  optedOut: false,
  moveHeld: false,
};
const decided = (
  child: Partial<ChildFacts> = {},
  records: Partial<ChildRecords> = {},
  of: Partial<CampaignFacts> = {},
) => {
  const family = { ...noor, ...child };
  return eligibility({
    campaign: { ...campaign, ...of },
    child: family,
    records: { ...noRecords, ...records },
    recipients: recipients(family, campaign.decidedOn).value,
  });
};

describe('who is invited', () => {
  test.each([
    ['a child with a right this intake', {}, {}, {}, 'invite', 'right-this-intake'],
    [
      'an older child without a place',
      { birthOn: isoDate('2023-04-01') },
      {},
      {},
      'invite',
      'right-this-intake',
    ],
    ['a child born 30 November', { birthOn: isoDate('2026-11-30') }, {}, {}, 'invite', 'right-this-intake'],
    ['a child born 1 December', { birthOn: isoDate('2026-12-01') }, {}, {}, 'inform', 'right-next-intake'],
    ['a child born this January', { birthOn: isoDate('2027-01-02') }, {}, {}, 'ignore', 'born-this-year'],
    [
      'a family that wants to transfer',
      {},
      { place: 'here', wantsTransfer: true },
      {},
      'invite',
      'wants-transfer',
    ],
    ['a family that has a place', {}, { place: 'here' }, {}, 'ignore', 'has-place'],
    ['a family whose kindergarten closes', {}, { place: 'displaced' }, {}, 'inform', 'displaced'],
    [
      'a family with a place in the kommune it left',
      {},
      { place: 'elsewhere' },
      { kind: 'new-residents' },
      'invite',
      'newly-moved-in',
    ],
    ['a family that just moved in', {}, {}, { kind: 'new-residents' }, 'invite', 'newly-moved-in'],
    [
      'a family that has applied already',
      {},
      { application: 'for-this-intake' },
      {},
      'ignore',
      'already-applied',
    ],
    ['a family on the waiting list', {}, { application: 'on-waiting-list' }, {}, 'inform', 'on-waiting-list'],
    [
      'a waiting family where lists lapse',
      {},
      { application: 'on-waiting-list' },
      { waitingListCarriesOver: false },
      'invite',
      'waiting-must-confirm',
    ],
    [
      'a transfer already on the list',
      {},
      { place: 'here', wantsTransfer: true, application: 'on-waiting-list' },
      {},
      'inform',
      'on-waiting-list',
    ],
    ['a family that asked to be left alone', {}, { optedOut: true }, {}, 'ignore', 'opted-out'],
    ['a child that starts school', { birthOn: isoDate('2021-12-31') }, {}, {}, 'ignore', 'school-age'],
    [
      'a child with deferred school start',
      { birthOn: isoDate('2021-06-01') },
      { schoolStart: 'deferred' },
      {},
      'invite',
      'right-this-intake',
    ],
    [
      'a child whose deferral is open',
      { birthOn: isoDate('2021-06-01') },
      { schoolStart: 'deferral-asked' },
      {},
      'person',
      'school-start-undecided',
    ],
    ['a child that died', { status: 'dead' }, {}, {}, 'ignore', 'dead'],
    ['a stillborn child', { status: 'stillborn' }, {}, {}, 'ignore', 'stillborn'],
    ['a number that was merged into another', { status: 'ended' }, {}, {}, 'ignore', 'identity-ended'],
    ['a status we do not know', { status: 'unknown' }, {}, {}, 'person', 'status-unknown'],
    ['a child that emigrated', { status: 'emigrated', residence: null }, {}, {}, 'ignore', 'emigrated'],
    [
      'a child with a D-number',
      { status: 'not-resident', residence: null },
      {},
      {},
      'person',
      'not-resident',
    ],
    ['a child without a known residence', { residence: null }, {}, {}, 'person', 'residence-unknown'],
    [
      'a child in another kommune',
      { residence: kommuneNumber('5501') },
      {},
      {},
      'ignore',
      'lives-in-another-kommune',
    ],
    ['a move that is held', {}, { moveHeld: true }, {}, 'person', 'move-held'],
    ['a child without a birth date', { birthOn: null }, {}, {}, 'person', 'birth-date-unknown'],
    [
      'foster care: the child lives with neither parent',
      { guardians: [{ ...mother, livesWithChild: false }] },
      {},
      {},
      'person',
      'nobody-responsible-lives-with-child',
    ],
    [
      'a waiting child in foster care',
      { guardians: [] },
      { application: 'on-waiting-list' },
      {},
      'person',
      'nobody-responsible-lives-with-child',
    ],
  ] as const)('%s', (_case, child, records, of, decision, reason) => {
    const result = decided(child, records, of);

    expect([result.decision, result.reasons, result.handling]).toEqual([decision, [reason], 'ordinary']);
  });

  test.each([
    ['confidential, here', { protection: 'confidential' }],
    [
      'strictly confidential: the residence is hidden',
      { protection: 'strictly-confidential', residence: null },
    ],
    ['a grading we do not know', { protection: 'unknown' }],
  ] as const)('a protected child (%s) goes to the guarded desk, and to nothing else', (_case, child) => {
    expect(decided(child)).toMatchObject({
      decision: 'person',
      reasons: ['address-protected'],
      handling: 'guarded',
    });
  });

  test('a protected mother guards the decision about an unprotected child', () => {
    expect(decided({ guardians: [{ ...mother, protection: 'confidential' }] })).toMatchObject({
      decision: 'person',
      reasons: ['household-address-protected'],
      handling: 'guarded',
    });
  });

  test('a protected family that has applied is not asked again, and even that stays guarded', () => {
    expect(decided({ protection: 'confidential' }, { application: 'for-this-intake' })).toMatchObject({
      decision: 'ignore',
      handling: 'guarded',
    });
  });

  test('the log names every rule in order, also those that were not reached', () => {
    const { log } = decided({ residence: kommuneNumber('5501') });

    expect(
      log.map(({ rule, outcome, reason }) => [rule.replace('eligibility.', ''), outcome, reason]),
    ).toEqual([
      ['alive', 'passed', null],
      ['nothing-open', 'passed', null],
      ['address-not-protected', 'passed', null],
      ['resident-here', 'settled', 'lives-in-another-kommune'],
      ['move-plausible', 'not-reached', null],
      ['below-school-age', 'not-reached', null],
      ['no-place-or-wants-another', 'not-reached', null],
      ['nobody-applies-twice', 'not-reached', null],
      ['old-enough', 'not-reached', null],
      ['not-opted-out', 'not-reached', null],
      ['invited-because', 'not-reached', null],
      ['recipients-clear', 'not-reached', null],
    ]);
  });

  test('an invited family has passed every rule, and one rule settled it', () => {
    const { log } = decided();

    expect(log.filter(({ outcome }) => outcome === 'settled').map(({ rule }) => rule)).toEqual([
      'eligibility.invited-because',
    ]);
    expect(log.at(-1)).toMatchObject({ rule: 'eligibility.recipients-clear', outcome: 'passed' });
  });

  test('whatever the facts: nothing is sent to protected, dead or foreign children, and the log is whole', () => {
    const anyChild = fc.record({
      birthOn: fc.constantFrom(null, isoDate('2026-05-25'), isoDate('2026-12-24'), isoDate('2020-02-29')),
      status: fc.constantFrom<PersonStatus>(
        'resident',
        'resident',
        'dead',
        'stillborn',
        'emigrated',
        'unknown',
      ),
      residence: fc.constantFrom(kommune, kommuneNumber('5501'), null),
      protection: fc.constantFrom(
        'none' as const,
        'none' as const,
        'confidential' as const,
        'unknown' as const,
      ),
    });
    const anyRecords = fc.record({
      place: fc.constantFrom('none' as const, 'here' as const, 'displaced' as const, 'elsewhere' as const),
      wantsTransfer: fc.boolean(),
      application: fc.constantFrom('none' as const, 'for-this-intake' as const, 'on-waiting-list' as const),
      moveHeld: fc.boolean(),
    });
    fc.assert(
      fc.property(anyChild, anyRecords, (child, records) => {
        const result = decided(child, records);
        if (result.decision === 'invite' || result.decision === 'inform') {
          expect(child).toMatchObject({ protection: 'none', status: 'resident', residence: kommune });
          expect(records.moveHeld).toBe(false);
          expect(records.application).not.toBe('for-this-intake');
        }
        if (child.protection !== 'none') expect(result.handling).toBe('guarded');
        expect(result.log).toHaveLength(12);
        expect(result.log.filter(({ outcome }) => outcome === 'settled').length).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
