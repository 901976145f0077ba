import { type Fault, type IsoDate, isIsoDate } from '@opptak/domain';

type Fields = Readonly<Record<string, unknown>>;

/** Reads one JSON object field by field and collects every fault, so that the author sees all of them at once. */
export interface FieldReader {
  readonly at: string;
  text(name: string): string;
  optionalText(name: string): string | undefined;
  date(name: string): IsoDate;
  optionalDate(name: string): IsoDate | undefined;
  /** Says whether the field is there at all. */
  has(name: string): boolean;
  number(name: string): number;
  optionalNumbers(name: string): readonly number[] | undefined;
  /** One number reads as a list of one. */
  optionalNumberOrNumbers(name: string): readonly number[] | undefined;
  optionalFlag(name: string): boolean | undefined;
  texts(name: string): readonly string[];
  /** The objects of a list; something else than an object is a fault and is left out. */
  objects(name: string): readonly FieldReader[];
  optionalObject(name: string): FieldReader | undefined;
  /** Names of the fields that are there. */
  names(): readonly string[];
  /** Complains about every field that is not among `known`: a misspelt field would otherwise silently do nothing. */
  only(...known: readonly string[]): void;
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
// Replaces what is unreadable: the fault is recorded, so nobody ever sees the document it stands in.
const noDate = '9999-12-31' as IsoDate;

/** @param faults gets one entry for everything that is wrong, with its place and never its value. */
export function readFields(value: unknown, at: string, faults: Fault[]): FieldReader {
  const fields: Fields = isObject(value) ? value : {};
  const fault = (where: string, message: string) => void faults.push({ at: where, message });
  if (!isObject(value)) fault(at, 'must be an object');

  function optional<T>(name: string, fits: (value: unknown) => value is T, what: string): T | undefined {
    const field = fields[name];
    if (field === undefined) return undefined;
    if (fits(field)) return field;
    fault(`${at}/${name}`, `must be ${what}`);
    return undefined;
  }
  function required<T>(name: string, found: T | undefined, instead: T): T {
    if (found === undefined && fields[name] === undefined && isObject(value))
      fault(`${at}/${name}`, 'is missing');
    return found ?? instead;
  }
  const list = (name: string): readonly unknown[] =>
    required(
      name,
      optional(name, (found): found is unknown[] => Array.isArray(found), 'a list'),
      [],
    );

  const optionalText = (name: string) => optional(name, isText, 'text');
  const optionalDate = (name: string) =>
    optional(name, (found): found is IsoDate => isText(found) && isIsoDate(found), 'a date (YYYY-MM-DD)');
  const optionalNumbers = (name: string) =>
    optional(
      name,
      (found): found is number[] => Array.isArray(found) && found.every(isNumber),
      'a list of numbers',
    );
  return {
    at,
    optionalText,
    optionalDate,
    text: (name) => required(name, optionalText(name), ''),
    date: (name) => required(name, optionalDate(name), noDate),
    has: (name) => fields[name] !== undefined,
    number: (name) => required(name, optional(name, isNumber, 'a number'), 0),
    optionalNumbers,
    optionalNumberOrNumbers: (name) => {
      const single = fields[name];
      return isNumber(single) ? [single] : optionalNumbers(name);
    },
    optionalFlag: (name) => optional(name, isFlag, 'true or false'),
    texts: (name) =>
      list(name).filter((entry, index): entry is string => {
        if (!isText(entry)) fault(`${at}/${name}/${index}`, 'must be text');
        return isText(entry);
      }),
    objects: (name) => list(name).map((entry, index) => readFields(entry, `${at}/${name}/${index}`, faults)),
    optionalObject: (name) =>
      fields[name] === undefined ? undefined : readFields(fields[name], `${at}/${name}`, faults),
    names: () => Object.keys(fields),
    only: (...known) => {
      for (const name of Object.keys(fields)) {
        if (!known.includes(name)) fault(at, 'has a field that is not part of the format');
      }
    },
  };
}
