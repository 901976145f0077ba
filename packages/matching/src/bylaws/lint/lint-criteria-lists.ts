import { AppError, type Fault, isoDate } from '@opptak/domain';
import type { BylawCriterion, BylawTier, BylawVersion } from '../bylaws-document.ts';
import { type FieldReader, readFields } from '../field-reader.ts';
import type { Finding } from './lint-codes.ts';
import { lintCriteria } from './lint-criterion.ts';
import { lintFixedTiers, lintPairs, lintPoints } from './lint-order.ts';
import { type CriterionPlace, reportInto, type VersionPlace } from './lint-place.ts';

/**
 * The linter for criteria as the engine reads them (an `opptak-match/1` document, or any object with `criteria`): its
 * common list, its bylaws, and each kindergarten's own list. Words, dates and decisions do not stand in such a file and
 * are not asked for.
 *
 * @throws AppError invalid `bad-criteria` when a list of criteria is no list of objects.
 */
export function lintCriteriaLists(json: unknown): readonly Finding[] {
  const faults: Fault[] = [];
  const findings: Finding[] = [];
  const document = readFields(json, '', faults);
  const lint = (owner: FieldReader | undefined) => {
    if (!owner?.has('criteria')) return;
    const place = placeOf(owner);
    for (const rule of [lintFixedTiers, lintCriteria, lintPairs, lintPoints])
      rule(place, reportInto(findings));
  };
  lint(document);
  const bylaws = document.optionalObject('bylaws');
  for (const name of bylaws?.names() ?? []) lint(bylaws?.optionalObject(name));
  if (document.has('kindergartens')) document.objects('kindergartens').forEach(lint);
  if (faults.length > 0)
    throw new AppError('invalid', 'bad-criteria', 'The criteria can not be read', { faults });
  return findings;
}

// What a file for the engine does not tell, and the linter therefore does not judge.
const untold = { nb: '–' };
const anyDay = isoDate('2000-01-01');

function placeOf(owner: FieldReader): VersionPlace {
  const catchments = catchmentsOf(owner);
  const criteria: CriterionPlace[] = [];
  const tiers = owner.objects('criteria').map((reader, tier): BylawTier => {
    const weighed = reader.optionalText('key') === 'points';
    const items = weighed ? reader.objects('items') : [reader];
    const read = items.map((item) => {
      const graded = weighed ? (item.optionalObject('criterion') ?? item) : item;
      const paragraph = graded.optionalText('paragraph') ?? reader.optionalText('paragraph');
      const points = weighed ? (item.optionalNumberOrNumbers('points') ?? [0]) : undefined;
      return { at: graded.at, criterion: readCriterion(graded, paragraph, points, catchments) };
    });
    for (const { at, criterion } of read) criteria.push({ at, tier, weighed, criterion });
    return { criteria: read.map(({ criterion }) => criterion) };
  });
  const version: BylawVersion = {
    id: '',
    adoptedOn: anyDay,
    validFrom: anyDay,
    languages: [],
    catchment: untold,
    tiers,
  };
  const at = `${owner.at}/criteria`;
  return {
    at,
    tiersAt: at,
    tierAt: (tier) => `${at}/${tier}`,
    kommune: '',
    decisionsTold: false,
    version,
    criteria,
  };
}

/** The areas a kindergarten serves; unknown for a list that several kindergartens share. */
function catchmentsOf(owner: FieldReader): readonly string[] | undefined {
  if (owner.has('catchments')) return owner.texts('catchments');
  return owner.has('capacity') ? [] : undefined;
}

function readCriterion(
  reader: FieldReader,
  paragraph: string | undefined,
  points: readonly number[] | undefined,
  catchments: readonly string[] | undefined,
): BylawCriterion {
  const key = reader.text('key');
  const step = (name: string) => (reader.has(name) ? [reader.number(name)] : undefined);
  const common = { key, paragraph: paragraph ?? '', text: {}, points };
  switch (key) {
    case 'distance':
      return { ...common, unit: 'metres', bands: reader.optionalNumbers('limitsM') ?? step('stepM') };
    case 'travel-time':
      return {
        ...common,
        unit: 'minutes',
        bands: reader.optionalNumbers('limitsMinutes') ?? step('stepMinutes'),
      };
    case 'catchment':
      return { ...common, areas: reader.has('areas') ? reader.texts('areas') : catchments };
    case 'profile':
      return { ...common, profile: reader.optionalText('profile') };
    case 'age':
      return { ...common, first: reader.optionalText('first'), unit: reader.optionalText('unit') };
    case 'transfer':
      return { ...common, first: reader.optionalText('prefer') };
    case 'wish-number':
      return { ...common, openly: reader.optionalFlag('openly') };
    case 'flag':
      return { ...common, fact: reader.optionalText('name'), verifiedBy: untold.nb };
    case 'number':
      return {
        ...common,
        fact: reader.optionalText('name'),
        verifiedBy: untold.nb,
        first: reader.optionalText('first'),
        range:
          reader.has('min') && reader.has('max')
            ? { min: reader.number('min'), max: reader.number('max') }
            : undefined,
      };
    default:
      return common;
  }
}
