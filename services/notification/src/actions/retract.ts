import { type Change, record } from '@opptak/service';
import { retractInvitations } from '../repositories/invitations.ts';
import { retractPlanned } from '../repositories/messages.ts';
import type { Schema } from '../schema.generated.ts';

/** Takes back what is on its way to the families of these children. What is sent is sent. */
export async function retractFor(change: Change<Schema>, childIds: readonly string[]): Promise<void> {
  for (const { id, caseId, template } of await retractPlanned(change.tx, childIds)) {
    await record(change, caseId, 'message-retracted', { messageId: id, template });
  }
}

/** Children who have left are asked nothing more. */
export async function closeInvitations(change: Change<Schema>, childIds: readonly string[]): Promise<void> {
  for (const { id } of await retractInvitations(change.tx, childIds)) {
    await record(change, id, 'invitation-retracted', {});
  }
}
