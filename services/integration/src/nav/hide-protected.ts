import type { NavChildInformation, NavList, NavPerson } from '@opptak/contracts';
import { confidential, type Visibility } from './nav-persons.ts';

/**
 * A list that was prepared earlier, as it may be shown now.
 *
 * @param visibilityOf how much of a child's household may be shown, by the child's identity number; unknown when we no
 * longer know the child by it, and then no address is shown.
 */
export function hideProtected(
  list: NavList,
  visibilityOf: (nationalId: string) => Visibility | 'unknown',
): NavList {
  const kindergartens = (list.kindergartens ?? [])
    .map((one) => ({
      ...one,
      childrenInformation: one.childrenInformation.flatMap((entry) =>
        shown(entry, visibilityOf(entry.child.socialSecurityNumber)),
      ),
    }))
    .filter(({ childrenInformation }) => childrenInformation.length > 0);
  return { ...list, kindergartens: kindergartens.length > 0 ? kindergartens : null };
}

function shown(entry: NavChildInformation, visibility: Visibility | 'unknown'): NavChildInformation[] {
  if (visibility === 'open') return [entry];
  if (visibility === 'withheld') return [];
  const address = visibility === 'confidential' ? confidential : null;
  const hide = (person: NavPerson): NavPerson => ({ ...person, address });
  return [{ ...entry, child: hide(entry.child), guardians: entry.guardians.map(hide) }];
}
