import type { Fault } from '@opptak/domain';

/** Answers what is wrong with a value; undefined when nothing is. Pointers are relative to the value. */
export type Shape = (value: unknown) => readonly Fault[] | undefined;

const wrong = (message: string): readonly Fault[] => [{ at: '', message }];

/** Fault lists are only built on the way up from a fault: a sound document of any size allocates nothing. */
const under = (key: string | number, faults: readonly Fault[]): Fault[] =>
  faults.map(({ at, message }) => ({ at: `/${escaped(String(key))}${at}`, message }));

const escaped = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

export const text: Shape = (value) => (typeof value === 'string' ? undefined : wrong('must be a text'));

export const name: Shape = (value) =>
  typeof value === 'string' && value !== '' ? undefined : wrong('must be a text that is not empty');

export const yesNo: Shape = (value) =>
  typeof value === 'boolean' ? undefined : wrong('must be true or false');

export const anything: Shape = () => undefined;

export function whole(least: number, most: number = Number.MAX_SAFE_INTEGER): Shape {
  return (value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most
      ? undefined
      : wrong(
          most === Number.MAX_SAFE_INTEGER
            ? `must be a whole number, at least ${least}`
            : `must be a whole number from ${least} to ${most}`,
        );
}

export function oneOf(...values: readonly string[]): Shape {
  const known: ReadonlySet<unknown> = new Set(values);
  return (value) => (known.has(value) ? undefined : wrong(`must be one of ${values.join(', ')}`));
}

/** A text or number with a rule of its own. */
export function texts(accepts: (value: string) => boolean, message: string): Shape {
  return (value) => (typeof value === 'string' && accepts(value) ? undefined : wrong(message));
}

/** The first shape that `picks` chooses from the value itself. */
export function either(picks: (value: unknown) => Shape): Shape {
  return (value) => picks(value)(value);
}

export function listOf(shape: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return wrong('must be a list');
    let faults: Fault[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const found = shape(value[index]);
      if (found) faults = [...(faults ?? []), ...under(index, found)];
    }
    return faults;
  };
}

export function recordOf(shape: Shape): Shape {
  return (value) => {
    if (!isRecord(value)) return wrong('must be an object');
    let faults: Fault[] | undefined;
    for (const key in value) {
      const found = shape(value[key]);
      if (found) faults = [...(faults ?? []), ...under(key, found)];
    }
    return faults;
  };
}

/**
 * An object with these fields; a name that ends in `?` may be absent. Other fields are refused, because a misspelt
 * one would be a right that silently does not count; unless `open`.
 */
export function object(fields: Readonly<Record<string, Shape>>, options: { open?: boolean } = {}): Shape {
  const shapes = new Map(Object.entries(fields).map(([key, shape]) => [key.replace('?', ''), shape]));
  const required = Object.keys(fields).filter((key) => !key.endsWith('?'));
  return (value) => {
    if (!isRecord(value)) return wrong('must be an object');
    let faults: Fault[] | undefined;
    for (const key in value) {
      const shape = shapes.get(key);
      const found = shape ? shape(value[key]) : options.open ? undefined : wrong('is not a known field');
      if (found) faults = [...(faults ?? []), ...under(key, found)];
    }
    for (const key of required) {
      if (!Object.hasOwn(value, key)) faults = [...(faults ?? []), { at: `/${key}`, message: 'is missing' }];
    }
    return faults;
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
