import { type IsoDate, isIsoDate } from '@opptak/domain';

/** Anything with named fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Counts what we meet and do not know, by place in the document. */
export interface UnknownCounter {
  count(place: string): void;
  readonly counts: Readonly<Record<string, number>>;
}

export function unknownCounter(): UnknownCounter {
  // Without a prototype: a field may be called "constructor".
  const counts: Record<string, number> = Object.create(null);
  return {
    counts,
    count(place) {
      counts[place] = (counts[place] ?? 0) + 1;
    },
  };
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field's name, when it looks like one; a stranger's text, or a number, is not carried on. */
export const fieldName = (key: string): string =>
  /^(?!.*\d{4})[A-Za-zÆØÅæøå][A-Za-zÆØÅæøå0-9_-]{0,59}$/.test(key) ? key : '(odd name)';

const metadata = new Set([
  'ajourholdstidspunkt',
  'erGjeldende',
  'kilde',
  'aarsak',
  'gyldighetstidspunkt',
  'opphoerstidspunkt',
]);

/**
 * The elements of a property that hold now. Usually a list; a property that occurs once (doedsfall) comes as a bare
 * element. An element counts as current unless it says that it is not.
 *
 * @param known The fields we know; others are counted.
 */
export function currentElements(
  document: Fields,
  property: string,
  known: ReadonlySet<string>,
  unknown: UnknownCounter,
): readonly Fields[] {
  const value = document[property];
  if (value === undefined || value === null) return [];
  const current: Fields[] = [];
  for (const element of Array.isArray(value) ? value : [value]) {
    if (!isFields(element)) {
      unknown.count(`${property} (no element)`);
    } else if (element.erGjeldende !== false) {
      for (const key of Object.keys(element)) {
        if (!known.has(key) && !metadata.has(key)) unknown.count(`${property}.${fieldName(key)}`);
      }
      current.push(element);
    }
  }
  return current;
}

/** Of several current elements, the one that has held since latest. Times are compared as instants. */
export function latest(
  elements: readonly Fields[],
  property: string,
  unknown: UnknownCounter,
): Fields | undefined {
  if (elements.length > 1) unknown.count(`${property} (several current)`);
  return elements.toSorted((a, b) => since(b) - since(a))[0];
}

function since(element: Fields): number {
  const at = Date.parse(textOf(element, 'gyldighetstidspunkt') ?? '');
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at;
}

/** @returns null unless there is a text with something in it. */
export function textOf(fields: Fields | undefined, key: string): string | null {
  const value = fields?.[key];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** Whole numbers come as numbers or as text. */
export function numberOf(fields: Fields | undefined, key: string): number | null {
  const value = fields?.[key];
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null;
}

export function fieldsOf(fields: Fields | undefined, key: string): Fields | undefined {
  const value = fields?.[key];
  return isFields(value) ? value : undefined;
}

/** @returns null unless the field names a day that exists. */
export function dateFrom(fields: Fields | undefined, key: string): IsoDate | null {
  const text = textOf(fields, key);
  return text !== null && isIsoDate(text) ? text : null;
}
