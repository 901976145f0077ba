import { dateOf, isoDate, kommuneNumber, kroner } from '@opptak/domain';
import {
  type ChildPlace,
  calendarMonth,
  type FeeFacts,
  feeLawOn,
  type HouseholdFee,
  householdFee,
  type InvoiceCharge,
  type InvoiceRow,
  invoiceBasis,
  invoiceBasisText,
  monthsOfKindergartenYear,
} from '@opptak/rules';

const CHILDREN = 20_000;
const LIMIT_MS = 5_000;

/**
 * A whole kommune's fees re-decided in memory: 20 000 children × 12 months with exact fractions and full reasoning, beside
 * a naive floating-point calculation without reasoning in the same run.
 */
export async function bench(): Promise<void> {
  const households = syntheticHouseholds();
  const rounds = [1, 2, 3].map(() => ({
    exact: measured(() => exactFees(households)),
    naive: measured(() => naiveFees(households)),
  }));
  const best = (name: 'exact' | 'naive') => Math.min(...rounds.map((round) => round[name].ms));
  const [first] = rounds;
  const [exact, naive] = [best('exact'), best('naive')];
  const childMonths = CHILDREN * 12;
  const line = (name: string, ms: number) =>
    `${name.padEnd(28)} ${ms.toFixed(0).padStart(6)} ms  ${((ms * 1000) / childMonths).toFixed(2).padStart(6)} µs per child and month\n`;
  process.stdout.write(
    `${households.length} households, ${CHILDREN} children × 12 months, best of ${rounds.length}, one thread\n`,
  );
  process.stdout.write(line('exact, with reasoning', exact));
  process.stdout.write(line('floating point, bare amounts', naive));
  process.stdout.write(`ratio ${(exact / naive).toFixed(0)}\n`);
  process.stdout.write(
    `sum exact ${first?.exact.sum} kr; floating point rounded to the nearest ${first?.naive.sum} kr\n`,
  );
  benchInvoices();
  if (exact > LIMIT_MS) {
    process.stdout.write(`over the limit of ${LIMIT_MS} ms\n`);
    process.exitCode = 1;
  }
}

const INVOICE_ROWS = 10_000;

/** The invoice basis of a month with 10 000 rows, of which a tenth corrects the month before; made twice, to the same byte. */
function benchInvoices(): void {
  const make = (): string => {
    const charges = Array.from({ length: INVOICE_ROWS * 0.8 }, (_, index) => chargeOf(index, 666));
    const corrections = Array.from({ length: INVOICE_ROWS * 0.1 }, (_, index) => ({
      month: calendarMonth('2026-08'),
      issued: [issuedRow(index)],
      right: chargeOf(index, 666),
    }));
    const basis = invoiceBasis({
      kommune: kommuneNumber('4601'),
      month: calendarMonth('2026-09'),
      charges,
      corrections,
      firstNumber: INVOICE_ROWS,
    });
    return invoiceBasisText(basis);
  };
  const start = performance.now();
  const text = make();
  const ms = performance.now() - start;
  const same = text === make();
  const rows: number = JSON.parse(text).rows.length;
  process.stdout.write(
    `invoice basis, ${rows} rows      ${ms.toFixed(0).padStart(6)} ms; made again: ${same ? 'the same bytes' : 'OTHER BYTES'}\n`,
  );
  if (!same || rows !== INVOICE_ROWS) process.exitCode = 1;
}

const idOf = (prefix: string, index: number): string =>
  `${prefix}0000000-0000-8000-8000-${String(index).padStart(12, '0')}`;

function chargeOf(index: number, feeNok: number): InvoiceCharge {
  return {
    childId: idOf('1', index),
    payerId: idOf('2', index),
    kindergarten: '974760673',
    placementId: idOf('3', index),
    vedtakId: idOf('4', index),
    feeNok: kroner(feeNok),
    foodNok: kroner(300),
  };
}

/** The row of the month before, at the ordinary price. */
function issuedRow(index: number): InvoiceRow {
  const [row] = invoiceBasis({
    kommune: kommuneNumber('4601'),
    month: calendarMonth('2026-08'),
    charges: [chargeOf(index, 1200)],
    corrections: [],
    firstNumber: index + 1,
  }).rows;
  if (!row) throw new Error('no row');
  return row;
}

function measured(run: () => number): { readonly ms: number; readonly sum: number } {
  const start = performance.now();
  const sum = run();
  return { ms: performance.now() - start, sum };
}

const months = monthsOfKindergartenYear(2026);
const decidedOn = isoDate('2026-08-01');

function exactFees(households: readonly FeeFacts[]): number {
  let sum = 0;
  for (const month of months) {
    const law = feeLawOn(month, decidedOn);
    for (const facts of households) {
      const fee: HouseholdFee = householdFee({ ...facts, month }, law);
      sum += fee.totalNok;
    }
  }
  return sum;
}

/** What a spreadsheet does: floating point, rounded to the nearest krone. Its sum differs; that is the point of fractions. */
function naiveFees(households: readonly FeeFacts[]): number {
  let sum = 0;
  for (const month of months) {
    if (month.endsWith('-07')) continue;
    const year = month >= '2027-08' ? 2027 : 2026;
    for (const { household } of households) {
      const youngestFirst = [...household.children].sort((a, b) => (a.birthDate > b.birthDate ? -1 : 1));
      for (const [index, child] of youngestFirst.entries()) {
        const income = household.incomeNok ?? Number.POSITIVE_INFINITY;
        let fee = Math.min(child.monthlyPriceNok, 1200, (income * 0.06) / 11);
        fee *= index === 0 ? 1 : index === 1 ? 0.7 : 0;
        const hours = (child.weeklyHours ?? 45) >= 41 ? 45 : (child.weeklyHours ?? 45);
        const age = year - Number(child.birthDate.slice(0, 4));
        if (income < 692_465 && age >= 2 && age < 6) fee *= Math.max(0, hours - 20) / hours;
        sum += Math.round(fee) + child.foodNok;
      }
    }
  }
  return sum;
}

/** Households of one to three children from a fixed seed; a third has not applied, the rest spread over both limits. */
function syntheticHouseholds(): readonly FeeFacts[] {
  const next = generator(20_260_801);
  const kommune = kommuneNumber('4601');
  const households: FeeFacts[] = [];
  for (let count = 0; count < CHILDREN; ) {
    const size = Math.min(CHILDREN - count, next() < 0.6 ? 1 : next() < 0.8 ? 2 : 3);
    const children = Array.from({ length: size }, (_, index): ChildPlace => {
      const full = next() < 0.85;
      return {
        id: `child-${count + index}`,
        birthDate: dateOf(
          2021 + Math.floor(next() * 5),
          1 + Math.floor(next() * 12),
          1 + Math.floor(next() * 28),
        ),
        kindergartenKommune: kommune,
        weeklyHours: full ? 45 : 27,
        fullTime: full,
        monthlyPriceNok: kroner(full ? 1200 : 840),
        foodNok: kroner(300),
      };
    });
    count += size;
    const incomeNok = next() < 0.33 ? null : kroner(Math.floor(next() * 1_200_000));
    households.push({
      decidedOn,
      month: calendarMonth('2026-08'),
      household: { incomeNok, kommune, children },
    });
  }
  return households;
}

/** Numbers in [0, 1) from a seed (mulberry32): the same households in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
