import type { Report } from '../proof/model.ts';
import type { Criterion, MatchInput } from './document.ts';
import { hashOfText } from './hashes.ts';

const KEYS: readonly string[] = [
  'statutory-priority',
  'right-to-place',
  'lot',
  'sibling-attending',
  'sibling-applying',
  'catchment',
  'distance',
  'travel-time',
  'child-of-staff',
  'transfer',
  'profile',
  'age',
  'application-date',
  'waiting-list',
  'wish-number',
  'flag',
  'number',
  'points',
];
const OUTSIDE_POINTS = ['statutory-priority', 'right-to-place', 'lot', 'points'];

/** The rules of the run are ones that may be used: every criterion has its paragraph, § 18 is first, the seed is the one promised. */
export function checkRules(input: MatchInput, report: Report): void {
  checkList(input.criteria, 'criteria', report);
  for (const [name, { criteria }] of Object.entries(input.bylaws ?? {}))
    checkList(criteria, `bylaws/${name}`, report);
  for (const { id, criteria } of input.kindergartens) checkList(criteria, id, report);
  const { seed = '', seedCommitment } = input;
  if (seedCommitment !== undefined && seedCommitment !== hashOfText(seed)) {
    report('seed-not-committed', 'seed', 'is not the seed whose hash was published');
  }
}

function checkList(criteria: readonly Criterion[] | undefined, where: string, report: Report): void {
  const keys = (criteria ?? []).map(({ key }) => key);
  const last = keys.length - 1;
  if (keys.length > 0 && keys[0] !== 'statutory-priority')
    report('refused-criteria', where, 'does not begin with § 18');
  keys.forEach((key, i) => {
    const misplaced = { 'statutory-priority': i > 0, 'right-to-place': i !== 1, lot: i !== last }[key];
    if (misplaced) report('refused-criteria', `${where}/${i}`, `${key} does not stand here`);
  });
  (criteria ?? []).forEach((criterion, i) => {
    const items = (criterion.items ?? []).map((item) => item.criterion);
    for (const one of [criterion, ...items]) {
      const fault =
        faultOf(one) ??
        (one !== criterion && OUTSIDE_POINTS.includes(one.key) ? 'may not give points' : null);
      if (fault) report('refused-criteria', `${where}/${i}`, fault);
    }
  });
}

function faultOf({ key, paragraph, openly }: Pick<Criterion, 'key' | 'paragraph' | 'openly'>): string | null {
  if (!KEYS.includes(key)) return 'is no known criterion';
  if (paragraph.trim() === '') return 'names no paragraph of the bylaws';
  return key === 'wish-number' && !openly ? 'counts the wish number without saying so openly' : null;
}
