/** Reads unknown JSON: a guard says whether a value has a shape and notes where it has not. */

/** Where a document has another shape than the format says, and what was expected; never the value itself. */
export interface Fault {
  at: string;
  readonly text: string;
}

export type Guard<T> = (value: unknown, faults: Fault[]) => value is T;
type Guarded<G> = G extends Guard<infer T> ? T : never;

function simple<T>(words: string, holds: (value: unknown) => boolean): Guard<T> {
  return (value, faults): value is T => {
    if (holds(value)) return true;
    faults.push({ at: '', text: `not ${words}` });
    return false;
  };
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

export function oneOf<const T extends string>(...texts: readonly T[]): Guard<T> {
  return simple<T>(`one of ${texts.join(', ')}`, (value) => texts.some((known) => known === value));
}

export function either<A, B>(a: Guard<A>, b: Guard<B>): Guard<A | B> {
  return (value, faults): value is A | B => a(value, []) || b(value, faults);
}

export function optional<T>(guard: Guard<T>): Guard<T | undefined> {
  return (value, faults): value is T | undefined => value === undefined || guard(value, faults);
}

export function orNull<T>(guard: Guard<T>): Guard<T | null> {
  return (value, faults): value is T | null => value === null || guard(value, faults);
}

export function list<T>(item: Guard<T>): Guard<readonly T[]> {
  return (value, faults): value is readonly T[] => {
    if (!aList(value, faults)) return false;
    const before = faults.length;
    value.forEach((one, i) => {
      within(String(i), faults, (inner) => item(one, inner));
    });
    return faults.length === before;
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record<T>(item: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value, faults): value is Readonly<Record<string, T>> => {
    if (!anObject(value, faults)) return false;
    const before = faults.length;
    for (const key of Object.keys(value)) within(key, faults, (inner) => item(value[key], inner));
    return faults.length === before;
  };
}

/** An object with these fields and no other: an unknown field is a fault, so that nothing passes unread. */
export function object<F extends Record<string, Guard<unknown>>>(
  fields: F,
): Guard<{ readonly [K in keyof F]: Guarded<F[K]> }> {
  const known = Object.entries(fields);
  return (value, faults): value is { readonly [K in keyof F]: Guarded<F[K]> } => {
    if (!anObject(value, faults)) return false;
    const before = faults.length;
    for (const [key, guard] of known) within(key, faults, (inner) => guard(value[key], inner));
    for (const key in value)
      if (!Object.hasOwn(fields, key)) faults.push({ at: '', text: 'a field too many' });
    return faults.length === before;
  };
}

/** Notes the place of the faults found inside; nothing is written where there are none. */
function within(key: string, faults: Fault[], guard: (faults: Fault[]) => boolean): void {
  const before = faults.length;
  if (guard(faults)) return;
  for (const fault of faults.slice(before)) fault.at = `/${key}${fault.at}`;
}
