import { expect, test } from 'vitest';
import { allocate, allocateOnly } from '../src/allocate.ts';
import { canonicalJson } from '../src/canonical/canonical-json.ts';
import { sha256Hex } from '../src/canonical/document-hash.ts';
import { kommune, kommuneWithSiblings } from './oracle/documents.ts';
import { couple } from './oracle/planted/rounds.ts';

test.each([
  ['children for themselves', kommune(200, 8)],
  ['siblings', kommuneWithSiblings(60, 6)],
  ['a family left with a claim', couple],
])('places without a certificate are the places with one: %s', (_, input) => {
  expect(allocateOnly(input)).toEqual(allocate(input).assignments);
});

test('the fingerprint written in one go is that of the canonical text', () => {
  const { certificate, ...rest } = allocate(kommuneWithSiblings(60, 6));
  const { document, ...facts } = certificate;
  expect(sha256Hex(canonicalJson({ ...rest, certificate: facts }))).toBe(document);
});
