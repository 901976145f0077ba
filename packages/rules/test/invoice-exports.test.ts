import { isoDate, kroner, oere } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import {
  calendarMonth,
  type ExportFile,
  fixedLayout,
  type InvoiceBasis,
  invoiceBasis,
  type Lg04Site,
  latin1Bytes,
  lg04File,
  lg04Layout,
  type Payer,
  toLatin1,
  type VismaSite,
  vismaExtended,
  vismaFile,
  vismaStandard,
  writeRecord,
} from '../src/index.ts';

/** Synthetic identity number (month + 80). */
const payer: Payer = {
  payerId: 'p',
  customerNumber: '15832599945',
  name: 'Áilu Bávvál Ŋálli',
  addressLine: 'Čorrogeaidnu 1',
  postalCode: '9730',
  place: 'KARASJOK',
};

const september = calendarMonth('2026-09');
const charge = {
  childId: 'a',
  payerId: 'p',
  kindergarten: '981507320',
  placementId: 'pl',
  vedtakId: null,
  feeNok: kroner(666),
  foodNok: kroner(489),
};
const first = invoiceBasis({
  kommune: '4601',
  month: september,
  charges: [charge],
  corrections: [],
  firstNumber: 7,
});
const correction: InvoiceBasis = invoiceBasis({
  kommune: '4601',
  month: calendarMonth('2026-10'),
  charges: [],
  corrections: [{ month: september, issued: first.rows, right: null }],
  firstNumber: 8,
});

const linesOf = (file: ExportFile, ending: string) =>
  Array.from(file.bytes, (byte) => String.fromCharCode(byte))
    .join('')
    .split(ending)
    .slice(0, -1);
const cut = (line: string | undefined, from: number, to = from) => line?.slice(from - 1, to);

describe('Agresso LG04', () => {
  const site: Lg04Site = {
    client: 'BY',
    batchPrefix: 'OPP',
    voucherType: 'FK',
    responsible: 'BHG',
    taxCode: '0',
    articles: { fee: 'BHG', food: 'MAT' },
    customerField: 'tekst4',
    header: {},
    item: { dim_1: '724300' },
    lineEnding: '\r\n',
  };
  const lines = linesOf(lg04File(first, [payer], site, isoDate('2026-10-01')), '\r\n');

  test('has 93 fields in 1905 positions, in every record', () => {
    expect(lg04Layout.fields).toHaveLength(93);
    expect(lines.map((line) => line.length)).toEqual([1905, 1905, 1905, 1905, 1905]);
  });

  test('writes a header, then an item and a text line for fee and food', () => {
    const [header, fee, feeText, food] = lines;

    expect([cut(header, 1), cut(fee, 1), cut(feeText, 1)]).toEqual(['1', '0', '0']);
    expect(cut(header, 1792, 1803)).toBe('15832599945 ');
    expect([cut(header, 1526, 1534), cut(header, 1535, 1536), cut(header, 1537, 1538)]).toEqual([
      '000000007',
      'FS',
      'IP',
    ]);
    expect([cut(header, 1539, 1546), cut(header, 1741), cut(header, 1804, 1805)]).toEqual([
      '00202609',
      'N',
      '42',
    ]);
    expect(cut(header, 347, 358)).toBe('OPP261001   ');
    // 666 kr = 66 600 øre in 17 positions; quantity 1 × 100
    expect([cut(fee, 192, 208), cut(fee, 209), cut(fee, 1859, 1875)]).toEqual([
      '00000000000066600',
      '1',
      '00000000000000100',
    ]);
    expect(cut(fee, 862, 869)).toBe('724300  ');
    expect(cut(feeText, 1681, 1740)?.trimEnd()).toBe('Foreldrebetaling 2026-09');
    expect([cut(food, 192, 208), cut(food, 283, 297)?.trimEnd()]).toEqual(['00000000000048900', 'MAT']);
  });

  test('puts the minus of a credit first, and its total equals the basis', () => {
    const file = lg04File(correction, [payer], site, isoDate('2026-11-01'));

    expect(cut(linesOf(file, '\r\n')[1], 192, 208)).toBe('-0000000000066600');
    expect(file.totalOere).toBe(-115_500);
    expect(file.totalOere).toBe(correction.control.totalOere);
  });

  test('names every letter that ISO-8859-1 lacks', () => {
    const file = lg04File(first, [payer], site, isoDate('2026-10-01'));

    expect(file.remarks).toEqual([
      { line: 1, field: 'address', kind: 'replaced', detail: 'Č → C' },
      { line: 1, field: 'apar_name', kind: 'replaced', detail: 'Ŋ → N' },
    ]);
    expect(cut(lines[0], 218, 247)?.trimEnd()).toBe('Áilu Bávvál Nálli');
  });

  test('made again it is the same bytes; a payer that is not known is refused', () => {
    const again = lg04File(first, [payer], site, isoDate('2026-10-01'));

    expect(linesOf(again, '\r\n')).toEqual(lines);
    expect(() => lg04File(first, [], site, isoDate('2026-10-01'))).toThrow('/payers');
  });
});

