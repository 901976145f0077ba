import { expect, test } from 'vitest';
import { bylawTexts } from '../../src/bylaws/bylaw-texts.ts';
import { dateText } from '../../src/bylaws/language.ts';
import { explanationTexts } from '../../src/explain/explanation-texts.ts';

const pairs = (nb: object, se: object): string => {
  const sami = new Map(Object.entries(se));
  return Object.entries(nb)
    .map(([key, text]) => `- \`${key}\`\n  - nb: ${text}\n  - se: ${sami.get(key)}\n`)
    .join('');
};

test('every Sámi text of rules and explanations stands on the page for a speaker', async () => {
  const page = `# Sámi texts of rules and explanations that a speaker must check

Written without a native speaker, like the messages in docs/sami-texts.md. Until someone who speaks Northern Sámi has read
them, the Norwegian text is shown beside them. This page is made from the catalogue: a test fails when it lacks a text.

Also to be read: the words in \`se\` in examples/bylaws/kaafjord.json; the date form «${dateText('se', '2027-08-01')}»; «ja» in lists.

To ask: _vuorbádeapmi_ for «loddtrekning»? _sisaváldinguovlu_ for «opptakskrets»? _sávaldat_ for a wish on the list? «§ 18:s» with a
case ending after the section sign?

## Rules, read back to a parent

${pairs(bylawTexts.nb, bylawTexts.se)}
## Reasons for a result

${pairs(explanationTexts.nb, explanationTexts.se)}`;

  await expect(page).toMatchFileSnapshot('../../../../docs/sami-texts-rules-and-reasons.md');
});
