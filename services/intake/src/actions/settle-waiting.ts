import type { Change } from '@opptak/service';
import { findSubmitted } from '../repositories/applications.ts';
import { lockInvitation } from '../repositories/families.ts';
import { findAnswers } from '../repositories/guardian-answers.ts';
import { findRound, lockRound } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { settleAnswers } from './settle-answers.ts';

/** Who decides has changed: an answer that waited may be enough now. An application that stands is left as it is. */
export async function settleWaiting(change: Change<Schema>, invitationId: string): Promise<void> {
  const { tx } = change;
  const given = (await findAnswers(tx, [invitationId])).get(invitationId) ?? [];
  if (given.length === 0) return;
  const invitation = await lockInvitation(tx, invitationId);
  if (!(await findRound(tx, invitation.roundId))) return;
  const round = await lockRound(tx, invitation.roundId, 'share');
  if (await findSubmitted(tx, round.id, invitation.childId)) return;
  if (given.some(({ guardianId }) => invitation.guardians.includes(guardianId))) {
    await settleAnswers(change, invitation, round);
  }
}