describe('Visma Enterprise', () => {
  const site: VismaSite = {
    reference: 'Opptak 2026-09',
    paymentForm: 'BG',
    principal: '12',
    articles: { fee: '101', food: '102' },
    line: {},
    lineEnding: '\n',
  };

  test('standard: start, lines, texts and the count of records, start and end included', () => {
    const file = vismaFile(first, [payer], { ...site, layouts: vismaStandard });
    const lines = linesOf(file, '\n');

    expect(lines.map((line) => [line.slice(0, 2), line.length])).toEqual([
      ['ST', 63],
      ['FL', 163],
      ['LT', 74],
      ['FL', 163],
      ['LT', 74],
      ['SL', 10],
    ]);
    expect(lines.at(-1)).toBe('SL00000006');
    expect(cut(lines[1], 3, 13)).toBe('15832599945');
    expect([cut(lines[1], 110, 112), cut(lines[1], 113, 116), cut(lines[3], 117, 118)]).toEqual([
      '012',
      '0101',
      '02',
    ]);
    expect([cut(lines[1], 119, 127), cut(lines[1], 128, 136), cut(lines[1], 137, 147)]).toEqual([
      '00066600 ',
      '000000100',
      '0000066600 ',
    ]);
    expect(file.records).toBe(6);
  });

  test('extended: 397 positions, marked U', () => {
    const lines = linesOf(vismaFile(first, [payer], { ...site, line: { KB10: '3999', mvakode: '0' } }), '\n');

    expect(vismaExtended.invoiceLine.length).toBe(397);
    expect(cut(lines[0], 63)).toBe('U');
    expect([cut(lines[1], 303, 314), cut(lines[1], 315, 317)]).toEqual(['3999        ', '0  ']);
  });

  test('a site that reads quantities without decimals says so', () => {
    const [, line] = linesOf(
      vismaFile(first, [payer], { ...site, layouts: vismaStandard, quantityOfOne: 1 }),
      '\n',
    );

    expect(cut(line, 128, 136)).toBe('000000001');
  });

  test('a credit has its sign last', () => {
    const lines = linesOf(vismaFile(correction, [payer], { ...site, layouts: vismaStandard }), '\n');

    expect(cut(lines[1], 137, 147)).toBe('0000066600-');
    expect(cut(lines[2], 25, 74)?.trimEnd()).toBe('Kreditering: Foreldrebetaling 2026-09');
  });
});

describe('fixed-width records', () => {
  const layout = fixedLayout('test', 12, [
    { name: 'text', from: 1, to: 4, as: 'text' },
    { name: 'digits', from: 5, to: 7, as: 'digits' },
    { name: 'amount', from: 8, to: 12, as: 'signed-first' },
  ]);

  test.each([
    ['a number that is too long', { digits: 1000 }],
    ['a negative number that is too long', { amount: -10_000 }],
    ['a negative count', { digits: -1 }],
    ['an amount that is not whole', { amount: 1.5 }],
    ['a field that does not exist', { other: 1 }],
  ])('%s is refused: money is never cut off', (_, values) => {
    expect(() => writeRecord(layout, values, 1, [])).toThrow(RangeError);
  });

  test('the largest and smallest amounts fit', () => {
    expect(writeRecord(layout, { amount: 99_999, digits: 0 }, 1, [])).toBe('    00099999');
    expect(writeRecord(layout, { amount: oere(-9999) }, 1, [])).toBe('       -9999');
  });

  test('text that is too long is cut off and listed; a line break can not start a new record', () => {
    const remarks: Parameters<typeof writeRecord>[3] = [];

    expect(writeRecord(layout, { text: 'a\nbcdef' }, 3, remarks)).toBe('a bc        ');
    expect(remarks).toEqual([
      { line: 3, field: 'text', kind: 'replaced', detail: 'U+000A →  ' },
      { line: 3, field: 'text', kind: 'cut-off', detail: '7 > 4' },
    ]);
  });

  test.each([
    ['a gap', [{ name: 'a', from: 2, to: 3, as: 'text' as const }]],
    ['too short', [{ name: 'a', from: 1, to: 2, as: 'text' as const }]],
  ])('a layout with %s is refused', (_, fields) => {
    expect(() => fixedLayout('x', 3, fields)).toThrow(RangeError);
  });
});

describe('ISO-8859-1', () => {
  test('every Northern, Lule and South Sámi letter is kept or written with its base letter', () => {
    expect(toLatin1('ÁáČčĐđŊŋŠšŦŧŽž').text).toBe('ÁáCcDdNnSsTtZz');
    expect(toLatin1('ÅåÆæÄäŃńÑñÏïÖöØø').text).toBe('ÅåÆæÄäNnÑñÏïÖöØø');
    expect(toLatin1('Łódź – “x”').text).toBe('Lódz - "x"');
  });

  test('a letter and its loose accent become one character first', () => {
    expect(toLatin1('A\u0301').replaced).toEqual([]);
  });

  test('what has no likeness is lost, and said to be', () => {
    expect(toLatin1('李').replaced).toEqual([{ character: '李', by: '?', alike: false }]);
    expect(() => latin1Bytes('č')).toThrow(RangeError);
  });
});
