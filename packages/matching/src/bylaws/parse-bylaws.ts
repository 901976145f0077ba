import { AppError, type Fault } from '@opptak/domain';
import type {
  BylawCriterion,
  BylawSet,
  BylawsDocument,
  BylawTier,
  BylawVersion,
  ProfileDecision,
  WordsIn,
} from './bylaws-document.ts';
import { type FieldReader, readFields } from './field-reader.ts';
import { isLanguage, type Language } from './language.ts';

const criterionFields = [
  ...['key', 'paragraph', 'text', 'points', 'unit', 'bands', 'areas', 'profile'],
  ...['first', 'fact', 'verifiedBy', 'range', 'openly'],
];

/**
 * Reads a file of bylaws. It judges the form only; whether the rules are lawful and sensible is `lintBylaws`.
 *
 * @throws AppError invalid `bad-bylaws`, with one fault per mistake; a fault names the field and never its value.
 */
export function parseBylaws(json: unknown): BylawsDocument {
  const faults: Fault[] = [];
  const reader = readFields(json, '', faults);
  reader.only('format', 'example', 'roundOn', 'sets');
  if (reader.text('format') !== 'opptak-bylaws/1')
    faults.push({ at: '/format', message: 'must be opptak-bylaws/1' });
  const document: BylawsDocument = {
    format: 'opptak-bylaws/1',
    example: reader.optionalFlag('example') ?? false,
    roundOn: reader.optionalDate('roundOn'),
    sets: reader.objects('sets').map((set) => readSet(set, faults)),
  };
  document.sets.forEach(({ id }, index) => {
    if (document.sets.slice(0, index).some((earlier) => earlier.id === id)) {
      faults.push({ at: `/sets/${index}/id`, message: 'is used by another set' });
    }
  });
  if (faults.length > 0)
    throw new AppError('invalid', 'bad-bylaws', 'The bylaws can not be read', { faults });
  return document;
}

function readSet(reader: FieldReader, faults: Fault[]): BylawSet {
  reader.only('id', 'name', 'kommune', 'kindergarten', 'versions');
  const kommune = reader.text('kommune');
  if (!/^\d{4}$/.test(kommune)) faults.push({ at: `${reader.at}/kommune`, message: 'must be four digits' });
  return {
    id: reader.text('id'),
    name: reader.text('name'),
    kommune,
    kindergarten: reader.optionalText('kindergarten'),
    versions: reader.objects('versions').map((version) => readVersion(version, faults)),
  };
}

function readVersion(reader: FieldReader, faults: Fault[]): BylawVersion {
  reader.only('id', 'adoptedOn', 'validFrom', 'validUntil', 'languages', 'catchment', 'profile', 'tiers');
  return {
    id: reader.text('id'),
    adoptedOn: reader.date('adoptedOn'),
    validFrom: reader.date('validFrom'),
    validUntil: reader.optionalDate('validUntil'),
    languages: readLanguages(reader, faults),
    catchment: readWords(reader, 'catchment', faults),
    profile: readProfile(reader.optionalObject('profile'), faults),
    tiers: reader.objects('tiers').map((tier) => readTier(tier, faults)),
  };
}

function readTier(reader: FieldReader, faults: Fault[]): BylawTier {
  reader.only('criteria');
  return { criteria: reader.objects('criteria').map((criterion) => readCriterion(criterion, faults)) };
}

function readCriterion(reader: FieldReader, faults: Fault[]): BylawCriterion {
  reader.only(...criterionFields);
  return {
    key: reader.text('key'),
    paragraph: reader.optionalText('paragraph') ?? '',
    text: readWords(reader, 'text', faults) ?? {},
    points: reader.optionalNumberOrNumbers('points'),
    unit: reader.optionalText('unit'),
    bands: reader.optionalNumbers('bands'),
    areas: reader.has('areas') ? reader.texts('areas') : undefined,
    profile: reader.optionalText('profile'),
    first: reader.optionalText('first'),
    fact: reader.optionalText('fact'),
    verifiedBy: reader.optionalText('verifiedBy'),
    range: readRange(reader.optionalObject('range')),
    openly: reader.optionalFlag('openly'),
  };
}

function readRange(reader: FieldReader | undefined): BylawCriterion['range'] {
  if (reader === undefined) return undefined;
  reader.only('min', 'max');
  return { min: reader.number('min'), max: reader.number('max') };
}

function readProfile(reader: FieldReader | undefined, faults: Fault[]): ProfileDecision | undefined {
  if (reader === undefined) return undefined;
  reader.only('profile', 'decidedOn', 'paragraph', 'name');
  return {
    profile: reader.text('profile'),
    decidedOn: reader.date('decidedOn'),
    paragraph: reader.text('paragraph'),
    name: readWords(reader, 'name', faults) ?? {},
  };
}

function readLanguages(reader: FieldReader, faults: Fault[]): readonly Language[] {
  const names = reader.texts('languages');
  if (names.some((name) => !isLanguage(name))) {
    faults.push({ at: `${reader.at}/languages`, message: 'must be among nb, nn, en and se' });
  }
  return names.filter(isLanguage);
}

function readWords(reader: FieldReader, name: string, faults: Fault[]): WordsIn | undefined {
  const words = reader.optionalObject(name);
  if (words === undefined) return undefined;
  const found: Partial<Record<Language, string>> = {};
  for (const language of words.names()) {
    if (isLanguage(language)) found[language] = words.text(language);
    else faults.push({ at: words.at, message: 'has a language that is not among nb, nn, en and se' });
  }
  return found;
}
