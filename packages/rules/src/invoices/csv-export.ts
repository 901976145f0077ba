import type { InvoiceBasis, InvoiceRow } from './invoice-basis.ts';
import type { RefundBasis, RefundRow } from './refund-basis.ts';

const invoiceColumns = [
  'number',
  'kind',
  'month',
  'kindergarten',
  'childId',
  'payerId',
  'placementId',
  'vedtakId',
  'feeOere',
  'foodOere',
  'amountOere',
  'credits',
] as const satisfies readonly (keyof InvoiceRow)[];

const refundColumns = [
  'number',
  'kindergarten',
  'childId',
  'unreducedOere',
  'feeOere',
  'refundOere',
] as const satisfies readonly (keyof RefundRow)[];

/** The invoice basis as CSV: UTF-8 with a byte order mark, semicolons, CRLF, amounts in øre. */
export function invoiceCsv(basis: InvoiceBasis): string {
  return csv(invoiceColumns, basis.rows);
}

/** The refund basis as CSV, in the same form. */
export function refundCsv(basis: RefundBasis): string {
  return csv(refundColumns, basis.rows);
}

function csv<K extends string>(
  columns: readonly K[],
  rows: readonly Readonly<Record<K, string | number | null>>[],
): string {
  const lines = [
    columns.join(';'),
    ...rows.map((row) => columns.map((name) => csvField(row[name])).join(';')),
  ];
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/**
 * One field. Numbers stay numbers. Text that a spreadsheet would run as a formula gets an apostrophe in front; quotes,
 * semicolons and line breaks are quoted.
 */
export function csvField(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[\s\p{Cc}]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
  return /[";\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
