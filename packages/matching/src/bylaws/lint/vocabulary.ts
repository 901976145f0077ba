import type { LintCode } from './lint-codes.ts';

/**
 * Names of facts that must not order children, by what is wrong with them. Bylaws may name their own facts (`flag`,
 * `number`), and here such a name is stopped. Norwegian and English words, matched from the start of each word.
 */
const refusedFacts: readonly (readonly [LintCode, readonly string[]])[] = [
  [
    'health-beyond-statutory',
    [
      'health',
      'helse',
      'illness',
      'sykdom',
      'sjukdom',
      'diagnos',
      'prematur',
      'allerg',
      'disab',
      'funksjons',
      'strain',
      'belast',
      'special-need',
      'foster',
      'barnevern',
      'child-welfare',
      'krisesenter',
    ],
  ],
  [
    'ethnic-or-religious',
    [
      'ethnic',
      'etni',
      'nationalit',
      'citizen',
      'statsborger',
      'language',
      'sprak',
      'minority',
      'minoritet',
      'relig',
      'church',
      'immigra',
      'refugee',
      'flyktning',
    ],
  ],
  ['sex-based', ['sex', 'gender', 'girl', 'boy', 'kjonn', 'jente', 'gutt']],
  [
    'ownership-order',
    [
      'owner',
      'eier',
      'municipal',
      'kommunal',
      'private',
      'privat',
      'member',
      'medlem',
      'shareholder',
      'andelseier',
    ],
  ],
  [
    'no-objective-fact',
    [
      'suitab',
      'egne',
      'interview',
      'intervju',
      'judge',
      'skjonn',
      'vurder',
      'fit',
      'passer',
      'impression',
      'motivat',
      'special',
      'saerlig',
      'need',
      'behov',
    ],
  ],
  [
    'first-preference-hidden',
    [
      'first-wish',
      'firstwish',
      'first-choice',
      'firstchoice',
      'first-preference',
      'forsteonske',
      'forstevalg',
    ],
  ],
  [
    'privacy-heavy',
    [
      'income',
      'inntekt',
      'single-parent',
      'singleparent',
      'enslig',
      'divorc',
      'social',
      'sosial',
      'benefit',
      'work',
      'arbeid',
      'job',
      'employ',
      'student',
      'debt',
      'gjeld',
      'address',
      'adresse',
      'marital',
    ],
  ],
];

/** What is wrong with ordering children by a fact of this name, judged by its words. */
export function refusedFact(name: string): LintCode | undefined {
  const plain = asciiOf(name.replace(/([a-z])([A-Z])/g, '$1-$2'));
  const words = plain.split(/[^a-z]+/);
  return refusedFacts.find(([, stems]) =>
    stems.some((stem) =>
      stem.includes('-') ? plain.includes(stem) : words.some((word) => word.startsWith(stem)),
    ),
  )?.[0];
}

/** Wording in the bylaw's own text that says something else than the criterion computes. bokmål, nynorsk, English. */
const wordings: readonly (readonly [LintCode, RegExp])[] = [
  [
    'first-preference-hidden',
    /første ?(ønske|ynske|valg|val|prioritet)|1\. ?(ønske|valg|prioritet)|first (wish|choice|preference)/i,
  ],
  [
    'ownership-order',
    /(kommunale|private) barneha\p{L}+ (først|før|føre|foran|går foran)|\b(eiere|eigarar|medlemmer|medlemer)\b/iu,
  ],
  ['sex-based', /\b(jenter|gutter|gutar|kjønn\p{L}*|girls|boys)\b/iu],
  [
    'health-beyond-statutory',
    /\b(diagnose\p{L}*|sykdom\p{L}*|sjukdom\p{L}*|helse\p{L}*|prematur\p{L}*|illness|health)\b/iu,
  ],
  [
    'ethnic-or-religious',
    /\b(etnisk\p{L}*|statsborger\p{L}*|minoritetsspråk\p{L}*|nasjonalitet\p{L}*|citizenship|ethnic)\b/iu,
  ],
  [
    'discretionary-wording',
    /\b(skjønn\p{L}*|passer best|passar best|egnet|etter en vurdering|etter ei vurdering|styrer (kan|avgjør|vurderer|vel)|særlige grunner|særlege grunnar|discretion|suitable)\b/iu,
  ],
];

export function suspiciousWording(text: string): readonly LintCode[] {
  return wordings.filter(([, pattern]) => pattern.test(text)).map(([code]) => code);
}

const asciiOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/å/g, 'a')
    .replace(/ø/g, 'o')
    .replace(/æ/g, 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
