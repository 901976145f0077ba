import { type IsoDate, oere } from '@opptak/domain';
import { type ExportFile, type LineEnding, recordWriter } from './export-file.ts';
import type { FieldValues, FixedLayout } from './fixed-width.ts';
import type { InvoiceBasis } from './invoice-basis.ts';
import {
  type InvoiceLine,
  type InvoiceOfPayer,
  invoicesByPayer,
  lineText,
  type Payer,
} from './invoice-lines.ts';
import { lg04Layout } from './lg04-layout.ts';

/** What a site has chosen in its Agresso. */
export interface Lg04Site {
  readonly client: string;
  readonly batchPrefix: string;
  readonly voucherType: string;
  readonly responsible: string;
  readonly taxCode: string;
  readonly articles: { readonly fee: string; readonly food: string };
  /** Where the customer's national id or organisation number stands. */
  readonly customerField: 'tekst2' | 'tekst4';
  /** More constants by field name, for example dimensions. */
  readonly header: FieldValues;
  readonly item: FieldValues;
  readonly lineEnding: LineEnding;
  /** The site's own widths; the published ones are the default. */
  readonly layout?: FixedLayout;
}

/**
 * The invoice basis as an LG04 file of sales orders: a header per payer, then an item and a text line for each article.
 * Amounts are in øre, zero-padded to the field, minus first; the quantity is times 100.
 *
 * @param createdOn the day in the batch name and on the orders.
 * @throws RangeError for a missing payer, or an amount or number that does not fit.
 */
export function lg04File(
  basis: InvoiceBasis,
  payers: readonly Payer[],
  site: Lg04Site,
  createdOn: IsoDate,
): ExportFile {
  const layout = site.layout ?? lg04Layout;
  const writer = recordWriter();
  let total = 0;
  for (const invoice of invoicesByPayer(basis, payers)) {
    const common = commonFields(invoice, basis, site, createdOn);
    writer.write(layout, { ...common, ...headerFields(invoice, site, createdOn), ...site.header });
    for (const [index, line] of invoice.lines.entries()) {
      const position = { ...common, accept_flag: '0', line_no: index + 1 };
      writer.write(layout, { ...position, ...itemFields(line, site), ...site.item });
      writer.write(layout, { ...position, sequence_no: 1, short_info: lineText(line) });
      total += line.amountOere;
    }
  }
  const bytes = writer.bytes(site.lineEnding);
  return { bytes, records: writer.count, totalOere: oere(total), remarks: writer.remarks };
}

function commonFields(
  { lines }: InvoiceOfPayer,
  basis: InvoiceBasis,
  site: Lg04Site,
  createdOn: IsoDate,
): FieldValues {
  return {
    batch_id: `${site.batchPrefix}${createdOn.slice(2).replaceAll('-', '')}`,
    client: site.client,
    // An order is named after its first row: unique in the kommune, and the same when the file is made again.
    order_id: lines[0]?.row.number ?? 0,
    period: `00${basis.month.replace('-', '')}`,
    status: 'N',
    trans_type: '42',
    voucher_type: site.voucherType,
  };
}

function headerFields({ payer }: InvoiceOfPayer, site: Lg04Site, createdOn: IsoDate): FieldValues {
  const day = createdOn.replaceAll('-', '');
  return {
    accept_flag: '1',
    apar_name: payer.name,
    address: payer.addressLine,
    place: payer.place,
    zip_code: payer.postalCode,
    [site.customerField]: payer.customerNumber,
    confirm_date: day,
    obs_date: day,
    order_date: day,
    currency: 'NOK',
    order_type: 'FS',
    pay_method: 'IP',
    responsible: site.responsible,
  };
}

function itemFields(line: InvoiceLine, site: Lg04Site): FieldValues {
  return {
    amount: line.amountOere,
    amount_set: '1',
    art_descr: lineText(line),
    article: site.articles[line.article],
    tax_code: site.taxCode,
    value_1: 100,
  };
}
