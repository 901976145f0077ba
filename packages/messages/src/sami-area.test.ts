import { kommuneNumber } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import { exampleValues, kaafjord } from '../test/message-examples.ts';
import { type CompleteLanguage, type Language, messageLanguages } from './language.ts';
import { renderInLanguages } from './render-message.ts';
import { samiLanguageOwed } from './sami-area.ts';

describe('a kommune in the area of South or Lule Sámi', () => {
  test.each<[string, string, 'sma' | 'smj', string]>([
    ['Snåsa', '5041', 'sma', 'Finnes ikke på sørsamisk ennå.'],
    ['Røyrvik', '5043', 'sma', 'Finnes ikke på sørsamisk ennå.'],
    ['Røros', '5025', 'sma', 'Finnes ikke på sørsamisk ennå.'],
    ['Hattfjelldal', '1826', 'sma', 'Finnes ikke på sørsamisk ennå.'],
    ['Hamarøy', '1875', 'smj', 'Finnes ikke på lulesamisk ennå.'],
  ])('%s writes to everybody in its language and Norwegian, whatever the contact register says', (...of) => {
    const [name, number, sami, notice] = of;
    const kommune = { ...kaafjord, number: kommuneNumber(number), names: { nb: name }, sami };
    expect(samiLanguageOwed(kommune.number)).toBe(sami);
    const written = (registered: CompleteLanguage | null, chosen: Language | null = null) =>
      renderInLanguages({
        template: 'invitation',
        languages: messageLanguages({ chosen, registered }, kommune),
        kommune,
        valuesIn: () => exampleValues.invitation,
        channel: 'letter',
      }).map(({ language, fellBackFrom, text }) => [language, fellBackFrom, text.includes(notice)]);

    // Once in Norwegian, which says in both that the other does not exist yet; before it what the person has registered.
    const norwegian = ['nb', sami, true];
    expect(written(null)).toEqual([norwegian]);
    expect(written('nb')).toEqual([norwegian]);
    expect(written('nb', sami)).toEqual([norwegian]);
    expect(written('se')).toEqual([['se', undefined, false], norwegian]);
    expect(written('en')).toEqual([['en', undefined, false], norwegian]);
  });

  test('Nordreisa has a Sámi name and lies outside the area', () => {
    expect(samiLanguageOwed(kommuneNumber('5544'))).toBeNull();
  });
});
