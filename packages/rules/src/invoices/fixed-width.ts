import { toLatin1 } from './latin1.ts';

/** A field of a fixed-width record. Positions count from 1, both ends included, as in the receivers' own descriptions. */
export interface FixedField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** `text`: left, spaces. `digits`: right, zeros. `signed-first`: zeros with the minus first. `signed-last`: sign in the last position. */
  readonly as: 'text' | 'digits' | 'signed-first' | 'signed-last';
}

export interface FixedLayout {
  readonly name: string;
  readonly length: number;
  readonly fields: readonly FixedField[];
}

/** Something in the file that is not exactly as it was handed in. Listed with the file, and never silent. */
export interface ExportRemark {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly field: string;
  readonly kind: 'cut-off' | 'replaced' | 'lost';
  /** For replaced and lost characters: "č → c". */
  readonly detail: string;
}

/**
 * Takes in a layout. Layouts are data, because sites configure their own widths.
 *
 * @throws RangeError when fields overlap, leave gaps, repeat a name or do not fill the record.
 */
export function fixedLayout(name: string, length: number, fields: readonly FixedField[]): FixedLayout {
  let next = 1;
  for (const field of fields) {
    if (field.from !== next || field.to < field.from)
      throw new RangeError(`${name}: ${field.name} starts wrong`);
    next = field.to + 1;
  }
  if (next !== length + 1) throw new RangeError(`${name}: the fields do not fill ${length} positions`);
  if (new Set(fields.map((field) => field.name)).size < fields.length) {
    throw new RangeError(`${name}: two fields have the same name`);
  }
  return { name, length, fields };
}

export type FieldValues = Readonly<Record<string, string | number>>;

/**
 * Writes one record. Text that is too long is cut off, and characters that ISO-8859-1 lacks are replaced: both are added
 * to `remarks`.
 *
 * @throws RangeError for a number that does not fit or is not whole, and for a value without a field: money is never cut.
 */
export function writeRecord(
  layout: FixedLayout,
  values: FieldValues,
  line: number,
  remarks: ExportRemark[],
): string {
  const unknown = Object.keys(values).find((name) => layout.fields.every((field) => field.name !== name));
  if (unknown !== undefined) throw new RangeError(`${layout.name}: no field ${unknown}`);
  return layout.fields.map((field) => writeField(field, values[field.name] ?? '', line, remarks)).join('');
}

function writeField(
  field: FixedField,
  value: string | number,
  line: number,
  remarks: ExportRemark[],
): string {
  const width = field.to - field.from + 1;
  if (field.as === 'text') return writeText(field.name, String(value), width, line, remarks);
  if (value === '') return ' '.repeat(width);
  return writeNumber(field, value, width);
}

function writeText(
  field: string,
  value: string,
  width: number,
  line: number,
  remarks: ExportRemark[],
): string {
  const { text, replaced } = toLatin1(value);
  for (const { character, by, alike } of replaced) {
    remarks.push({ line, field, kind: alike ? 'replaced' : 'lost', detail: `${visible(character)} → ${by}` });
  }
  if (text.length > width)
    remarks.push({ line, field, kind: 'cut-off', detail: `${text.length} > ${width}` });
  return text.slice(0, width).padEnd(width);
}

function writeNumber({ name, as }: FixedField, value: string | number, width: number): string {
  const number = Number(value);
  if (!/^-?\d+$/.test(String(value))) throw new RangeError(`${name}: not a whole number`);
  if (as === 'digits' && number < 0) throw new RangeError(`${name}: must not be negative`);
  const digits = String(value).replace('-', '');
  const room = as === 'digits' ? width : as === 'signed-last' || number < 0 ? width - 1 : width;
  if (digits.length > room) throw new RangeError(`${name}: does not fit in ${width} positions`);
  const padded = digits.padStart(room, '0');
  if (as === 'signed-last') return `${padded}${number < 0 ? '-' : ' '}`;
  return as === 'signed-first' && number < 0 ? `-${padded}` : padded;
}

/** Control and combining characters by code point, so that a remark can be read. */
function visible(character: string): string {
  if (!/[\p{C}\p{M}\p{Z}]/u.test(character)) return character;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
