import { expect, test } from 'vitest';
import { siblingMarket } from '../bench/sibling-market.ts';
import { allocate, allocateOnly } from '../src/allocate.ts';
import { canonicalJson } from '../src/canonical/canonical-json.ts';
import { sha256Hex } from '../src/canonical/document-hash.ts';
import { kommune, kommuneWithSiblings } from './oracle/documents.ts';

const hard = siblingMarket(7, {
  children: 120,
  siblingShare: 30,
  familySizes: [2, 3, 4],
  seats: 80,
  common: 'child',
});

test.each([
  ['children for themselves', kommune(200, 8)],
  ['siblings', kommuneWithSiblings(60, 6)],
  ['families left with a claim', hard],
])('places without a certificate are the places with one: %s', (_, input) => {
  expect(allocateOnly(input)).toEqual(allocate(input).assignments);
});

test('the fingerprint written in one go is that of the canonical text', () => {
  const { certificate, ...rest } = allocate(hard);
  const { document, ...facts } = certificate;
  expect(sha256Hex(canonicalJson({ ...rest, certificate: facts }))).toBe(document);
});
