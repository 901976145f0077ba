import { childLeft, childRegistered, invitationCreated } from '@opptak/contracts';
import type { EventSubscriber } from '@opptak/jobs';
import { hideHome } from '../actions/hide-home.ts';
import { settleWaiting } from '../actions/settle-waiting.ts';
import { withdrawApplication } from '../actions/withdraw-application.ts';
import type { Deps } from '../deps.ts';
import { findOpenOf } from '../repositories/applications.ts';
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

const onChildLeft = (deps: Deps): EventSubscriber<Schema, typeof childLeft.data> => ({
  event: childLeft,
  async run(tx, { kommune, version, occurredAt, data }) {
    await markLeft(tx, data.childId, data.leftOn, version);
    // Two records of one person became one: the child lives here as before.
    if (data.reason === 'merged') return;
    const actor = { type: 'system', name: childLeft.type } as const;
    for (const { id } of await findOpenOf(tx, data.childId)) {
      await withdrawApplication(deps, { tx, kommune, actor, at: occurredAt }, id);
    }
  },
});

const onInvitationCreated = (deps: Deps): EventSubscriber<Schema, typeof invitationCreated.data> => ({
  event: invitationCreated,
  async run(tx, { kommune, version, occurredAt, data }) {
    const isNews = await upsertInvitation(tx, {
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
      guardians: JSON.stringify(data.guardians),
      answers: data.answers,
      version,
    });
    if (!isNews) return;
    const actor = { type: 'system', name: invitationCreated.type } as const;
    const change = { tx, kommune, actor, at: occurredAt };
    await settleWaiting(change, data.invitationId);
    if (Object.keys(data.distances).length === 0) await hideHome(deps, change, data.invitationId);
  },
});

/** What intake takes in of the population: the children and their pre-filled applications. */
export const populationSubscribers = (deps: Deps) => [
  onChildRegistered,
  onChildLeft(deps),
  onInvitationCreated(deps),
];
