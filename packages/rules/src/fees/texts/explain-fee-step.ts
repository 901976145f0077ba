import type { FactValue, RuleStep } from '../../rule-result.ts';
import { en } from './en.ts';
import { type FeeTextKey, type FeeTexts, feeTextKeys } from './fee-text-keys.ts';
import { nb } from './nb.ts';
import { nn } from './nn.ts';
import { se } from './se.ts';

export type FeeLanguage = 'nb' | 'nn' | 'en' | 'se';

const catalogue: Readonly<Record<FeeLanguage, FeeTexts>> = { nb, nn, en, se };
const known: ReadonlySet<string> = new Set(feeTextKeys);

/** Languages whose texts no speaker has read yet. A letter in one of them is checked by a person before it is sent. */
export const languagesNeedingReview: readonly FeeLanguage[] = ['se'];

/**
 * A step of a fee as one sentence for the family. Amounts that are no whole kroner are shown with two decimals, cut off;
 * the step itself keeps the exact fraction.
 *
 * @throws RangeError when the step is none of the fee rules'.
 */
export function explainFeeStep(step: RuleStep, language: FeeLanguage): string {
  const template = catalogue[language][keyOf(step)];
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const fact = name === 'result' ? step.result : (step.facts[name] ?? '');
    if (isAmount(name)) return amountText(fact, language);
    return name === 'countsFrom' ? monthText(String(fact), language) : wordFor(name, fact, language);
  });
}

/** The step in all four languages, as it is stored and printed. */
export function explainFeeStepInAll(step: RuleStep): Readonly<Record<FeeLanguage, string>> {
  return {
    nb: explainFeeStep(step, 'nb'),
    nn: explainFeeStep(step, 'nn'),
    en: explainFeeStep(step, 'en'),
    se: explainFeeStep(step, 'se'),
  };
}

function keyOf(step: RuleStep): FeeTextKey {
  const { rule, outcome } = step;
  const plain = `${rule}.${outcome}`;
  const withReason = `${plain}.${reasonOf(step) ?? ''}`;
  if (isKey(withReason)) return withReason;
  if (isKey(plain)) return plain;
  throw new RangeError(`No text for a step of ${rule}`);
}

/** What one outcome of a rule differs by: its stated reason, or the fact that decided. */
function reasonOf({ rule, outcome, facts }: RuleStep): FactValue | undefined {
  switch (rule) {
    case 'fee.income-ceiling':
      if (outcome === 'fulfilled') return facts['partTimeCeiling'];
      return facts['reason'] ?? (facts['ceilingNok'] === undefined ? undefined : 'below-ceiling');
    case 'fee.income-change':
      return facts['kind'];
    case 'fee.household-member':
      if (facts['foundToBelong'] !== undefined) return undefined;
      return facts['registeredWithChild'] === false ? 'elsewhere' : 'months';
    default:
      return facts['reason'];
  }
}

/** "november 2026" for "2026-11". */
function monthText(month: string, language: FeeLanguage): string {
  const name = catalogue[language]['fee.word.months'].split(' ')[Number(month.slice(5)) - 1];
  return `${name} ${month.slice(0, 4)}`;
}

/** The word for a fact that is a code: "eldste først". Numbers and names stand as they are. */
function wordFor(name: string, fact: FactValue, language: FeeLanguage): string {
  const key = `fee.word.${name}.${fact}`;
  return isKey(key) ? catalogue[language][key] : String(fact);
}

const isKey = (text: string): text is FeeTextKey => known.has(text);
const isAmount = (name: string): boolean => name === 'result' || name === 'percent' || name.endsWith('Nok');

/** "1 200", "818,18" – from a whole number or an exact fraction in text. */
function amountText(amount: FactValue, language: FeeLanguage): string {
  const match = /^(\d+)(?:\/(\d+))?$/.exec(String(amount));
  if (!match) return String(amount ?? '');
  const [, top = '0', bottom = '1'] = match;
  const hundredths = (BigInt(top) * 100n) / BigInt(bottom);
  const whole = grouped(String(hundredths / 100n), language === 'en' ? ',' : '\u00a0');
  if (BigInt(top) % BigInt(bottom) === 0n) return whole;
  const decimals = String(hundredths % 100n).padStart(2, '0');
  return `${whole}${language === 'en' ? '.' : ','}${decimals}`;
}

const grouped = (digits: string, separator: string): string =>
  digits.replaceAll(/\B(?=(\d{3})+$)/g, separator);
