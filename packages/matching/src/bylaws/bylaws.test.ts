import { readFileSync } from 'node:fs';
import { AppError, isoDate } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import { bylawTexts } from './bylaw-texts.ts';
import { compileBylaws, setFor } from './compile-bylaws.ts';
import { describeBylaws } from './describe-bylaws.ts';
import { dateText, fill, languages, listed, placeholders } from './language.ts';
import { versionOn } from './lint/lint-validity.ts';
import { parseBylaws } from './parse-bylaws.ts';

const example = (name: string) =>
  parseBylaws(
    JSON.parse(readFileSync(new URL(`../../../../examples/bylaws/${name}.json`, import.meta.url), 'utf8')),
  );

function faultsOf(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error.faults.map(({ at, message }) => `${at} ${message}`);
    throw error;
  }
  return [];
}

describe('reading bylaws', () => {
  test('every mistake in the form is a fault with its place, and never shows the value', () => {
    const faults = faultsOf(() =>
      parseBylaws({
        format: 'opptak-bylaws/2',
        secret: 1,
        sets: [
          { id: 'x', kommune: '33', versions: [{ adoptedOn: '2026-02-30', languages: ['da'], tiers: [3] }] },
        ],
      }),
    );

    expect(faults).toEqual([
      ' has a field that is not part of the format',
      '/format must be opptak-bylaws/1',
      '/sets/0/kommune must be four digits',
      '/sets/0/name is missing',
      '/sets/0/versions/0/id is missing',
      '/sets/0/versions/0/adoptedOn must be a date (YYYY-MM-DD)',
      '/sets/0/versions/0/validFrom is missing',
      '/sets/0/versions/0/languages must be among nb, nn, en and se',
      '/sets/0/versions/0/tiers/0 must be an object',
    ]);
  });

  test('something else than an object is refused', () => {
    expect(faultsOf(() => parseBylaws([]))[0]).toBe(' must be an object');
  });
});

describe('compiling bylaws', () => {
  test('points in a tier become one criterion of the engine, with points for each step', () => {
    const bylaws = compileBylaws(example('asker'), isoDate('2027-03-01'));

    expect(bylaws['example-3203']?.criteria.map(({ key }) => key)).toEqual([
      'statutory-priority',
      'right-to-place',
      'sibling-attending',
      'points',
      'lot',
    ]);
    expect(bylaws['example-3203']?.criteria[3]).toEqual({
      key: 'points',
      paragraph: '§ 6 bokstav a; § 6 bokstav b; § 6 bokstav c',
      items: [
        { criterion: { key: 'sibling-applying', paragraph: '§ 6 bokstav a' }, points: [4] },
        {
          criterion: { key: 'distance', paragraph: '§ 6 bokstav b', limitsM: [1000, 2000, 4000] },
          points: [5, 3, 1],
        },
        { criterion: { key: 'child-of-staff', paragraph: '§ 6 bokstav c' }, points: [2] },
      ],
    });
  });

  test('the day of the round decides which version is used', () => {
    const keysOn = (on: string) =>
      compileBylaws(example('nordreisa'), isoDate(on))
        ['example-5544']?.criteria.map(({ key }) => key)
        .join(' ');

    expect(keysOn('2026-07-31')).toBe('statutory-priority right-to-place sibling-attending age lot');
    expect(keysOn('2026-08-01')).toBe(
      'statutory-priority right-to-place sibling-attending catchment age lot',
    );
  });

  test('a day without a version in force is refused with the code of the linter', () => {
    expect(faultsOf(() => compileBylaws(example('hole'), isoDate('2026-07-31')))).toEqual([
      '/sets/0 version-not-yet-valid',
    ]);
  });

  test("a kindergarten's own set goes before its kommune's", () => {
    const asker = example('asker');

    expect(setFor(asker, { id: 'example-asker-forest', kommune: '3203' })?.id).toBe('example-3203-forest');
    expect(setFor(asker, { id: 'another', kommune: '3203' })?.id).toBe('example-3203');
    expect(setFor(asker, { id: 'another', kommune: '3310' })).toBeUndefined();
  });
});

describe('reading the rules back', () => {
  test('every language has every text with the same placeholders, and none is empty', () => {
    for (const [key, nb] of Object.entries(bylawTexts.nb)) {
      for (const language of languages) {
        const text = new Map(Object.entries(bylawTexts[language])).get(key) ?? '';
        expect(text.trim(), `${language} ${key}`).not.toBe('');
        expect(placeholders(text), `${language} ${key}`).toEqual(placeholders(nb));
      }
    }
  });

  test.each(['nordreisa', 'storfjord', 'kaafjord', 'skjervoy', 'kvaenangen', 'asker', 'baerum', 'hole'])(
    'the rules of %s in every language are as reviewed',
    async (name) => {
      const document = example(name);
      const text = languages.flatMap((language) =>
        document.sets.flatMap((set) => {
          const version = versionOn(set, isoDate('2027-03-01'));
          if (!version) throw new Error('The example has no version in force');
          const lines = describeBylaws(language, set, version, document.example);
          return [
            ...lines.map((line) => (line.step === null ? line.text : `${line.step}. ${line.text}`)),
            '',
          ];
        }),
      );

      await expect(text.join('\n')).toMatchFileSnapshot(`__snapshots__/rules-${name}.txt`);
    },
  );

  test('a missing value in a text is an error, not a hole in a letter', () => {
    expect(() => fill('{wish} av {of}', { wish: 1 })).toThrow(RangeError);
  });

  test('dates and lists are written the way each language does', () => {
    expect(languages.map((language) => dateText(language, '2027-08-01'))).toEqual([
      '1. august 2027',
      '1. august 2027',
      '1 August 2027',
      'borgemánu 1. b. 2027',
    ]);
    expect(listed('nb', ['a', 'b', 'c'])).toBe('a, b og c');
    expect(() => dateText('nb', '2027-13-01')).toThrow(RangeError);
  });
});
