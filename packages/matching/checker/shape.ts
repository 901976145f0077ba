/** Reads unknown JSON: a guard says whether a value has a shape and notes where it has not. */

/** Where a document has another shape than the format says; never the value itself. */
export type Fault = string;

export type Guard<T> = (value: unknown, at: string, faults: Fault[]) => value is T;
type Guarded<G> = G extends Guard<infer T> ? T : never;

function simple<T>(words: string, holds: (value: unknown) => boolean): Guard<T> {
  return (value, at, faults): value is T => {
    if (holds(value)) return true;
    faults.push(`${at === '' ? '/' : at}: not ${words}`);
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

export function oneOf<const T extends string>(...texts: readonly T[]): Guard<T> {
  return simple<T>(`one of ${texts.join(', ')}`, (value) => texts.some((known) => known === value));
}

export function either<A, B>(a: Guard<A>, b: Guard<B>): Guard<A | B> {
  return (value, at, faults): value is A | B => a(value, at, []) || b(value, at, faults);
}

export const orNull = <T>(guard: Guard<T>) =>
  either(
    simple<null>('null', (value) => value === null),
    guard,
  );
export const optional = <T>(guard: Guard<T>) =>
  either(
    simple<undefined>('absent', (value) => value === undefined),
    guard,
  );

export function list<T>(item: Guard<T>): Guard<readonly T[]> {
  return (value, at, faults): value is readonly T[] => {
    if (!Array.isArray(value)) return simple<never>('a list', () => false)(value, at, faults);
    return value.map((one, i) => item(one, `${at}/${i}`, faults)).every(Boolean);
  };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function record<T>(item: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value, at, faults): value is Readonly<Record<string, T>> => {
    if (!isObject(value)) return simple<never>('an object', () => false)(value, at, faults);
    return Object.entries(value)
      .map(([key, one]) => item(one, `${at}/${key}`, faults))
      .every(Boolean);
  };
}

/** An object with these fields and no other: an unknown field is a fault, so that nothing passes unread. */
export function object<F extends Record<string, Guard<unknown>>>(
  fields: F,
): Guard<{ readonly [K in keyof F]: Guarded<F[K]> }> {
  return (value, at, faults): value is { readonly [K in keyof F]: Guarded<F[K]> } => {
    if (!isObject(value)) return simple<never>('an object', () => false)(value, at, faults);
    for (const key of Object.keys(value))
      if (!Object.hasOwn(fields, key)) faults.push(`${at}: a field too many`);
    return Object.entries(fields)
      .map(([key, guard]) => guard(value[key], `${at}/${key}`, faults))
      .every(Boolean);
  };
}
