import { bylawTexts } from '../../packages/matching/src/bylaws/bylaw-texts.ts';
import { dateText } from '../../packages/matching/src/bylaws/language.ts';
import { explanationTexts } from '../../packages/matching/src/explain/explanation-texts.ts';
import { samiMessageTexts, samiNotices } from '../../packages/messages/src/sami-texts.ts';
import { nb as feesNb } from '../../packages/rules/src/fees/texts/nb.ts';
import { se as feesSe } from '../../packages/rules/src/fees/texts/se.ts';
import { reasonTexts } from '../../services/notification/src/messages/reason-texts.ts';
import type { GeneratedFile } from './generated-file.ts';

interface Pair {
  readonly where: string;
  readonly norwegian: string;
  readonly sami: string;
}

const introduction = `# Sámi texts that a speaker must check

Every Sámi text of Opptak in one list: messages, rules read back to parents, reasons, fees. Written without a native speaker.
Until someone who speaks the language has read a text, it is not ready for families; where a result is explained, the Norwegian
text is shown beside it. This page is generated from the catalogues (\`npm run generate\`), and \`npm run check\` fails when it lacks a text.

Also to be read: the words in \`se\` in examples/bylaws/kaafjord.json; the date form «${dateText('se', '2027-08-01')}»; «ja» in lists.

To ask: _vuorbádeapmi_ for «loddtrekning»? _sisaváldinguovlu_ for «opptakskrets»? _sávaldat_ for a wish on the list? «§ 18:s» with a
case ending after the section sign? _juhkkojuvvon orrunbáiki_ for «delt bosted»?
`;

/** docs/sami-texts.md: all of them, for the speaker who reads them. */
export async function samiTexts(): Promise<readonly GeneratedFile[]> {
  const sections: readonly (readonly [string, readonly Pair[]])[] = [
    ['Messages and letters', samiMessageTexts()],
    ['Reasons in letters', Object.entries(reasonTexts).map(([where, { nb, se }]) => pair(where, nb, se))],
    ['Rules, read back to a parent', pairs(bylawTexts.nb, bylawTexts.se)],
    ['Reasons for a result', pairs(explanationTexts.nb, explanationTexts.se)],
    ['Fees, step by step', pairs(feesNb, feesSe)],
  ];
  const all = sections.reduce((sum, [, texts]) => sum + texts.length, 0);
  const text = [
    introduction,
    `Northern Sámi: ${all} texts.`,
    '',
    ...sections.flatMap(([title, texts]) => [
      `## ${title} (${texts.length})`,
      '',
      ...texts.flatMap(({ where, norwegian, sami }, index) => [
        `${index + 1}. ${where}`,
        `   - nb: ${norwegian}`,
        `   - se: ${sami}`,
      ]),
      '',
    ]),
    '## South Sámi and Lule Sámi',
    '',
    'No messages exist in these languages: they come in Northern Sámi or Norwegian, after this sentence.',
    '',
    ...samiNotices().map(([language, notice]) => `- ${language}: ${notice}`),
    '',
  ].join('\n');
  return [{ file: 'docs/sami-texts.md', text }];
}

const pair = (where: string, norwegian: string, sami: string): Pair => ({ where, norwegian, sami });

/** @throws Error when a text has no Sámi one: the compiler asks for it too. */
function pairs(nb: Readonly<Record<string, string>>, se: Readonly<Record<string, string>>): readonly Pair[] {
  return Object.entries(nb).map(([key, norwegian]) => {
    const sami = se[key];
    if (sami === undefined) throw new Error(`No Sámi text for ${key}`);
    return pair(`\`${key}\``, norwegian, sami);
  });
}
