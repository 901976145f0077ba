import { bylawText } from './bylaw-texts.ts';
import type { BylawCriterion, BylawSet, BylawVersion } from './bylaws-document.ts';
import { dateText, type Language, listed } from './language.ts';
import type { BylawTextKey } from './texts/nb.ts';

/** One line of rules read back from the data: a numbered step, or a line that belongs to the step above. */
export interface RuleLine {
  /** Number of the step; null for lines around the steps and for points inside one. */
  readonly step: number | null;
  readonly text: string;
}

/**
 * The rules of one version in words a parent can use, made from the data alone – so what stands here is what the
 * engine does, also when the bylaws' own words are less clear.
 *
 * @throws RangeError when the version is one that the linter refuses (a criterion that is not in the library).
 */
export function describeBylaws(
  language: Language,
  set: BylawSet,
  version: BylawVersion,
  example: boolean,
): readonly RuleLine[] {
  const around = (key: BylawTextKey, values = {}): RuleLine => ({
    step: null,
    text: bylawText(language, key, values),
  });
  const dates = {
    adopted: dateText(language, version.adoptedOn),
    from: dateText(language, version.validFrom),
  };
  const counts = version.tiers.some(({ criteria }) => criteria.some(({ key }) => key === 'wish-number'));
  return [
    around('rules.heading', { name: set.name }),
    ...(example ? [around('rules.example')] : []),
    version.validUntil === undefined
      ? around('rules.valid', dates)
      : around('rules.valid-until', { ...dates, until: dateText(language, version.validUntil) }),
    around('rules.intro'),
    ...version.tiers.flatMap(({ criteria }, index) => describeTier(language, version, criteria, index + 1)),
    around('rules.own-place'),
    around(counts ? 'rules.wishes-count' : 'rules.wishes'),
  ];
}

function describeTier(
  language: Language,
  version: BylawVersion,
  criteria: readonly BylawCriterion[],
  step: number,
): readonly RuleLine[] {
  const [only] = criteria;
  if (only && criteria.length === 1 && only.points === undefined) {
    return [{ step, text: `${ruleOf(language, version, only)} ${sourceOf(language, only)}` }];
  }
  const items = criteria.map((criterion) => {
    const points = (criterion.points ?? []).join(' / ');
    const text = bylawText(language, 'rules.points', { points, rule: ruleOf(language, version, criterion) });
    return { step: null, text: `${text} ${sourceOf(language, criterion)}` };
  });
  return [{ step, text: bylawText(language, 'rules.points-tier') }, ...items];
}

/** Where the rule stands; for a fact of the bylaw's own also its words, since only they say what it is. */
function sourceOf(language: Language, { key, paragraph, text }: BylawCriterion): string {
  const words = text[language] ?? text.nb;
  if ((key === 'flag' || key === 'number') && words !== undefined) {
    return bylawText(language, 'rules.quote', { paragraph, text: words });
  }
  return bylawText(language, 'rules.paragraph', { paragraph });
}

function ruleOf(language: Language, version: BylawVersion, criterion: BylawCriterion): string {
  const { key, paragraph, first } = criterion;
  const rule = (name: BylawTextKey, values = {}) => bylawText(language, name, values);
  switch (key) {
    case 'catchment':
      return rule('catchment.rule', { area: version.catchment?.[language] ?? version.catchment?.nb ?? '' });
    case 'distance':
      return rule('distance.rule', { bands: bandsText(language, 'metres', criterion.bands ?? []) });
    case 'travel-time':
      return rule('travel-time.rule', { bands: bandsText(language, 'minutes', criterion.bands ?? []) });
    case 'transfer':
      return rule(first === 'new' ? 'transfer-new.rule' : 'transfer.rule');
    case 'profile':
      if (criterion.profile === 'sami') return rule('profile-sami.rule');
      return rule('profile.rule', {
        profile: version.profile?.name[language] ?? version.profile?.name.nb ?? '',
      });
    case 'age': {
      const unit = rule(
        criterion.unit === 'year'
          ? 'age-unit.year'
          : criterion.unit === 'month'
            ? 'age-unit.month'
            : 'age-unit.day',
      );
      return rule(first === 'youngest' ? 'age-youngest.rule' : 'age-oldest.rule', { unit });
    }
    case 'flag':
      return rule('flag.rule', { paragraph });
    case 'number':
      return rule(first === 'high' ? 'number-high.rule' : 'number-low.rule', { paragraph });
    case 'statutory-priority':
    case 'right-to-place':
    case 'sibling-attending':
    case 'sibling-applying':
    case 'child-of-staff':
    case 'application-date':
    case 'waiting-list':
    case 'wish-number':
    case 'lot':
      return rule(`${key}.rule`);
    default:
      throw new RangeError('The criterion is not in the library');
  }
}

function bandsText(language: Language, unit: 'metres' | 'minutes', bands: readonly number[]): string {
  const steps = bands.map((to, index) => {
    const from = bands[index - 1];
    if (from === undefined) return bylawText(language, `band.${unit}-first`, { to });
    return bylawText(language, `band.${unit}-next`, { from, to });
  });
  const last = bands.at(-1);
  return listed(
    language,
    last === undefined ? steps : [...steps, bylawText(language, `band.${unit}-last`, { from: last })],
  );
}
