import type { BylawCriterion, BylawVersion } from '../bylaws-document.ts';
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

function lintParameters({ at, criterion }: CriterionPlace, place: VersionPlace, report: Report): void {
  const { key, first, fact, range, unit } = criterion;
  const demand = (fulfilled: boolean) => {
    if (!fulfilled) report('parameter-missing', at, key);
  };
  switch (key) {
    case 'distance':
      lintBands(at, criterion, 'metres', 100, report);
      break;
    case 'travel-time':
      lintBands(at, criterion, 'minutes', 5, report);
      break;
    case 'catchment':
      if (!hasCatchment(criterion, place.version)) report('catchment-undefined', at, key);
      break;
    case 'profile':
      demand(criterion.profile !== undefined);
      if (
        criterion.profile !== undefined &&
        place.decisionsTold &&
        !hasDecision(criterion.profile, place.version)
      ) {
        report('profile-without-decision', at, key);
      }
      break;
    case 'age':
      demand(oneOf(first, 'oldest', 'youngest') && oneOf(unit ?? 'day', 'day', 'month', 'year'));
      break;
    case 'transfer':
      demand(oneOf(first ?? 'transfer', 'transfer', 'new'));
      break;
    case 'flag':
      demand(fact !== undefined);
      break;
    case 'number':
      demand(fact !== undefined && range !== undefined && oneOf(first, 'low', 'high'));
      break;
    case 'wish-number':
      report(criterion.openly ? 'first-preference-open' : 'first-preference-hidden', at, key);
  }
}

const hasCatchment = ({ areas }: BylawCriterion, { catchment, languages }: BylawVersion): boolean =>
  catchment !== undefined &&
  areas?.length !== 0 &&
  languages.every((language) => (catchment[language] ?? '').trim() !== '');

const hasDecision = (wanted: string, { profile, validFrom }: BylawVersion): boolean =>
  profile !== undefined &&
  profile.profile === wanted &&
  profile.paragraph.trim() !== '' &&
  profile.decidedOn <= validFrom;

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
