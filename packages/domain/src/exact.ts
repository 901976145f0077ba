/**
 * An exact number, kept as a fraction in lowest terms. Law multiplies and divides, and only the final amount
 * is rounded: floating-point numbers and rounding on the way both give wrong kroner at the edges.
 */
export interface Exact {
  readonly top: bigint;
  /** Always positive. */
  readonly bottom: bigint;
}

/** @throws RangeError when `bottom` is zero. */
export function fraction(top: bigint, bottom: bigint): Exact {
  if (bottom === 0n) throw new RangeError('A fraction can not have zero below the line');
  const sign = bottom < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(top < 0n ? -top : top, bottom * sign) || 1n;
  return { top: (top * sign) / divisor, bottom: (bottom * sign) / divisor };
}

/** @throws RangeError when `whole` is not a safe whole number. */
export function exact(whole: number): Exact {
  if (!Number.isSafeInteger(whole)) throw new RangeError('Not a whole number');
  return { top: BigInt(whole), bottom: 1n };
}

/**
 * Reads a decimal number exactly as it is written in decimals: 22.5 becomes 45/2.
 *
 * @throws RangeError when it is not finite, or so large or small that it prints with an exponent.
 */
export function exactDecimal(value: number): Exact {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value));
  if (!match) throw new RangeError('Not a plain decimal number');
  const [, sign = '', whole = '0', decimals = ''] = match;
  const scaled = BigInt(whole + decimals);
  return fraction(sign === '-' ? -scaled : scaled, 10n ** BigInt(decimals.length));
}

export const plus = (a: Exact, b: Exact): Exact =>
  fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
export const minus = (a: Exact, b: Exact): Exact =>
  fraction(a.top * b.bottom - b.top * a.bottom, a.bottom * b.bottom);
export const times = (a: Exact, b: Exact): Exact => fraction(a.top * b.top, a.bottom * b.bottom);
/** @throws RangeError when `b` is zero. */
export const divided = (a: Exact, b: Exact): Exact => fraction(a.top * b.bottom, a.bottom * b.top);

/** Negative when `a` is smaller, positive when it is larger, zero when they are equal. */
export function compareExact(a: Exact, b: Exact): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const smallest = (a: Exact, b: Exact): Exact => (compareExact(b, a) < 0 ? b : a);
export const largest = (a: Exact, b: Exact): Exact => (compareExact(b, a) > 0 ? b : a);

/** The largest whole number that is not above the amount. */
export function roundedDown(amount: Exact): number {
  const quotient = amount.top / amount.bottom;
  return Number(amount.top < 0n && quotient * amount.bottom !== amount.top ? quotient - 1n : quotient);
}

/** For the record: "1200" or "9000/11", in lowest terms. */
export function exactText(amount: Exact): string {
  return amount.bottom === 1n ? `${amount.top}` : `${amount.top}/${amount.bottom}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
