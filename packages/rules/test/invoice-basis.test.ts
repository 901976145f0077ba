import { isoDate, kroner, oereOf } from '@opptak/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  calendarMonth,
  csvField,
  type InvoiceCharge,
  type InvoiceRow,
  invoiceBasis,
  invoiceBasisText,
  invoiceCsv,
  reconcile,
  refundBasis,
  refundCsv,
  standingCharges,
} from '../src/index.ts';
import { feeOf } from './fee-builders.ts';

fc.configureGlobal({ seed: 20_260_802 });

const september = calendarMonth('2026-09');
const october = calendarMonth('2026-10');

function aCharge(childId: string, feeNok: number, more: Partial<InvoiceCharge> = {}): InvoiceCharge {
  return {
    childId,
    payerId: `payer-${childId}`,
    kindergarten: '310028142',
    placementId: `place-${childId}`,
    vedtakId: null,
    feeNok: kroner(feeNok),
    foodNok: kroner(0),
    ...more,
  };
}

const basisOf = (month: typeof september, charges: readonly InvoiceCharge[], firstNumber = 1) =>
  invoiceBasis({ kommune: '4601', month, charges, corrections: [], firstNumber });

describe('the monthly invoice basis', () => {
  test('has one numbered row per child in øre, by kindergarten and child', () => {
    const charges = [
      aCharge('c', 666, { foodNok: kroner(489) }),
      aCharge('a', 1200, { kindergarten: '981507320' }),
      aCharge('b', 0),
    ];

    const basis = basisOf(september, charges, 41);

    expect(basis.rows.map(({ number, childId, amountOere }) => [number, childId, amountOere])).toEqual([
      [41, 'b', 0],
      [42, 'c', 115_500],
      [43, 'a', 120_000],
    ]);
    expect(basis.control).toEqual({
      rows: 3,
      firstNumber: 41,
      lastNumber: 43,
      chargedOere: 235_500,
      creditedOere: 0,
      totalOere: 235_500,
    });
  });

  test('is the same bytes whatever order the charges come in', () => {
    const charges = fc.uniqueArray(
      fc.tuple(fc.string(), fc.nat(1200), fc.constantFrom('981507320', '310028142')),
      {
        selector: ([child]) => child,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(charges, (list) => {
        const made = list.map(([child, fee, kindergarten]) => aCharge(child, fee, { kindergarten }));

        expect(invoiceBasisText(basisOf(september, made.toReversed()))).toBe(
          invoiceBasisText(basisOf(september, made)),
        );
      }),
    );
  });

  test.each([
    ['a child twice', [aCharge('a', 1), aCharge('a', 2)], '/charges/1/childId'],
    ['a negative fee', [aCharge('a', -1)], '/charges'],
  ])('%s is refused', (_, charges, at) => {
    expect(() => basisOf(september, charges)).toThrow(at);
  });
});

describe('corrections', () => {
  const issued = basisOf(september, [aCharge('a', 1200)]).rows;
  const correct = (right: InvoiceCharge | null, rows: readonly InvoiceRow[] = issued) =>
    invoiceBasis({
      kommune: '4601',
      month: october,
      charges: [],
      corrections: [{ month: september, issued: rows, right }],
      firstNumber: 10,
    });

  test('take the old row back in full and charge the right amount', () => {
    const basis = correct(aCharge('a', 666));

    expect(
      basis.rows.map(({ number, kind, month, amountOere, credits }) => ({
        number,
        kind,
        month,
        amountOere,
        credits,
      })),
    ).toEqual([
      { number: 10, kind: 'credit', month: september, amountOere: -120_000, credits: 1 },
      { number: 11, kind: 'charge', month: september, amountOere: 66_600, credits: null },
    ]);
    expect(basis.control).toMatchObject({ creditedOere: -120_000, chargedOere: 66_600, totalOere: -53_400 });
  });

  test('a right row is left alone, and a place that was never used nets to zero', () => {
    expect(correct(aCharge('a', 1200)).rows).toEqual([]);
    const all = [...issued, ...correct(null).rows];
    expect(all.reduce((sum, row) => sum + row.amountOere, 0)).toBe(0);
    expect(standingCharges(all)).toEqual([]);
  });

  test('another payer gets a new row although the amount is the same', () => {
    expect(correct(aCharge('a', 1200, { payerId: 'other' })).rows.map((row) => row.payerId)).toEqual([
      'payer-a',
      'other',
    ]);
  });

  test('after any chain of corrections all rows together are the right amount, and each credit nets its row to zero', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(1200)), { minLength: 1, maxLength: 8 }), (amounts) => {
        let rows: readonly InvoiceRow[] = issued;
        for (const amount of amounts) {
          const right = amount === null ? null : aCharge('a', amount);
          const next = invoiceBasis({
            kommune: '4601',
            month: october,
            charges: [],
            corrections: [{ month: september, issued: rows, right }],
            firstNumber: rows.length + 1,
          });
          rows = [...rows, ...next.rows];
        }
        const last = amounts.at(-1) ?? 0;
        expect(rows.reduce((sum, row) => sum + row.amountOere, 0)).toBe(oereOf(kroner(last ?? 0)));
        for (const credit of rows.filter((row) => row.kind === 'credit')) {
          const original = rows.find((row) => row.number === credit.credits);
          expect((original?.amountOere ?? Number.NaN) + credit.amountOere).toBe(0);
        }
        expect(standingCharges(rows).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('of this month, of strangers, or twice are refused', () => {
    const order = { kommune: '4601', month: september, charges: [], firstNumber: 2 };
    const same = { month: september, issued, right: null };

    expect(() => invoiceBasis({ ...order, corrections: [same] })).toThrow('/corrections/0/month');
    expect(() => correct(aCharge('b', 1))).toThrow('/corrections/0/issued');
    expect(() => invoiceBasis({ ...order, month: october, corrections: [same, same] })).toThrow(
      '/corrections/1',
    );
  });
});

describe('the refund basis', () => {
  // 1 200 − 666 = 534; 1 200 − 466 = 734 (X8): together 1 268 kr
  test('is the difference between price and fee, with a sum per kindergarten', () => {
    const { children } = feeOf({
      income: 650_000,
      children: [{ born: 2022, food: 400 }, { born: 2023 }, { born: 2019 }],
    });
    const fees = children.map(({ id, feeNok, unreducedNok }) => ({
      childId: id,
      kindergarten: '981507320',
      feeNok,
      unreducedNok,
    }));

    const basis = refundBasis('4601', september, fees, 1);

    // youngest first: born 2023 no. 1 pays 666, born 2022 no. 2 pays 466, born 2019 no. 3 pays nothing
    expect(basis.rows.map(({ childId, refundOere }) => [childId, refundOere])).toEqual([
      ['child-1', 73_400],
      ['child-2', 53_400],
      ['child-3', 120_000],
    ]);
    expect(basis.totals).toEqual([{ kindergarten: '981507320', refundOere: 246_800 }]);
    expect(basis.totalOere).toBe(246_800);
    expect(refundCsv(basis).split('\r\n')[1]).toBe('1;981507320;child-1;120000;46600;73400');
  });

  test('a free month and a child without reduction give no row', () => {
    const july = feeOf({ income: 650_000, children: [{ born: 2022 }], month: '2027-07' }).children;
    const full = feeOf({ income: 900_000, children: [{ born: 2022 }] }).children;

    for (const [child] of [july, full]) {
      const fee = {
        childId: 'a',
        kindergarten: '981507320',
        feeNok: child?.feeNok ?? kroner(9),
        unreducedNok: child?.unreducedNok ?? kroner(0),
      };
      expect(refundBasis('4601', september, [fee], 1).rows).toEqual([]);
    }
  });

  test('paying more than the place costs is refused', () => {
    const fee = { childId: 'a', kindergarten: '981507320', feeNok: kroner(2), unreducedNok: kroner(1) };

    expect(() => refundBasis('4601', september, [fee], 1)).toThrow('/fees/0/feeNok');
  });
});

test('reconciliation lists every difference between rows and placements, and nothing else', () => {
  const rows = basisOf(
    september,
    ['right', 'gone', 'moved', 'part'].map((id) => aCharge(id, 1200)),
  ).rows;
  const double = rows.filter((row) => row.childId === 'part').map((row) => ({ ...row, number: 99 }));
  const place = (
    childId: string,
    kindergarten = '310028142',
    from = '2026-08-15',
    until: string | null = null,
  ) => ({
    placementId: `place-${childId}`,
    childId,
    kindergarten,
    from: isoDate(from),
    until: until === null ? null : isoDate(until),
  });
  const placements = [
    place('right', '310028142', '2026-09-30'),
    place('gone', '310028142', '2026-01-01', '2026-08-31'),
    place('moved', '981507320'),
    place('part'),
    place('missed', '310028142', '2026-01-01', '2026-09-01'),
    place('later', '310028142', '2026-10-01'),
  ];

  expect(reconcile(september, [...rows, ...double], placements)).toEqual([
    { kind: 'row-without-placement', childId: 'gone', number: 1 },
    { kind: 'placement-without-row', childId: 'missed', placementId: 'place-missed' },
    { kind: 'other-kindergarten', childId: 'moved', number: 2 },
    { kind: 'several-rows', childId: 'part', numbers: [3, 99] },
  ]);
});

describe('CSV', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+47', "'+47"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    [' =1', "' =1"],
    ['\t=1', '"\'\t=1"'],
    ['＝1', "'＝1"],
    ['\tx', '"\'\tx"'],
    ['a;b', '"a;b"'],
    ['a"b', '"a""b"'],
    ['a\r\nb', '"a\r\nb"'],
    ['Šárká', 'Šárká'],
  ])('%j is written as %j', (value, written) => {
    expect(csvField(value)).toBe(written);
  });

  test('amounts stay numbers, also below zero', () => {
    expect(csvField(-120_000)).toBe('-120000');
    expect(csvField(null)).toBe('');
  });

  test('rows end in CRLF, after a byte order mark and the names of the columns', () => {
    const lines = invoiceCsv(basisOf(september, [aCharge('a', 1200)])).split('\r\n');

    expect(lines).toEqual([
      '\ufeffnumber;kind;month;kindergarten;childId;payerId;placementId;vedtakId;feeOere;foodOere;amountOere;credits',
      '1;charge;2026-09;310028142;a;payer-a;place-a;;120000;0;120000;',
      '',
    ]);
  });
});
