import type { LookupAddress } from 'node:dns';
import { describe, expect, test } from 'vitest';
import { guardedLookup } from './guarded-lookup.ts';

const four = (address: string): LookupAddress => ({ address, family: 4 });
const publicOne = four('93.184.215.14');

/** What a socket would be told: addresses, or the code of an error. */
const told = (answers: () => Promise<readonly LookupAddress[]>, all = true) =>
  new Promise((resolve) => {
    guardedLookup(answers)('partner.example.no', { all }, (error, address) =>
      resolve(error ? error.code : address),
    );
  });

describe('looking up where a webhook goes', () => {
  test('gives the addresses that were checked', async () => {
    expect(await told(async () => [publicOne])).toEqual([publicOne]);
    expect(await told(async () => [publicOne], false)).toBe(publicOne.address);
  });

  test('refuses a name that leads inside, whichever way', async () => {
    expect(await told(async () => [four('127.0.0.1')])).toBe('EBLOCKED');
    expect(await told(async () => [four('169.254.169.254')], false)).toBe('EBLOCKED');
    expect(await told(async () => [{ address: '::1', family: 6 }])).toBe('EBLOCKED');
    expect(await told(async () => [])).toBe('EBLOCKED');
  });

  test('refuses a name with one inside address among public ones', async () => {
    expect(await told(async () => [publicOne, four('10.0.0.5')])).toBe('EBLOCKED');
  });

  test('asks once for each connection, and connects to what that answer said: a name that changes its mind gains nothing', async () => {
    const answers = [[publicOne], [four('127.0.0.1')]];
    const rebinding = async () => answers.shift() ?? [];

    expect(await told(rebinding)).toEqual([publicOne]);
    expect(await told(rebinding)).toBe('EBLOCKED');
  });

  test('passes on that a name can not be found', async () => {
    expect(await told(() => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })))).toBe(
      'ENOTFOUND',
    );
  });
});
