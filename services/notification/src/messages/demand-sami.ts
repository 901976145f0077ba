import { samiLanguageOwed } from '@opptak/messages';
import type { Tenants } from '@opptak/service';

/**
 * A kommune in the administrative area for Sámi languages that is set up without its language would send unlawful
 * messages to everybody, and nobody would see it.
 *
 * Legal source: sameloven §§ 3-1, 3-2.
 *
 * @throws Error at the start, naming the kommune.
 */
export function demandSamiLanguages({ all }: Pick<Tenants, 'all'>): void {
  for (const { kommune, letters } of all) {
    const owed = samiLanguageOwed(kommune);
    if (owed !== null && letters.sami !== owed)
      throw new Error(`Tenant ${kommune}, letters.sami: must be ${owed} (sameloven § 3-1)`);
  }
}
