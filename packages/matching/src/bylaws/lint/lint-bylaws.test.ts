import { readdirSync, readFileSync } from 'node:fs';
import { isoDate } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import type { BylawCriterion, BylawsDocument, BylawTier, BylawVersion } from '../bylaws-document.ts';
import { parseBylaws } from '../parse-bylaws.ts';
import { lintBylaws } from './lint-bylaws.ts';
import { type LintCode, lintRules } from './lint-codes.ts';

const examples = new URL('../../../../../examples/bylaws/', import.meta.url);

const a = (key: string, more: Partial<BylawCriterion> = {}): BylawCriterion => ({
  key,
  paragraph: '§ 5 bokstav c',
  text: { nb: 'Slik vedtektene sier det.' },
  ...more,
});
const tier = (...criteria: readonly BylawCriterion[]): BylawTier => ({ criteria });

const statutory = tier(a('statutory-priority'));
const right = tier(a('right-to-place'));
const sibling = tier(a('sibling-attending'));
const lot = tier(a('lot'));
const closed = a('flag', { fact: 'placeClosed', verifiedBy: 'kommunens vedtak' });
const metres = { unit: 'metres', bands: [500, 1000, 2000] };

const version: BylawVersion = {
  id: '2026-1',
  adoptedOn: isoDate('2026-02-01'),
  validFrom: isoDate('2026-08-01'),
  languages: ['nb'],
  tiers: [statutory, right, sibling, lot],
};
const set = { id: 's', name: 'barnehagene', kommune: '3310', versions: [version] };
const good: BylawsDocument = {
  format: 'opptak-bylaws/1',
  example: true,
  roundOn: isoDate('2027-03-01'),
  sets: [set],
};

const withVersions = (...versions: readonly BylawVersion[]): BylawsDocument => ({
  ...good,
  sets: [{ ...set, versions }],
});
const withVersion = (change: Partial<BylawVersion>) => withVersions({ ...version, ...change });
const withTiers = (...tiers: readonly BylawTier[]) => withVersion({ tiers });
/** A set that is right but for the local criteria given. */
const withLocal = (...tiers: readonly BylawTier[]) => withTiers(statutory, right, ...tiers, lot);
const withFact = (fact: string) => withLocal(tier(a('flag', { fact, verifiedBy: 'kommunens register' })));
const withWords = (nb: string) => withLocal(tier(a('sibling-attending', { text: { nb } })));

