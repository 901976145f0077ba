import { compareIds } from './canonical/id-order.ts';
import { orderRules, orderTuple } from './engine/order-code.ts';
import { settingOf } from './engine/setting.ts';
import type { MatchInput } from './format.ts';
import { lotDraw } from './lot/lot.ts';
import { lotKey, lotSecret } from './lot/lot-key.ts';

/**
 * Puts some applicants of an intake in the order that holds at one kindergarten (docs/allocation-format.md § 4), best
 * first. For what happens after the run, when seats come free one by one.
 *
 * @param applicantIds those who are not in the intake are left out
 * @throws RangeError when the intake has no such kindergarten
 */
export function orderAmong(
  input: MatchInput,
  kindergartenId: string,
  applicantIds: readonly string[],
): readonly string[] {
  const setting = settingOf(input);
  const rule = orderRules(setting)[setting.kindergartenIndex.get(kindergartenId) ?? -1];
  if (!rule) throw new RangeError('The intake has no such kindergarten');
  const draw = lotDraw(lotSecret(input), input.intake ?? '');
  const among = new Set(applicantIds);
  return input.applicants
    .filter(({ id }) => among.has(id))
    .map((applicant) => {
      const wish = applicant.wishes.indexOf(kindergartenId) + 1;
      const backstop = wish === 0 && applicant.current !== kindergartenId;
      const key = lotKey(applicant);
      const tuple = orderTuple(rule, applicant, wish === 0 ? null : wish, backstop, setting);
      return { id: applicant.id, key, standing: [...tuple, draw(key)] };
    })
    .sort(
      (a, b) =>
        compareStandings(a.standing, b.standing) || compareIds(a.key, b.key) || compareIds(a.id, b.id),
    )
    .map(({ id }) => id);
}

function compareStandings(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
