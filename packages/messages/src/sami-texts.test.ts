import { expect, test } from 'vitest';
import { catalogue, templateNames } from './catalogue.ts';
import { samiTextsPage } from './sami-texts.ts';
import { textParts } from './text-parts.ts';

test('docs/sami-texts.md is the page made from today’s catalogue (vitest -u writes it)', async () => {
  await expect(samiTextsPage()).toMatchFileSnapshot('../../../docs/sami-texts.md');
});

test('the page lists every Northern Sámi text of the catalogue', () => {
  const page = samiTextsPage();

  for (const name of templateNames) {
    for (const { text } of textParts(catalogue[name].texts, 'se')) expect(page).toContain(`- se: ${text}`);
  }
});
