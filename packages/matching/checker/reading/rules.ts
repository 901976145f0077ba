import type { Report, Run } from '../proof/model.ts';
import { isGraded, isKnown } from './codes.ts';
import type { Criterion } from './document.ts';

/** The criteria are ones that may be used: each is known and has its paragraph, § 18 is first, honesty costs nothing unsaid (§ 4.1). */
export function checkRules({ input }: Run, report: Report): void {
  checkList(input.criteria, 'criteria', report);
  for (const [name, { criteria }] of Object.entries(input.bylaws ?? {}))
    checkList(criteria, `bylaws/${name}`, report);
  for (const { id, criteria } of input.kindergartens) checkList(criteria, id, report);
}

function checkList(criteria: readonly Criterion[] = [], where: string, report: Report): void {
  criteria.forEach((criterion, i) => {
    const refuse = (text: string) => report('refused-criteria', `${where}/${i}`, text);
    const { key, items = [] } = criterion;
    if (i === 0 && key !== 'statutory-priority') refuse('does not begin with § 18');
    const own = { 'statutory-priority': 0, 'right-to-place': 1, lot: criteria.length - 1 }[key] ?? i;
    if (i !== own) refuse(`${key} does not stand here`);
    for (const item of items) if (!isGraded(item.criterion.key)) refuse('may not give points');
    for (const { key, paragraph, openly } of [criterion, ...items.map((item) => item.criterion)]) {
      if (!isKnown(key)) refuse('is no known criterion');
      if (paragraph.trim() === '') refuse('names no paragraph of the bylaws');
      if (key === 'wish-number' && !openly) refuse('counts the wish number without saying so openly');
    }
  });
}
