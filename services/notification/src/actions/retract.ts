import { type Change, record } from '@opptak/service';
import { retractInvitations } from '../repositories/invitations.ts';
import { openCases } from '../repositories/manual-cases.ts';
import { retractPlanned } from '../repositories/messages.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * Takes back what is on its way to the families of these children. What is sent is sent.
 *
 * @param then 'guard' when the family is protected from now on: the guarded desk takes over what was decided.
 */
export async function retractFor(
  change: Change<Schema>,
  childIds: readonly string[],
  then: 'nothing' | 'guard' = 'nothing',
): Promise<void> {
  const { tx, kommune, at } = change;
  const retracted = await retractPlanned(tx, childIds);
  for (const { id, caseId, template } of retracted) {
    await record(change, caseId, 'message-retracted', { messageId: id, template });
  }
  if (then === 'nothing') return;
  // Invitations and reminders follow from the next decision; what has been decided must reach the family all the same.
  const decided = retracted.filter(({ template }) => /^(vedtak|refill|waiting|receipt)/.test(template));
  await openCases(
    tx,
    kommune,
    at,
    decided.map(({ id, childId }) => ({ childId, reason: 'guarded-message', guarded: true, aboutId: id })),
  );
}

/** Children who have left are asked nothing more. */
export async function closeInvitations(change: Change<Schema>, childIds: readonly string[]): Promise<void> {
  for (const { id } of await retractInvitations(change.tx, childIds)) {
    await record(change, id, 'invitation-retracted', {});
  }
}
