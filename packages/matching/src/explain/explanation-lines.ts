import { bylawText } from '../bylaws/bylaw-texts.ts';
import type { CriterionKey } from '../bylaws/criteria-library.ts';
import { dateText, type Language, listed, type TextValues } from '../bylaws/language.ts';
import type { Change } from './change.ts';
import type { ChangeFinding, Deciding, Explanation, Outcome, WishExplanation } from './explanation.ts';
import { explanationText } from './explanation-texts.ts';
import type { ExplanationTextKey } from './texts/nb.ts';

/** A paragraph of an explanation; a heading belongs to the lines after it. */
export interface ExplanationLine {
  readonly heading: boolean;
  readonly text: string;
}

export interface LineOptions {
  /** What kindergartens are called; one that is not named is called by its id. */
  readonly names?: Readonly<Record<string, string>> | undefined;
}

/** An explanation in words, in the parent's language. Says what the facts say and nothing else. */
export function explanationLines(
  language: Language,
  explanation: Explanation,
  { names = {} }: LineOptions = {},
): readonly ExplanationLine[] {
  const nameOf = (id: string): string => (Object.hasOwn(names, id) ? names[id] : undefined) ?? id;
  const say = (key: ExplanationTextKey, values: TextValues = {}): ExplanationLine => ({
    heading: false,
    text: explanationText(language, key, values),
  });
  const head = (key: ExplanationTextKey, values: TextValues = {}): ExplanationLine => ({
    ...say(key, values),
    heading: true,
  });
  return [
    outcomeLine(explanation.outcome),
    ...explanation.wishes.flatMap(wishLines),
    // Who wished for nothing is not asked what it could have wished for.
    ...(explanation.wishes.length === 0
      ? []
      : [head('change.heading'), changeLine(explanation.change, explanation.outcome)]),
    say('footer.trace', { digest: explanation.result.slice(0, 16) }),
  ];

  function outcomeLine({ kind, kindergarten, wish }: Outcome): ExplanationLine {
    if (kindergarten === null) {
      const withReason = kind === 'none-right' || kind === 'none-together' || kind === 'none-joint';
      return say(withReason ? `result.${kind}` : 'result.none');
    }
    const values = { kindergarten: nameOf(kindergarten) };
    if (kind === 'wish' && wish !== null) return say('result.wish', { ...values, wish });
    return say(kind === 'right' ? 'result.right' : 'result.kept', values);
  }

  function wishLines({
    wish,
    kindergarten,
    verdict,
    ...reasons
  }: WishExplanation): readonly ExplanationLine[] {
    return [
      head('wish.heading', { wish, kindergarten: nameOf(kindergarten) }),
      say(`wish.${verdict}`),
      ...orderLines(reasons),
      ...decidingLines(reasons.deciding),
    ];
  }

  function orderLines({ order, cutoff, waiting }: Pick<WishExplanation, 'order' | 'cutoff' | 'waiting'>) {
    if (order === null) return [];
    if (order === 'few') return [say('rank.few')];
    return [
      say('rank.shown', { rank: order.rank, of: order.of }),
      ...(cutoff === null ? [] : cutoff === 'few' ? [say('cutoff.few')] : [say('cutoff.shown', { cutoff })]),
      ...(waiting === null ? [] : [say('waiting.shown', { position: waiting })]),
    ];
  }

  function decidingLines(deciding: Deciding | null): readonly ExplanationLine[] {
    if (deciding === null) return [];
    if (deciding.kind === 'points') {
      const criteria = listed(
        language,
        deciding.keys.map((key) => criterionName(language, key, null, deciding.paragraph)),
      );
      return [
        say('deciding.points', { criteria }),
        say('deciding.paragraph', { paragraph: deciding.paragraph }),
      ];
    }
    if (deciding.kind !== 'criterion') return [say(`deciding.${deciding.kind}`)];
    const { key, variant, paragraph, words } = deciding;
    const text = words?.[language] ?? words?.nb ?? words?.nn;
    return [
      say('deciding.criterion', { criterion: criterionName(language, key, variant, paragraph) }),
      text === undefined
        ? say('deciding.paragraph', { paragraph })
        : say('deciding.quote', { paragraph, text }),
    ];
  }

  function changeLine({ helps, tried }: ChangeFinding, { wish }: Outcome): ExplanationLine {
    if (helps) {
      const values = { kindergarten: nameOf(helps.kindergarten), ...changeValues(language, helps.change) };
      return say(`change.${helps.change.kind}`, values);
    }
    if (wish === 1) return say('change.first-wish');
    if (tried.length === 0) return say('change.nothing-to-try');
    const words = tried.map((name) =>
      explanationText(language, `tried.${name === 'weekdays' ? 'days' : name}`),
    );
    return say('change.none', { tried: listed(language, words) });
  }
}

function changeValues(language: Language, change: Change): TextValues {
  switch (change.kind) {
    case 'start':
      return { from: dateText(language, change.from), to: dateText(language, change.to) };
    case 'days':
      return { from: change.from, to: change.to };
    case 'weekdays':
      return {
        to: listed(
          language,
          change.to.map((day) => explanationText(language, `day.${day}`)),
        ),
      };
    case 'start-and-days':
      return { start: dateText(language, change.to), days: change.days };
    default:
      return {};
  }
}

/** A criterion as the thing that decided: "søsken som går i barnehagen". */
function criterionName(
  language: Language,
  key: CriterionKey,
  variant: string | null,
  paragraph: string,
): string {
  switch (key) {
    case 'age':
      return bylawText(language, variant === 'youngest' ? 'age-youngest.name' : 'age-oldest.name');
    case 'profile':
      return bylawText(language, variant === 'sami' ? 'profile-sami.name' : 'profile.name');
    case 'number':
      return bylawText(language, variant === 'high' ? 'number-high.name' : 'number-low.name', { paragraph });
    case 'flag':
      return bylawText(language, 'flag.name', { paragraph });
    default:
      return bylawText(language, `${key}.name`);
  }
}
