import { expect, test } from 'vitest';
import { catalogue, templateNames } from './catalogue.ts';
import { samiMessageTexts } from './sami-texts.ts';
import { textParts } from './text-parts.ts';

test('the list for a speaker holds every Northern Sámi text of the catalogue, each beside a Norwegian one', () => {
  const listed = samiMessageTexts();

  for (const name of templateNames) {
    for (const { text } of textParts(catalogue[name].texts, 'se')) {
      expect(listed.map(({ sami }) => sami)).toContain(text);
    }
  }
  expect(listed.every(({ norwegian }) => norwegian !== '')).toBe(true);
});
