/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const roundConstants = fractions(64, Math.cbrt, 3);
/** First 32 bits of the fractional parts of the square roots of the first 8 primes (FIPS 180-4, 5.3.3). */
export const initialState: Readonly<Int32Array> = fractions(8, Math.sqrt, 2);

const schedule = new Int32Array(64);

/** Folds the 16 words of `block` into `state` (FIPS 180-4, 6.2.2). Both are 32-bit words; `state` changes. */
export function compress(state: Int32Array, block: Int32Array): void {
  const w = schedule;
  const k = roundConstants;
  for (let t = 0; t < 16; t++) w[t] = block[t] ?? 0;
  for (let t = 16; t < 64; t++) {
    const x = w[t - 15] ?? 0;
    const y = w[t - 2] ?? 0;
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[t] = ((w[t - 16] ?? 0) + s0 + (w[t - 7] ?? 0) + s1) | 0;
  }
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (k[t] ?? 0) + (w[t] ?? 0)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
  state[5] = (state[5] ?? 0) + f;
  state[6] = (state[6] ?? 0) + g;
  state[7] = (state[7] ?? 0) + h;
}

/**
 * The constants are worked out instead of copied: ⌊prime^(1/power) × 2^32⌋ mod 2^32, corrected exactly with whole
 * numbers because a double can be one off.
 */
function fractions(count: number, root: (value: number) => number, power: number): Int32Array {
  const words = new Int32Array(count);
  let prime = 2;
  for (let index = 0; index < count; index++) {
    const target = BigInt(prime) << BigInt(32 * power);
    let scaled = BigInt(Math.floor(root(prime) * 2 ** 32));
    while (scaled ** BigInt(power) > target) scaled--;
    while ((scaled + 1n) ** BigInt(power) <= target) scaled++;
    words[index] = Number(BigInt.asIntN(32, scaled));
    do prime++;
    while (!isPrime(prime));
  }
  return words;
}

function isPrime(value: number): boolean {
  for (let divisor = 2; divisor * divisor <= value; divisor++) if (value % divisor === 0) return false;
  return true;
}