const knownBad: readonly (readonly [name: string, codes: readonly LintCode[], document: BylawsDocument])[] = [
  ['a file without sets', ['empty-set'], { ...good, sets: [] }],
  ['a set without versions', ['empty-set'], withVersions()],
  ['a version without tiers', ['empty-set'], withTiers()],
  ['a tier without criteria', ['empty-set'], withLocal(sibling, tier())],
  ['a key nobody knows', ['unknown-key'], withLocal(tier(a('star-sign')))],
  ['the same criterion twice', ['duplicate-key'], withLocal(sibling, sibling)],
  ['one fact twice', ['duplicate-key'], withLocal(tier(closed), tier(closed))],
  ['no paragraph', ['paragraph-missing'], withLocal(tier(a('sibling-attending', { paragraph: ' ' })))],
  [
    'a decision instead of a paragraph',
    ['paragraph-unreadable'],
    withLocal(tier(a('sibling-attending', { paragraph: 'sak 12/26' }))),
  ],
  [
    'no words in one of its languages',
    ['text-missing', 'text-missing', 'text-missing', 'text-missing'],
    withVersion({ languages: ['nb', 'nn'] }),
  ],
  ['no Sámi text in Kåfjord', ['sami-text-missing'], { ...good, sets: [{ ...set, kommune: '5540' }] }],
  ['no § 18', ['statutory-missing'], withTiers(sibling, lot)],
  ['§ 18 after siblings', ['statutory-not-first'], withTiers(sibling, statutory, lot)],
  [
    '§ 18 weighed against siblings',
    ['statutory-not-first'],
    withTiers(tier(a('statutory-priority', { points: [10] }), a('sibling-attending', { points: [5] })), lot),
  ],
  ['§ 16 after siblings', ['right-to-place-not-second'], withTiers(statutory, sibling, right, lot)],
  ['no lot', ['lot-missing'], withTiers(statutory, right, sibling)],
  ['the lot before siblings', ['lot-not-last', 'unreachable-tier'], withTiers(statutory, lot, sibling)],
  [
    'the lot weighed with points',
    ['lot-not-last'],
    withTiers(statutory, tier(a('sibling-attending', { points: [2] }), a('lot', { points: [1] }))),
  ],
  [
    'oldest and youngest first',
    ['oldest-and-youngest'],
    withLocal(tier(a('age', { first: 'oldest' })), tier(a('age', { first: 'youngest' }))),
  ],
  [
    'year of birth after date of birth',
    ['unreachable-tier'],
    withLocal(tier(a('age', { first: 'oldest' })), tier(a('age', { first: 'oldest', unit: 'year' }))),
  ],
  [
    'coarse distance after fine',
    ['unreachable-tier'],
    withLocal(tier(a('distance', metres)), tier(a('distance', { ...metres, bands: [1000] }))),
  ],
  [
    'a number that is always the same',
    ['unreachable-tier'],
    withLocal(
      tier(a('number', { fact: 'months', verifiedBy: 'kommunen', first: 'high', range: { min: 3, max: 3 } })),
    ),
  ],
  [
    'distance and travel time together',
    ['overlapping-criteria'],
    withLocal(tier(a('distance', metres)), tier(a('travel-time', { unit: 'minutes', bands: [10, 20] }))),
  ],
  [
    'distance without unit',
    ['distance-without-unit'],
    withLocal(tier(a('distance', { bands: [500, 1000] }))),
  ],
  ['distance without bands', ['distance-without-bands'], withLocal(tier(a('distance', { unit: 'metres' })))],
  [
    'bands that fall',
    ['bands-not-ascending'],
    withLocal(tier(a('distance', { ...metres, bands: [1000, 500] }))),
  ],
  [
    'bands of ten metres',
    ['bands-too-fine'],
    withLocal(tier(a('distance', { ...metres, bands: [10, 20, 500] }))),
  ],
  ['a catchment nobody has drawn', ['catchment-undefined'], withLocal(tier(a('catchment')))],
  [
    'a Sámi profile without a decision',
    ['profile-without-decision'],
    withLocal(tier(a('profile', { profile: 'sami' }))),
  ],
  ['age without direction', ['parameter-missing'], withLocal(tier(a('age')))],
  [
    'two criteria in a tier without points',
    ['points-missing'],
    withLocal(tier(a('sibling-attending'), a('child-of-staff'))),
  ],
  [
    'half a point',
    ['points-invalid'],
    withLocal(tier(a('sibling-attending', { points: [1.5] }), a('child-of-staff', { points: [1] }))),
  ],
  [
    'points that reach into a higher tier',
    ['points-cross-tiers'],
    withLocal(
      tier(a('sibling-attending', { points: [5] })),
      tier(a('child-of-staff', { points: [4] }), a('sibling-applying', { points: [2] })),
    ),
  ],
  ['first wish without saying so', ['first-preference-hidden'], withLocal(tier(a('wish-number')))],
  ['first wish hidden as a fact', ['first-preference-hidden'], withFact('firstWish')],
  [
    'first wish hidden in the words',
    ['first-preference-hidden'],
    withWords('Barn med søsken, når barnehagen er førsteønske.'),
  ],
  ['first wish said openly', ['first-preference-open'], withLocal(tier(a('wish-number', { openly: true })))],
  ['children in municipal kindergartens first', ['ownership-order'], withFact('attendsMunicipal')],
  ['members of the owner first', ['ownership-order'], withWords('Barn av medlemmer i samvirkelaget.')],
  ['health beyond § 18', ['health-beyond-statutory'], withFact('bornPrematurely')],
  ['mother tongue', ['ethnic-or-religious'], withFact('homeLanguageNorwegian')],
  ['balance between the sexes', ['sex-based'], withFact('evensOutGender')],
  ['an interview', ['no-objective-fact'], withFact('interviewWentWell')],
  ['a fact nobody vouches for', ['no-objective-fact'], withLocal(tier(a('flag', { fact: 'placeClosed' })))],
  ['judgement in the words', ['discretionary-wording'], withWords('Barn med søsken, etter styrers skjønn.')],
  [
    "parents' income",
    ['privacy-heavy'],
    withLocal(
      tier(
        a('number', {
          fact: 'householdIncome',
          verifiedBy: 'skattemelding',
          first: 'low',
          range: { min: 0, max: 9 },
        }),
      ),
    ),
  ],
  [
    'the early bird first of all',
    ['early-application-first'],
    withLocal(tier(a('application-date')), sibling),
  ],
  ['rules for the past', ['adopted-after-valid'], withVersion({ adoptedOn: isoDate('2026-09-01') })],
  [
    'two versions on one day',
    ['versions-overlap'],
    withVersions(
      { ...version, validUntil: isoDate('2027-07-31') },
      { ...version, validFrom: isoDate('2027-01-01') },
    ),
  ],
  ['two sets for one kommune', ['versions-overlap'], { ...good, sets: [set, { ...set, id: 't' }] }],
  ['children in foster care', ['health-beyond-statutory'], withFact('fosterChild')],
  ['rules of the future', ['version-not-yet-valid'], withVersion({ validFrom: isoDate('2027-08-01') })],
  ['rules of the past', ['version-expired'], withVersion({ validUntil: isoDate('2026-12-31') })],
];

