import { kommuneNumber } from '@opptak/domain';
import type { Language } from '@opptak/messages';
import { readTenants, type Tenant } from '@opptak/service';
import { describe, expect, test } from 'vitest';
import { demandSamiLanguages } from './demand-sami.ts';
import type { MessageContent } from './message-content.ts';
import { setLetter, writeMessage } from './write-message.ts';

const tenants = readTenants('examples/tenants.json');
const kaafjord = tenants.get(kommuneNumber('5540'));
/** The same kommune, as if it lay in the area of another Sámi language; nynorsk shows whose Norwegian it is. */
const inArea = (sami: 'sma' | 'smj'): Tenant => ({
  ...kaafjord,
  letters: { ...kaafjord.letters, sami, norwegian: 'nn' },
});

const message = {
  id: '11111111-1111-4111-8111-111111111111',
  template: 'vedtak-refusal',
  personId: '22222222-2222-4222-8222-222222222222',
  caseId: '33333333-3333-4333-8333-333333333333',
  plannedAt: new Date('2027-04-01T08:00:00Z'),
};
const content: MessageContent = {
  values: { childName: 'Áilu', ground: 'noFreePlace', listed: 'yes', appeal: 'klagenemnd' },
  link: { url: 'https://opptak.example/x' },
  reason: 'no-seat',
  reach: 'any',
};
const write = (tenant: Tenant, languages: readonly Language[], channel: 'letter' | 'email' = 'letter') =>
  writeMessage({ message, content, languages }, { tenant, link: 'https://opptak.example/x', channel });

test('a kommune of the Sámi area without its language does not start, and is named', () => {
  const without = { ...kaafjord, letters: { ...kaafjord.letters, sami: null } };
  expect(() => demandSamiLanguages({ all: [without] })).toThrow('5540, letters.sami: must be se');
  expect(() => demandSamiLanguages(tenants)).not.toThrow();
});

describe('a message in a language that has no texts yet', () => {
  test.each([
    ['sma', 'åarjelsaemien', 'Finst ikkje på sørsamisk enno.'],
    ['smj', 'julevsábmáj', 'Finst ikkje på lulesamisk enno.'],
  ] as const)('in %s is in the kommune’s Norwegian, and says so in both', (language, own, inNorwegian) => {
    const written = write(inArea(language), [language, 'nn']);
    expect(written).toHaveLength(1);
    expect(written[0]).toMatchObject({ language: 'nn', fellBackFrom: language });
    expect(written[0]?.text).toContain(own);
    expect(written[0]?.text).toContain(inNorwegian);
    // The reason of the vedtak is in the language that the rest of the letter is in.
    expect(written[0]?.text).toContain('alderen til barnet');
  });

  test('where Northern Sámi is used it comes in that, beside the Norwegian of the kommune', () => {
    const written = write(kaafjord, ['sma', 'se', 'nb']);
    expect(written.map(({ language, fellBackFrom }) => [language, fellBackFrom])).toEqual([
      ['se', 'sma'],
      ['nb', undefined],
    ]);
    expect(written[0]?.text).toContain('Ii leat vuos máttasámegillii.');
    expect(written[1]?.text).not.toContain('åarjelsaemien');
  });

  test('and a letter with the notice is set, with letters that South and Lule Sámi need', () => {
    for (const language of ['sma', 'smj'] as const) {
      const tenant = inArea(language);
      const link = 'https://opptak.example/x';
      const pdf = setLetter(
        { message, content, languages: [language, 'nn'] },
        { tenant, link, recipient: ['Áilu Ŋálli', 'Tjïelte 1'] },
      );
      expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-');
    }
  });
});
