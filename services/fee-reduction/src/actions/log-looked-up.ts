import { appendAccessLog } from '@opptak/db';
import type { Change } from '@opptak/service';
import type { Schema } from '../schema.generated.ts';

/** Notes whom a registry was asked about for an application: everybody who was looked up can be told so. */
export async function logLookedUp(
  { tx, kommune, actor, at }: Change<Schema>,
  caseId: string,
  people: readonly string[],
): Promise<void> {
  for (const personId of people) {
    await appendAccessLog(tx, { kommune, personId, purpose: 'fee-income', caseId, actor, at });
  }
}
