import { describe, expect, test } from 'vitest';
import { exampleValues, kaafjord, snaasa, voss } from '../test/message-examples.ts';
import { type TemplateName, templateNames } from './catalogue.ts';
import { commonTexts } from './common-texts.ts';
import { completeLanguages, messageLanguages } from './language.ts';
import { type MessageRequest, renderInLanguages, renderMessage } from './render-message.ts';

const letter = <Name extends TemplateName>(
  template: Name,
  values: MessageRequest<Name>['values'],
  language: MessageRequest<Name>['language'] = 'nb',
) => renderMessage({ template, language, kommune: kaafjord, values, channel: 'letter' }).text;

describe('rendering a message', () => {
  test('the invitation asks two questions, gives the deadline and the day the place must be there', () => {
    const { subject, text, language } = renderMessage({
      template: 'invitation',
      language: 'nb',
      kommune: kaafjord,
      values: exampleValues.invitation,
      channel: 'email',
    });

    expect([subject, language]).toEqual(['Barnehageplass til Áilu: svar på to spørsmål', 'nb']);
    expect(text).toContain('- Når skal Áilu begynne?\n- Hvor mange dager i uka?');
    expect(text).toContain(
      'Svar senest 1. mars 2027. Da har Áilu rett til plass i kommunen senest 31. august 2027.',
    );
    expect(text).toContain('Vennlig hilsen\nKåfjord kommune');
    expect(text).not.toContain('{');
  });

  test('with shared residence the invitation says that both must answer', () => {
    expect(letter('invitation', { ...exampleValues.invitation, answers: 'both' })).toContain(
      'Dere må begge svare',
    );
    expect(letter('invitation', exampleValues.invitation)).not.toContain('begge');
  });

  test('to a parent who lives elsewhere the invitation says nothing of what is near the child', () => {
    const elsewhere = { ...exampleValues.invitation, proposals: 'none' } as const;

    expect(letter('invitation', elsewhere)).not.toContain('nærheten');
  });

  test('dates, money and counts are written in the language of the message', () => {
    expect(letter('offer', exampleValues.offer, 'nb')).toContain('fra 16. august 2027, 5 dager i uka');
    expect(letter('offer', exampleValues.offer, 'nb')).toContain('1 200 kroner');
    expect(letter('offer', exampleValues.offer, 'en')).toContain('NOK 1,200');
    expect(letter('offer', exampleValues.offer, 'se')).toContain('borgemánu 16. b. 2027, 5 beaivvi vahkus');
    expect(letter('offer', { ...exampleValues.offer, daysPerWeek: 1 }, 'nn')).toContain('1 dag i veka');
  });

  test.each([
    [30, 'Det er 30 dager igjen'],
    [14, 'Det er 14 dager igjen'],
    [5, 'Det er 5 dager igjen'],
    [1, 'I morgen er siste dag'],
  ])('the reminder %i days before the deadline says so', (daysLeft, says) => {
    expect(letter('reminder', { ...exampleValues.reminder, daysLeft })).toContain(says);
  });

  test('the kommune signs with its own name in each language', () => {
    expect(letter('receipt', exampleValues.receipt, 'se')).toMatch(/Gáivuona suohkan$/);
    expect(letter('receipt', exampleValues.receipt, 'en')).toMatch(/Kåfjord kommune$/);
  });

  test.each(completeLanguages)('article 14 stands in every first message, also in %s', (language) => {
    const [heading] = commonTexts[language].privacy;
    for (const name of ['invitation', 'new-resident', 'informed-parent', 'right-next-year'] as const) {
      for (const channel of ['email', 'letter'] as const) {
        const { below } = renderMessage({
          template: name,
          language,
          kommune: kaafjord,
          values: exampleValues[name],
          channel,
        });
        expect(`# ${below[0]?.text}`).toBe(heading);
      }
    }
  });
});

