/** Reads unknown JSON: a guard says whether a value has a shape, and notes every place where it has not. */

/** Where a document has another shape than the format says, and what was expected; never the value itself. */
export interface Fault {
  readonly at: string;
  readonly text: string;
}

/** Which place of the document is being read, and what was found so far. */
export interface Reading {
  readonly path: string[];
  readonly faults: Fault[];
}

export type Guard<T> = (value: unknown, reading: Reading) => value is T;
export type Shape<G> = G extends Guard<infer T> ? T : never;

export const newReading = (): Reading => ({ path: [], faults: [] });

function note({ path, faults }: Reading, text: string): false {
  faults.push({ at: path.map((key) => `/${key}`).join(''), text });
  return false;
}

function simple<T>(words: string, holds: (value: unknown) => boolean): Guard<T> {
  return (value, reading): value is T => holds(value) || note(reading, `not ${words}`);
}

export const text = simple<string>('a text', (value) => typeof value === 'string');
export const flag = simple<boolean>('true or false', (value) => typeof value === 'boolean');
export const whole = simple<number>('a whole number', Number.isSafeInteger);
export const count = simple<number>(
  'a number from 0',
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);
export const number = simple<number>('a number', (value) => typeof value === 'number');
const aList = simple<readonly unknown[]>('a list', Array.isArray);
const anObject = simple<Readonly<Record<string, unknown>>>('an object', isObject);

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same JSON, whatever the order of the fields. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((one, i) => isSame(one, b[i]));
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => isSame(a[key], b[key]));
}

export function oneOf<const T extends string>(...texts: readonly T[]): Guard<T> {
  return simple<T>(`one of ${texts.join(', ')}`, (value) => texts.some((known) => known === value));
}

export function either<A, B>(a: Guard<A>, b: Guard<B>): Guard<A | B> {
  return (value, reading): value is A | B => a(value, newReading()) || b(value, reading);
}

export function optional<T>(guard: Guard<T>): Guard<T | undefined> {
  return (value, reading): value is T | undefined => value === undefined || guard(value, reading);
}

export function orNull<T>(guard: Guard<T>): Guard<T | null> {
  return (value, reading): value is T | null => value === null || guard(value, reading);
}

export function list<T>(item: Guard<T>): Guard<readonly T[]> {
  return (value, reading): value is readonly T[] => {
    if (!aList(value, reading)) return false;
    let fits = true;
    for (const [i, one] of value.entries()) if (!partFits(String(i), one, item, reading)) fits = false;
    return fits;
  };
}

export function record<T>(item: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value, reading): value is Readonly<Record<string, T>> => {
    if (!anObject(value, reading)) return false;
    let fits = true;
    for (const key of Object.keys(value)) if (!partFits(key, value[key], item, reading)) fits = false;
    return fits;
  };
}

type Absent<F> = { [K in keyof F]: undefined extends Shape<F[K]> ? K : never }[keyof F];
type Fields<F> = { readonly [K in Exclude<keyof F, Absent<F>>]: Shape<F[K]> } & {
  readonly [K in Absent<F>]?: Shape<F[K]>;
};

/** An object with these fields and no other: an unknown field is a fault, so that nothing passes unread. */
export function object<F extends Record<string, Guard<unknown>>>(fields: F): Guard<Fields<F>> {
  const known = Object.entries(fields);
  return (value, reading): value is Fields<F> => {
    if (!anObject(value, reading)) return false;
    let fits =
      Object.keys(value).every((key) => Object.hasOwn(fields, key)) || note(reading, 'a field too many');
    for (const [key, guard] of known) if (!partFits(key, value[key], guard, reading)) fits = false;
    return fits;
  };
}

function partFits(key: string, part: unknown, guard: Guard<unknown>, reading: Reading): boolean {
  reading.path.push(key);
  const fits = guard(part, reading);
  reading.path.pop();
  return fits;
}
