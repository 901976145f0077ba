import path from 'node:path';
import { isOrganisationNumber, kommuneNumber } from '@opptak/domain';
import { expect, test } from 'vitest';
import { readTenants } from './tenants.ts';

const example = path.resolve(import.meta.dirname, '../../../examples/tenants.json');

test('the example tenants are read, with synthetic organisation numbers that are valid', () => {
  const tenants = readTenants(example);

  expect(tenants.all.map(({ kommune }) => kommune).toSorted()).toEqual([
    '3201',
    '3203',
    '3310',
    '5538',
    '5540',
    '5542',
    '5544',
    '5546',
  ]);
  for (const { organisation, kommune, suppliers } of tenants.all) {
    expect(isOrganisationNumber(organisation)).toBe(true);
    expect(organisation.startsWith('3')).toBe(true);
    expect(tenants.kommuneOf(organisation)).toBe(kommune);
    expect(suppliers.every((supplier) => tenants.isApprovedSupplier(kommune, supplier))).toBe(true);
  }
});

test('an organisation that is nobody is nobody, and a kommune that is no tenant is refused', () => {
  const tenants = readTenants(example);

  expect(tenants.kommuneOf('999999999')).toBeNull();
  expect(tenants.isApprovedSupplier(kommuneNumber('5544'), '999999999')).toBe(false);
  expect(() => tenants.get(kommuneNumber('0301'))).toThrow(RangeError);
});
