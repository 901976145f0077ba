/** GSM 03.38 default alphabet: one septet each. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension table: an escape and the character, two septets that may not be parted. */
const extension = new Set('\f^{}\\[~]|€');

export interface SmsLength {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets in GSM-7, 16-bit units in UCS-2. */
  readonly units: number;
  readonly segments: number;
}

const limits = {
  'GSM-7': { single: 160, part: 153 },
  'UCS-2': { single: 70, part: 67 },
} as const;

/**
 * How a text travels as SMS, and in how many parts it is billed and may be split. One character outside the GSM
 * alphabet – á, č, đ, ŋ, š, ŧ, ž, a dash or curly quotes – turns the whole text into UCS-2. Neither an escaped
 * character nor a surrogate pair is cut in two, so a part can be one unit short.
 */
export function smsLength(text: string): SmsLength {
  const characters = [...text];
  const encoding = characters.every((c) => basic.has(c) || extension.has(c)) ? 'GSM-7' : 'UCS-2';
  const widths = characters.map((c) => (encoding === 'UCS-2' ? c.length : extension.has(c) ? 2 : 1));
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { single, part } = limits[encoding];
  return { encoding, units, segments: units <= single ? 1 : parts(widths, part) };
}

function parts(widths: readonly number[], size: number): number {
  let count = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > size) {
      count += 1;
      used = 0;
    }
    used += width;
  }
  return count;
}
