import { readFileSync } from 'node:fs';
import { check } from '@opptak/matching/checker';
import { describe, expect, test } from 'vitest';
import { allocate } from '../../src/allocate.ts';
import { certificate } from './planted/certificate.ts';
import { families } from './planted/families.ts';
import type { Planted } from './planted/forge.ts';
import { order } from './planted/order.ts';
import { placements } from './planted/placements.ts';
import * as rounds from './planted/rounds.ts';
import { rules } from './planted/rules.ts';
import { seats } from './planted/seats.ts';

const planted: Planted = { ...placements, ...seats, ...order, ...families, ...certificate, ...rules };

test.each([
  ['a kommune', rounds.plain],
  ['siblings', rounds.siblings],
  ['dates', rounds.byDate.input],
  ['weekdays', rounds.byWeekday.input],
  ['a region', rounds.region],
  ['conversion', rounds.converting],
  ['a couple', rounds.couple],
  ['siblings who hold each other back', rounds.heldBackBySiblings],
  ['siblings who want all or nothing', rounds.togetherOrNothing],
  ['too few seats for the right', rounds.shortOfSeats],
  ['a reserve filled last', rounds.withReserve('open-first')],
  ['a reserve filled first', rounds.withReserve('reserve-first')],
  ['a reserve with tenants and § 18', rounds.reserveForTenants],
])('the genuine result is valid: %s', (_, input) => {
  expect(check(input, allocate(input))).toEqual([]);
});

test('every code of the documentation is planted at least once, and no other', () => {
  const documented = [...readFileSync('docs/allocation-checker.md', 'utf8').matchAll(/^\| (`.*?) \|/gm)]
    .flatMap(([, cell = '']) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code))
    .filter((code) => code !== undefined);

  expect([...new Set(Object.values(planted).map(({ code }) => code))].sort()).toEqual(documented.sort());
});

describe('a planted violation is found under its own name', () => {
  test.each(Object.entries(planted))('%s', (_, { code, forged }) => {
    const { input, result } = forged();
    expect(check(input, result).map((violation) => violation.code)).toContain(code);
  });
});
