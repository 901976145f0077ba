import { csvField } from '@opptak/rules';

/** A file that a spreadsheet opens with its letters intact: UTF-8 with a byte order mark, semicolons, CRLF. */
export function csvFile<K extends string>(
  columns: readonly K[],
  rows: readonly Readonly<Record<K, string | number | null>>[],
): string {
  const lines = [
    columns.join(';'),
    ...rows.map((row) => columns.map((name) => csvField(row[name])).join(';')),
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}
