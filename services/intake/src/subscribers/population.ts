import { childLeft, childRegistered, invitationCreated } from '@opptak/contracts';
import type { EventSubscriber } from '@opptak/jobs';
import { markLeft, upsertChild, upsertInvitation } from '../repositories/families.ts';
import type { Schema } from '../schema.generated.ts';

const onChildRegistered: EventSubscriber<Schema, typeof childRegistered.data> = {
  event: childRegistered,
  run: (tx, { kommune, version, data }) =>
    upsertChild(tx, {
      kommune,
      id: data.childId,
      bornOn: data.bornOn,
      familyId: data.familyId,
      leftOn: null,
      version,
    }),
};

const onChildLeft: EventSubscriber<Schema, typeof childLeft.data> = {
  event: childLeft,
  run: (tx, { version, data }) => markLeft(tx, data.childId, data.leftOn, version),
};

const onInvitationCreated: EventSubscriber<Schema, typeof invitationCreated.data> = {
  event: invitationCreated,
  run: (tx, { kommune, version, data }) =>
    upsertInvitation(tx, {
      kommune,
      id: data.invitationId,
      roundId: data.roundId,
      childId: data.childId,
      familyId: data.familyId,
      bornOn: data.bornOn,
      reason: data.reason,
      rightOutcome: data.right.outcome,
      rightBy: data.right.by,
      proposedStartOn: data.proposedStartOn,
      proposedWishes: JSON.stringify(data.proposedWishes.map((wish) => wish.kindergartenId)),
      distances: JSON.stringify(data.distances),
      language: data.language,
      expiresAt: new Date(data.expiresAt),
      version,
    }),
};

/** What intake takes in of the population: the children and their pre-filled applications. */
export const populationSubscribers = [onChildRegistered, onChildLeft, onInvitationCreated];
