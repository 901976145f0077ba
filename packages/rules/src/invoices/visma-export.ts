import { oere } from '@opptak/domain';
import { type ExportFile, type LineEnding, recordWriter } from './export-file.ts';
import type { FieldValues } from './fixed-width.ts';
import type { InvoiceBasis } from './invoice-basis.ts';
import { invoicesByPayer, lineText, type Payer } from './invoice-lines.ts';
import { type VismaLayouts, vismaExtended } from './visma-layout.ts';

/** What a site has chosen in its Visma Enterprise Fakturering. */
export interface VismaSite {
  /** Names the file in its first record. */
  readonly reference: string;
  readonly paymentForm: 'BG' | 'PG';
  /** Oppdragsgiver: one number per department. */
  readonly principal: string;
  readonly articles: { readonly fee: string; readonly food: string };
  /** More constants by field name in every invoice line, for example KB01 or mvakode. */
  readonly line: FieldValues;
  readonly lineEnding: LineEnding;
  /**
   * How the site reads a quantity of one. The format says two implied decimals (100, the default); one known sender
   * writes 1. Ask the receiver.
   */
  readonly quantityOfOne?: 100 | 1;
  readonly layouts?: VismaLayouts;
}

/**
 * The invoice basis as a Visma Enterprise file: start, an invoice line and a text line per article, end with the number
 * of records. The quantity is always one; a credit has its minus last in price and amount.
 *
 * @throws RangeError for a missing payer, more than 99 lines to one payer, or an amount that does not fit.
 */
export function vismaFile(basis: InvoiceBasis, payers: readonly Payer[], site: VismaSite): ExportFile {
  const layouts = site.layouts ?? vismaExtended;
  const writer = recordWriter();
  let total = 0;
  writer.write(layouts.start, { posttype: 'ST', referanse: site.reference, format: layouts.format });
  for (const { payer, lines } of invoicesByPayer(basis, payers)) {
    for (const [index, line] of lines.entries()) {
      const position = {
        kundenr: payer.customerNumber,
        oppdrgnr: site.principal,
        varenr: site.articles[line.article],
        lopenr: index + 1,
      };
      writer.write(layouts.invoiceLine, {
        posttype: 'FL',
        ...position,
        navn: payer.name,
        adresse1: payer.addressLine,
        adresse2: payer.place,
        postnr: payer.postalCode,
        betform: site.paymentForm,
        pris: line.amountOere,
        grunnlag: site.quantityOfOne ?? 100,
        belop: line.amountOere,
        saksnr: String(line.row.number),
        ...site.line,
      });
      writer.write(layouts.textLine, { posttype: 'LT', ...position, linjenr: 1, tekst: lineText(line) });
      total += line.amountOere;
    }
  }
  writer.write(layouts.end, { posttype: 'SL', antpost: writer.count + 1 });
  const bytes = writer.bytes(site.lineEnding);
  return { bytes, records: writer.count, totalOere: oere(total), remarks: writer.remarks };
}
