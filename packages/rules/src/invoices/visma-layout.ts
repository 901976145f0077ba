import { type FixedField, type FixedLayout, fixedLayout } from './fixed-width.ts';

/*
 * Visma Enterprise Fakturering: records ST, FL, LT and SL in ISO-8859-1, as published in the source of Aktiv kommune
 * (PorticoEstate). Prices and amounts have two implied decimals and their sign in the last position.
 */

export interface VismaLayouts {
  /** "U" in the start record when invoice lines are extended. */
  readonly format: '' | 'U';
  readonly start: FixedLayout;
  readonly invoiceLine: FixedLayout;
  readonly textLine: FixedLayout;
  readonly end: FixedLayout;
}

const start = fixedLayout('Visma ST', 63, [
  { name: 'posttype', from: 1, to: 2, as: 'text' },
  { name: 'referanse', from: 3, to: 62, as: 'text' },
  { name: 'format', from: 63, to: 63, as: 'text' },
]);

const textLine = fixedLayout('Visma LT', 74, [
  { name: 'posttype', from: 1, to: 2, as: 'text' },
  { name: 'kundenr', from: 3, to: 13, as: 'digits' },
  { name: 'oppdrgnr', from: 14, to: 16, as: 'digits' },
  { name: 'varenr', from: 17, to: 20, as: 'digits' },
  { name: 'lopenr', from: 21, to: 22, as: 'digits' },
  { name: 'linjenr', from: 23, to: 24, as: 'digits' },
  { name: 'tekst', from: 25, to: 74, as: 'text' },
]);

const end = fixedLayout('Visma SL', 10, [
  { name: 'posttype', from: 1, to: 2, as: 'text' },
  { name: 'antpost', from: 3, to: 10, as: 'digits' },
]);

const standardLine = fixedLayout('Visma FL', 163, [
  { name: 'posttype', from: 1, to: 2, as: 'text' },
  { name: 'kundenr', from: 3, to: 13, as: 'digits' },
  { name: 'navn', from: 14, to: 43, as: 'text' },
  { name: 'adresse1', from: 44, to: 73, as: 'text' },
  { name: 'adresse2', from: 74, to: 103, as: 'text' },
  { name: 'postnr', from: 104, to: 107, as: 'text' },
  { name: 'betform', from: 108, to: 109, as: 'text' },
  { name: 'oppdrgnr', from: 110, to: 112, as: 'digits' },
  { name: 'varenr', from: 113, to: 116, as: 'digits' },
  { name: 'lopenr', from: 117, to: 118, as: 'digits' },
  { name: 'pris', from: 119, to: 127, as: 'signed-last' },
  { name: 'grunnlag', from: 128, to: 136, as: 'digits' },
  { name: 'belop', from: 137, to: 147, as: 'signed-last' },
  { name: 'saksnr', from: 148, to: 163, as: 'text' },
]);

const accounts = Array.from({ length: 10 }, (_, index): FixedField => {
  const from = 195 + index * 12;
  return { name: `KB${String(index + 1).padStart(2, '0')}`, from, to: from + 11, as: 'text' };
});

const extendedLine = fixedLayout('Visma FL extended', 397, [
  { name: 'posttype', from: 1, to: 2, as: 'text' },
  { name: 'kundenr', from: 3, to: 13, as: 'digits' },
  { name: 'navn', from: 14, to: 53, as: 'text' },
  { name: 'adresse1', from: 54, to: 93, as: 'text' },
  { name: 'adresse2', from: 94, to: 133, as: 'text' },
  { name: 'postnr', from: 134, to: 137, as: 'text' },
  { name: 'betform', from: 138, to: 139, as: 'text' },
  { name: 'oppdrgnr', from: 140, to: 142, as: 'digits' },
  { name: 'varenr', from: 143, to: 146, as: 'digits' },
  { name: 'lopenr', from: 147, to: 148, as: 'digits' },
  { name: 'pris', from: 149, to: 157, as: 'signed-last' },
  { name: 'grunnlag', from: 158, to: 166, as: 'digits' },
  { name: 'belop', from: 167, to: 177, as: 'signed-last' },
  { name: 'saksnr', from: 178, to: 193, as: 'text' },
  { name: 'intfakt', from: 194, to: 194, as: 'text' },
  ...accounts,
  { name: 'mvakode', from: 315, to: 317, as: 'text' },
  { name: 'profil', from: 318, to: 337, as: 'text' },
  { name: 'deresref', from: 338, to: 377, as: 'text' },
  { name: 'ordreref', from: 378, to: 397, as: 'text' },
]);

export const vismaStandard: VismaLayouts = { format: '', start, invoiceLine: standardLine, textLine, end };
export const vismaExtended: VismaLayouts = { format: 'U', start, invoiceLine: extendedLine, textLine, end };