describe('the linter for bylaws', () => {
  test.each(knownBad)('catches %s', (_, codes, document) => {
    const found = lintBylaws(document).map(({ code }) => code);
    expect(found).toEqual(codes);
  });

  test('every code of the linter is shown by a known-bad set', () => {
    const shown = new Set<string>(knownBad.flatMap(([, codes]) => codes));

    expect(Object.keys(lintRules).filter((code) => !shown.has(code))).toEqual([]);
  });

  test('every code stands in the documentation with its severity', () => {
    const page = readFileSync(
      new URL('../../../../../docs/bylaws-and-explanations.md', import.meta.url),
      'utf8',
    );

    for (const [code, { severity }] of Object.entries(lintRules)) {
      expect(page).toMatch(new RegExp(`\\| \`${code}\` +\\| ${severity} +\\|`));
    }
  });

  test('the good set that the bad ones are made from has nothing to complain about', () => {
    expect(lintBylaws(good)).toEqual([]);
  });

  test.each(readdirSync(examples).filter((name) => name.endsWith('.json')))(
    'the example %s is clean',
    (name) => {
      const document = parseBylaws(JSON.parse(readFileSync(new URL(name, examples), 'utf8')));

      expect(document.example).toBe(true);
      expect(lintBylaws(document)).toEqual([]);
    },
  );

  test('a finding names the place in the file and the criterion', () => {
    expect(lintBylaws(withTiers(sibling, statutory, lot))).toEqual([
      {
        code: 'statutory-not-first',
        severity: 'error',
        at: '/sets/0/versions/0/tiers/1/criteria/0',
        key: 'statutory-priority',
      },
    ]);
  });

  test('two catchments with different areas may stand together', () => {
    const document = withVersion({
      catchment: { nb: 'kretsene A og B' },
      tiers: [
        statutory,
        tier(a('catchment', { areas: ['A'] })),
        tier(a('catchment', { areas: ['A', 'B'] })),
        lot,
      ],
    });

    expect(lintBylaws(document)).toEqual([]);
  });
});
