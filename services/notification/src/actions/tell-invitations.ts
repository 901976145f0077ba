import { invitationCreated } from '@opptak/contracts';
import { type Change, tellAll } from '@opptak/service';
import type { LinkHolders } from '../evaluation/link-holders.ts';
import type { Prefilled } from '../evaluation/prefilled.ts';
import type { Invitation } from '../repositories/invitations.ts';
import type { Schema } from '../schema.generated.ts';

export interface ToldInvitation {
  readonly invitation: Pick<
    Invitation,
    'id' | 'version' | 'roundId' | 'childId' | 'familyId' | 'reason' | 'expiresAt'
  >;
  readonly prefilled: Prefilled;
  readonly holders: LinkHolders;
}

/** Tells intake of pre-filled applications: what they propose, and who may answer them. */
export async function tellInvitations(
  change: Change<Schema>,
  told: readonly ToldInvitation[],
): Promise<void> {
  await tellAll(
    change,
    invitationCreated,
    told.map(({ invitation, prefilled, holders }) => ({
      key: invitation.id,
      version: invitation.version,
      data: {
        invitationId: invitation.id,
        roundId: invitation.roundId,
        childId: invitation.childId,
        familyId: invitation.familyId,
        bornOn: prefilled.bornOn,
        reason: invitation.reason,
        right: prefilled.right,
        proposedStartOn: prefilled.proposedStartOn,
        proposedWishes: prefilled.wishes,
        distances: prefilled.distances,
        language: prefilled.language,
        expiresAt: invitation.expiresAt.toISOString(),
        guardians: [...holders.guardians],
        answers: holders.answers,
      },
    })),
  );
}

/** What is kept of whom intake was told, to see when it must be told anew. */
export const toldHolders = ({ guardians, answers }: LinkHolders): string =>
  [answers, ...guardians.toSorted()].join('|');
