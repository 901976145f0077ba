import { stableId } from '@opptak/db';
import { dateInNorway } from '@opptak/domain';
import { type Change, record } from '@opptak/service';
import { findApplications, insertApplication } from '../repositories/applications.ts';
import type { Schema } from '../schema.generated.ts';
import { openCase } from './open-case.ts';

/**
 * Hands a household that was formed from several earlier ones to a person, who finds out whose income holds: the kommune opens
 * the case itself, as an application on a changed household. One that is open already is enough; the family that applies
 * meanwhile is answered with it.
 *
 * Legal source: forskrift 2005-12-16-1478 § 3 b; forvaltningsloven § 17.
 */
export async function openMixedCase(
  change: Change<Schema>,
  householdId: string,
  kindergartenYear: number,
): Promise<void> {
  const { tx, kommune, at } = change;
  const earlier = await findApplications(tx, householdId, kindergartenYear);
  if (earlier.some(({ status }) => status !== 'decided')) return;
  const application = await insertApplication(tx, {
    kommune,
    id: stableId('fee-application', householdId, String(kindergartenYear), String(earlier.length)),
    householdId,
    kindergartenYear,
    appliedOn: dateInNorway(at),
    changeKind: 'household-change',
    sealedStated: null,
    status: 'manual',
    submittedAt: at,
  });
  await record(change, householdId, 'fee-household-mixed', { year: kindergartenYear });
  await openCase(change, application, 'household-mixed');
}
