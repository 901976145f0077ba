import IntlMessageFormat from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { exampleValues, kaafjord } from '../test/message-examples.ts';
import { catalogue, templateNames } from './catalogue.ts';
import { type CommonTexts, commonTexts } from './common-texts.ts';
import { type CompleteLanguage, completeLanguages } from './language.ts';
import { renderMessage } from './render-message.ts';
import { type Channel, commonPlaceholders, type ValueKind } from './template.ts';
import { textParts } from './text-parts.ts';

const channels: readonly Channel[] = ['email', 'sms', 'letter'];
const eachText = templateNames.flatMap((name) => completeLanguages.map((language) => ({ name, language })));

/** The parts of a parsed ICU text that the checks read. */
interface Element {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}
const SELECT = 5;
const PLURAL = 6;

interface Use {
  readonly name: string;
  readonly form: 'plain' | 'select' | 'plural';
  readonly options: readonly string[];
}

function usesOf(text: string, language: CompleteLanguage): readonly Use[] {
  const elements: readonly Element[] = new IntlMessageFormat(text, language, undefined, {
    ignoreTag: true,
  }).getAst();
  return elements.flatMap(usesIn);
}

function usesIn({ type, value, options = {} }: Element): readonly Use[] {
  if (type < 1 || type > PLURAL) return [];
  const form = type === SELECT ? 'select' : type === PLURAL ? 'plural' : 'plain';
  const inside = Object.values(options).flatMap((option) => option.value.flatMap(usesIn));
  return [{ name: String(value), form, options: Object.keys(options) }, ...inside];
}

describe('the catalogue', () => {
  test.each(eachText)(
    '$name in $language has a text for each of its channels, and no other',
    ({ name, language }) => {
      const text = catalogue[name].texts[language];

      expect(channels.filter((channel) => text[channel] !== undefined)).toEqual(catalogue[name].channels);
      expect(text.subject).not.toBe('');
    },
  );

  test.each(eachText)(
    '$name in $language uses every placeholder it declares, and no other',
    ({ name, language }) => {
      const kinds: Readonly<Record<string, ValueKind>> = catalogue[name].values;
      const uses = textParts(catalogue[name].texts, language).flatMap(({ text }) => usesOf(text, language));
      const own = uses.filter(({ name: used }) => !commonPlaceholders.some((common) => common === used));

      expect([...new Set(own.map(({ name: used }) => used))].sort()).toEqual(Object.keys(kinds).sort());
      for (const { name: used, form, options } of own) {
        const kind = kinds[used];
        if (form === 'plural') expect([kind, options.includes('other')], used).toEqual(['count', true]);
        if (form === 'select') {
          expect(
            typeof kind === 'object' && options.every((o) => o === 'other' || kind.includes(o)),
            used,
          ).toBe(true);
        }
        if (typeof kind === 'object') expect(form, used).toBe('select');
      }
    },
  );

  test.each(templateNames)('%s says as much in every language', (name) => {
    const shape = (language: CompleteLanguage) =>
      textParts(catalogue[name].texts, language).map((part) => [
        part.name,
        part.text.slice(0, 2).replace(/[^#-]/g, ''),
        [...new Set(usesOf(part.text, language).map((use) => use.name))].sort(),
      ]);
    // SMS texts are cut to fit and may leave out words, but never a value.
    for (const language of completeLanguages) expect(shape(language)).toEqual(shape('nb'));
  });

  test('no text was left in another language', () => {
    for (const name of templateNames) {
      const [nb, en, se] = (['nb', 'en', 'se'] as const).map((language) =>
        textParts(catalogue[name].texts, language).map(({ text }) => text),
      );
      const onlyPlaceholders = (text: string) => text.replace(/\{\w+\}|[#\s-]/g, '') === '';
      const same = [...(en ?? []), ...(se ?? [])].filter(
        (text) => nb?.includes(text) && !onlyPlaceholders(text),
      );
      expect(same, name).toEqual([]);
    }
  });

  test('the common texts use only placeholders of the kommune', () => {
    for (const language of completeLanguages) {
      const { privacy, appealAdmission, appealFee, questions }: CommonTexts = commonTexts[language];
      const uses = [...privacy, ...appealAdmission, ...appealFee, questions].flatMap((text) =>
        usesOf(text, language),
      );
      expect(uses.filter(({ name }) => !commonPlaceholders.some((common) => common === name))).toEqual([]);
    }
  });

  test('Sámi letters are the Sámi ones: no Icelandic eth, no decomposed accents', () => {
    for (const name of templateNames) {
      for (const { text } of textParts(catalogue[name].texts, 'se')) {
        expect(text).not.toMatch(/[ðÐ]/);
        expect(text.normalize('NFC')).toBe(text);
      }
    }
  });

  const texted = eachText.filter(({ name }) => catalogue[name].channels.some((channel) => channel === 'sms'));

  test.each(texted)(
    'the SMS $name in $language is short, and cheap where it can be',
    ({ name, language }) => {
      const message = renderMessage({
        template: name,
        language,
        kommune: kaafjord,
        values: exampleValues[name],
        channel: 'sms',
      });

      expect(message.smsSegments?.encoding).toBe(language === 'se' ? 'UCS-2' : 'GSM-7');
      expect(message.smsSegments?.segments).toBeLessThanOrEqual(language === 'se' ? 3 : 2);
      // The telephone may have a new owner: no name of a child, kindergarten or reason.
      expect(message.text).not.toMatch(/Áilu|Riebangárdi|Manndalen/);
    },
  );

  test.each(templateNames.filter((name) => name.startsWith('vedtak-')))(
    '%s keeps its content out of e-mail',
    (name) => {
      for (const language of completeLanguages) {
        const { text, subject } = renderMessage({
          template: name,
          language,
          kommune: kaafjord,
          values: exampleValues[name],
          channel: 'email',
        });
        expect(`${subject} ${text}`).not.toMatch(/Áilu|Riebangárdi|1[ ,]200|454/);
      }
    },
  );
});
