import { expect, test } from 'vitest';
import { isOrganisationNumber } from './organisation-number.ts';

test('organisation numbers need nine digits and the right check digit', () => {
  expect(['310028142', '981507320', '875324632'].map(isOrganisationNumber)).toEqual([true, true, true]);
  expect(['310028143', '98150732', '9815073200', 'abcdefghi'].map(isOrganisationNumber)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