describe('appeal text', () => {
  const appeals = { nb: /klage/i, klagenemnd: /klagenemnd/, statsforvalter: /statsforvalter/ };

  test('a first wish can not be appealed', () => {
    expect(letter('vedtak-first-wish', exampleValues['vedtak-first-wish'])).not.toMatch(appeals.nb);
  });

  test('another wish carries the text only when the rules say so', () => {
    const values = exampleValues['vedtak-other-wish'];

    expect(letter('vedtak-other-wish', { ...values, appeal: 'klagenemnd' })).toMatch(appeals.klagenemnd);
    expect(letter('vedtak-other-wish', { ...values, appeal: 'none' })).not.toMatch(appeals.nb);
  });

  test('a place outside the wishes, and a refusal at the main intake, go to the klagenemnd and not to the state', () => {
    for (const text of [
      letter('vedtak-outside-wishes', exampleValues['vedtak-outside-wishes']),
      letter('vedtak-refusal', exampleValues['vedtak-refusal']),
    ]) {
      expect(text).toMatch(/innen tre uker/);
      expect(text).toMatch(appeals.klagenemnd);
      expect(text).not.toMatch(appeals.statsforvalter);
    }
  });

  test('a refusal without a right to appeal says nothing of it, and leaves no empty heading', () => {
    const text = letter('vedtak-refusal', {
      ...exampleValues['vedtak-refusal'],
      appeal: 'none',
      listed: 'no',
    });

    expect(text).not.toMatch(appeals.nb);
    expect(text).not.toMatch(/\n\n\n|#/);
  });

  test('a fee goes to statsforvalteren and not to the klagenemnd', () => {
    const text = letter('vedtak-fee', exampleValues['vedtak-fee']);

    expect(text).toMatch(appeals.statsforvalter);
    expect(text).not.toMatch(appeals.klagenemnd);
  });

  test('a fee vedtak gives a reason for every reduction, also where there is none', () => {
    const values = exampleValues['vedtak-fee'];
    const reduced = letter('vedtak-fee', values);
    expect(reduced).toContain('- Betalingen er satt ned, fordi den ikke skal være mer enn seks prosent');
    expect(reduced).toContain('- Áilu har ikke søskenmoderasjon.');
    expect(reduced).toContain('- Áilu har gratis kjernetid');
    expect(reduced).toContain('Inntekten er hentet fra Skatteetaten.');

    const full = letter('vedtak-fee', { ...values, income: 'no', coreTime: 'no', incomeFrom: 'documents' });
    expect(full).toContain('- Betalingen er ikke mer enn seks prosent av husholdningens inntekt');
    expect(full).toContain('- Áilu har ikke gratis kjernetid.');
    expect(full).toContain('dokumentert i saken');

    const none = letter('vedtak-fee', {
      ...values,
      income: 'unknown',
      coreTime: 'unknown',
      incomeFrom: 'none',
    });
    expect(none).toContain('- Vi har ikke regnet med noen inntekt.');
    expect(none).not.toContain('Skatteetaten');
  });
});

describe('what a parent who lives elsewhere learns', () => {
  test('no link, no kindergarten and no address', () => {
    for (const language of completeLanguages) {
      const text = letter('informed-parent', exampleValues['informed-parent'], language);
      expect(text.replace('https://kaafjord.example/barnehage', '')).not.toMatch(/https?:|Riebangárdi/);
    }
  });
});

describe('languages', () => {
  test('South Sámi falls back to the kommune’s Norwegian, and the message says so in both', () => {
    const message = renderMessage({
      template: 'receipt',
      language: 'sma',
      kommune: snaasa,
      values: exampleValues.receipt,
      channel: 'email',
    });

    expect(message).toMatchObject({ language: 'nb', fellBackFrom: 'sma' });
    expect(message.blocks[0]?.text).toContain('åarjelsaemien gïelesne');
    expect(message.blocks[0]?.text).toContain('Finnes ikke på sørsamisk ennå.');
  });

  test('Lule Sámi falls back to Northern Sámi where that is the language of the kommune', () => {
    const message = renderMessage({
      template: 'receipt',
      language: 'smj',
      kommune: kaafjord,
      values: exampleValues.receipt,
      channel: 'sms',
    });

    expect(message).toMatchObject({ language: 'se', fellBackFrom: 'smj' });
    expect(message.text).toContain('Ii leat vuos julevsámegillii.');
  });

  test('an announcement in a South Sámi kommune comes once in Norwegian, with the South Sámi sentence', () => {
    const messages = renderInLanguages({
      template: 'invitation',
      languages: messageLanguages({ chosen: null, registered: null }, snaasa),
      kommune: snaasa,
      valuesIn: () => exampleValues.invitation,
      channel: 'letter',
    });

    expect(messages.map(({ language, fellBackFrom }) => [language, fellBackFrom])).toEqual([['nb', 'sma']]);
  });

  test('an announcement in a Northern Sámi kommune comes in both languages, the person’s own first', () => {
    const languages = messageLanguages({ chosen: null, registered: 'en' }, kaafjord);
    const request = {
      template: 'receipt',
      kommune: kaafjord,
      valuesIn: () => exampleValues.receipt,
      channel: 'email',
    } as const;

    expect(renderInLanguages({ ...request, languages }).map(({ language }) => language)).toEqual([
      'en',
      'se',
      'nb',
    ]);
  });

  test('a message in its own language claims no fallback', () => {
    expect(
      renderMessage({
        template: 'receipt',
        language: 'se',
        kommune: voss,
        values: exampleValues.receipt,
        channel: 'sms',
      }),
    ).not.toHaveProperty('fellBackFrom');
  });

  test.each([
    ['nothing known, ordinary kommune', null, null, { ...kaafjord, sami: null }, ['nb']],
    ['nothing known, nynorsk kommune', null, null, voss, ['nn']],
    ['bokmål registered in a nynorsk kommune', null, 'nb', voss, ['nb']],
    ['Northern Sámi registered, kommune without a duty', null, 'se', voss, ['se']],
    ['Sámi area, nothing known: both languages, Norwegian first', null, null, kaafjord, ['nb', 'se']],
    ['Sámi area, Northern Sámi registered', null, 'se', kaafjord, ['se', 'nb']],
    ['Sámi area, English registered', null, 'en', kaafjord, ['en', 'se', 'nb']],
    ['South Sámi chosen with us', 'sma', 'nb', snaasa, ['sma', 'nb']],
  ] as const)('%s', (_case, chosen, registered, kommune, expected) => {
    expect(messageLanguages({ chosen, registered }, kommune)).toEqual(expected);
  });
});

describe('values', () => {
  const broken = (values: Record<string, unknown>) => () =>
    renderMessage({
      template: 'reminder',
      language: 'nb',
      kommune: kaafjord,
      // What a careless caller in another service could send.
      values: Object.assign({ ...exampleValues.reminder }, values),
      channel: 'email',
    });

  test.each([
    ['missing', { childName: undefined }, 'childName'],
    ['empty', { childName: '  ' }, 'childName'],
    ['no date', { deadlineOn: '2027-02-30' }, 'deadlineOn'],
    ['no whole number', { daysLeft: 1.5 }, 'daysLeft'],
    ['below zero', { daysLeft: -1 }, 'daysLeft'],
    ['no https link', { link: 'javascript:alert(1)' }, 'link'],
    ['unknown', { secret: 'x' }, 'secret'],
  ])('a value that is %s is refused by name, without showing it', (_case, values, name) => {
    expect(broken(values)).toThrow(new RegExp(`${name}`));
    expect(broken(values)).not.toThrow(/alert|2027-02-30/);
  });

  test('a name is text and nothing else: no ICU, no lists, no line breaks', () => {
    const text = letter('receipt', {
      ...exampleValues.receipt,
      childName: "- {link} 'Ka\u0301re\nO’Neil' <b>",
    });

    expect(text).toContain("Takk! Vi fikk søknaden om barnehageplass til - {link} 'Káre O’Neil' <b>");
  });

  test('a template is refused on a channel it is not written for', () => {
    expect(() =>
      renderMessage({
        template: 'informed-parent',
        language: 'nb',
        kommune: kaafjord,
        values: exampleValues['informed-parent'],
        channel: 'sms',
      }),
    ).toThrow(RangeError);
  });

  test('every template renders in every language and channel it has', () => {
    for (const template of templateNames) {
      for (const language of completeLanguages) {
        const { text } = renderMessage({
          template,
          language,
          kommune: kaafjord,
          values: exampleValues[template],
          channel: 'letter',
        });
        expect(text.length).toBeGreaterThan(100);
        expect(text).not.toMatch(/[{}]|undefined/);
      }
    }
  });
});
