import { criteriaLibrary, isCriterionKey } from '../criteria-library.ts';
import type { CriterionPlace, Report, VersionLint, VersionPlace } from './lint-place.ts';
import { refusedFact, suspiciousWording } from './vocabulary.ts';

/** Kommuner in the administrative area for Sámi languages whose language is Northern Sámi (sameloven § 3-1; numbers from 2024). */
const northernSami = ['5512', '5518', '5540', '5610', '5612', '5622', '5628', '5636'];

/** What one criterion must carry by itself: a known key, a paragraph, the bylaw's words, and its parameters. */
export const lintCriteria: VersionLint = (place, report) => {
  for (const criterion of place.criteria) {
    lintReference(criterion, report);
    lintWords(criterion, place, report);
    lintKey(criterion, report);
    lintParameters(criterion, place, report);
  }
  if (northernSami.includes(place.kommune) && !place.version.languages.includes('se')) {
    report('sami-text-missing', `${place.at}/languages`);
  }
};

function lintReference({ at, criterion }: CriterionPlace, report: Report): void {
  const paragraph = criterion.paragraph.trim();
  if (paragraph === '') report('paragraph-missing', at, criterion.key);
  else if (!/^§§? ?\d/.test(paragraph)) report('paragraph-unreadable', at, criterion.key);
}

function lintWords({ at, criterion }: CriterionPlace, { version }: VersionPlace, report: Report): void {
  if (version.languages.some((language) => (criterion.text[language] ?? '').trim() === '')) {
    report('text-missing', at, criterion.key);
  }
  // The words of §§ 16 and 18 are the law's own.
  if (['statutory-priority', 'right-to-place'].includes(criterion.key)) return;
  const codes = new Set(Object.values(criterion.text).flatMap(suspiciousWording));
  for (const code of codes) {
    if (code === 'first-preference-hidden' && criterion.key === 'wish-number') continue;
    if (code === 'ethnic-or-religious' && criterion.key === 'profile') continue;
    report(code, at, criterion.key);
  }
}

function lintKey({ at, criterion }: CriterionPlace, report: Report): void {
  const { key } = criterion;
  if (!isCriterionKey(key)) {
    report('unknown-key', at, key);
    const refused = refusedFact(key);
    if (refused) report(refused, at, key);
    return;
  }
  if (criteriaLibrary[key].verifiedBy !== 'bylaw') return;
  const refused = refusedFact(criterion.fact ?? '');
  if (refused) report(refused, at, key);
  if ((criterion.verifiedBy ?? '').trim() === '' && refused !== 'no-objective-fact')
    report('no-objective-fact', at, key);
}

function lintParameters({ at, criterion }: CriterionPlace, { version }: VersionPlace, report: Report): void {
  const { key } = criterion;
  const missing = () => report('parameter-missing', at, key);
  if (key === 'distance') lintBands(at, criterion, 'metres', 100, report);
  if (key === 'travel-time') lintBands(at, criterion, 'minutes', 5, report);
  if (key === 'catchment') {
    const described = version.languages.every(
      (language) => (version.catchment?.[language] ?? '').trim() !== '',
    );
    if (version.catchment === undefined || !described) report('catchment-undefined', at, key);
  }
  if (key === 'profile') {
    if (criterion.profile === undefined) missing();
    else if (version.profile?.profile !== criterion.profile || version.profile.paragraph.trim() === '') {
      report('profile-without-decision', at, key);
    } else if (version.profile.decidedOn > version.validFrom) report('profile-without-decision', at, key);
  }
  if (key === 'age') {
    if (
      !oneOf(criterion.first, 'oldest', 'youngest') ||
      !oneOf(criterion.unit ?? 'day', 'day', 'month', 'year')
    )
      missing();
  }
  if (key === 'transfer' && !oneOf(criterion.first ?? 'transfer', 'transfer', 'new')) missing();
  if (key === 'flag' && criterion.fact === undefined) missing();
  if (key === 'number') {
    if (
      criterion.fact === undefined ||
      criterion.range === undefined ||
      !oneOf(criterion.first, 'low', 'high')
    )
      missing();
  }
  if (key === 'wish-number')
    report(criterion.openly ? 'first-preference-open' : 'first-preference-hidden', at, key);
}

const oneOf = (value: string | undefined, ...allowed: readonly string[]): boolean =>
  value !== undefined && allowed.includes(value);

function lintBands(
  at: string,
  { key, unit, bands }: CriterionPlace['criterion'],
  wanted: string,
  finest: number,
  report: Report,
): void {
  if (unit !== wanted) report('distance-without-unit', at, key);
  if (bands === undefined || bands.length === 0) {
    report('distance-without-bands', at, key);
    return;
  }
  const steps = bands.map((limit, index) => limit - (bands[index - 1] ?? 0));
  if (bands.some((limit) => !Number.isSafeInteger(limit)) || steps.some((step) => step <= 0)) {
    report('bands-not-ascending', at, key);
  } else if (steps.some((step) => step < finest)) report('bands-too-fine', at, key);
}
