import type { IsoDate } from '@opptak/domain';
import type { LegalSource } from './legal-source.ts';

/** One value that law gives a parameter, from a day on. */
export interface DatedValue<T> {
  /** First day the value applies to (virkningstidspunkt). */
  readonly validFrom: IsoDate;
  /** The day from which the value counts as known (vedtatt). Later than `validFrom` when a change works backwards. */
  readonly adoptedOn: IsoDate;
  readonly value: T;
  readonly source: LegalSource;
  /** Who published the number, where it was read. */
  readonly evidence?: string;
  /** False when no page with the number could be opened: two people check it before a vedtak depends on it. */
  readonly confirmed?: boolean;
}

export interface DatedParameter<T> {
  readonly name: string;
  readonly values: readonly DatedValue<T>[];
}

/**
 * Defines a parameter set by law. Values are listed by first day, and for the same day by adoption: a later
 * adopted value replaces an earlier one without touching it, so old vedtak can still be repeated.
 *
 * @throws RangeError when two values are out of order, or agree in both dates.
 */
export function datedParameter<T>(name: string, values: readonly DatedValue<T>[]): DatedParameter<T> {
  for (const [index, current] of values.entries()) {
    const previous = values[index - 1];
    if (previous && order(previous) >= order(current)) {
      throw new RangeError(`${name}: ${current.validFrom} must come after ${previous.validFrom}`);
    }
  }
  return { name, values };
}

/**
 * The value that applies on `date`, seen from `knownOn`.
 *
 * Pass the day of the vedtak as `knownOn` to repeat an old vedtak exactly: values adopted later are ignored.
 *
 * @returns null when the parameter has no value that early, or none that was known.
 */
export function findValueOn<T>(
  parameter: DatedParameter<T>,
  date: IsoDate,
  knownOn: IsoDate,
): DatedValue<T> | null {
  return parameter.values.findLast((v) => v.validFrom <= date && v.adoptedOn <= knownOn) ?? null;
}

/**
 * As `findValueOn`, for parameters that must have a value.
 *
 * @throws RangeError when there is none.
 */
export function valueOn<T>(parameter: DatedParameter<T>, date: IsoDate, knownOn: IsoDate): DatedValue<T> {
  const value = findValueOn(parameter, date, knownOn);
  if (!value) throw new RangeError(`${parameter.name}: no value for ${date} known on ${knownOn}`);
  return value;
}

const order = (value: DatedValue<unknown>): string => `${value.validFrom}|${value.adoptedOn}`;
