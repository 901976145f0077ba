import type { Oere } from '@opptak/domain';
import type { InvoiceBasis, InvoiceRow } from './invoice-basis.ts';

/** Who pays, as the economy system knows them. The address stays empty for a protected one: the register of customers has it. */
export interface Payer {
  readonly payerId: string;
  /** The customer's number in the economy system: national id or organisation number, by site. */
  readonly customerNumber: string;
  readonly name: string;
  readonly addressLine: string;
  readonly postalCode: string;
  readonly place: string;
}

/** One line on an invoice: fee and food of a row are two articles. */
export interface InvoiceLine {
  readonly row: InvoiceRow;
  readonly article: 'fee' | 'food';
  readonly amountOere: Oere;
}

/** One invoice: all lines of one payer. */
export interface InvoiceOfPayer {
  readonly payer: Payer;
  readonly lines: readonly InvoiceLine[];
}

/**
 * Gathers the rows of a basis into one invoice per payer, in row order, with a line for fee and one for food. Lines of
 * nothing (a free place, the free month) are left out, and so are payers without lines.
 *
 * @throws RangeError when a row's payer is not among `payers`.
 */
export function invoicesByPayer(basis: InvoiceBasis, payers: readonly Payer[]): readonly InvoiceOfPayer[] {
  const known = new Map(payers.map((payer) => [payer.payerId, payer]));
  const groups = Map.groupBy(basis.rows.flatMap(linesOf), ({ row }) => row.payerId);
  return [...groups].map(([payerId, lines]) => {
    const payer = known.get(payerId);
    if (!payer) throw new RangeError(`/payers: none for row ${lines[0]?.row.number}`);
    return { payer, lines };
  });
}

function linesOf(row: InvoiceRow): readonly InvoiceLine[] {
  const lines: InvoiceLine[] = [
    { row, article: 'fee', amountOere: row.feeOere },
    { row, article: 'food', amountOere: row.foodOere },
  ];
  return lines.filter(({ amountOere }) => amountOere !== 0);
}

/** "Foreldrebetaling 2026-09", "Kreditering: Mat 2026-09". No child's name: invoices are read in many systems. */
export function lineText({ row, article }: InvoiceLine): string {
  const what = article === 'fee' ? 'Foreldrebetaling' : 'Mat';
  return `${row.kind === 'credit' ? 'Kreditering: ' : ''}${what} ${row.month}`;
}
