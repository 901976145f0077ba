import {
  applicationSubmitted,
  applicationWithdrawn,
  bylawsAdopted,
  childLeft,
  childRegistered,
  kindergartenChanged,
  roundClosed,
  roundOpened,
} from '@opptak/contracts';
import type { EventSubscriber } from '@opptak/jobs';
import { endAllOf, withdrawOffersOf } from '../actions/withdraw-offers.ts';
import type { Deps } from '../deps.ts';
import {
  insertRound,
  markChildLeft,
  markRoundClosed,
  markWithdrawn,
  upsertApplication,
  upsertBylaws,
  upsertChild,
  upsertKindergarten,
} from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { onLinkHoldersChanged } from './link-holders.ts';

const onKindergartenChanged: EventSubscriber<Schema, typeof kindergartenChanged.data> = {
  event: kindergartenChanged,
  run: (tx, { kommune, version, data }) =>
    upsertKindergarten(tx, {
      kommune,
      id: data.kindergartenId,
      name: data.name,
      ownership: data.ownership,
      lat: data.position?.lat ?? null,
      lon: data.position?.lon ?? null,
      capacitySmall: data.capacity.small,
      capacityLarge: data.capacity.large,
      conversion: data.conversion === null ? null : JSON.stringify(data.conversion),
      profile: data.profile,
      // An open kindergarten has no places to allocate.
      active: data.active && data.form !== 'open',
      version,
    }),
};

const onBylawsAdopted: EventSubscriber<Schema, typeof bylawsAdopted.data> = {
  event: bylawsAdopted,
  run: (tx, { kommune, version, data }) =>
    upsertBylaws(tx, { kommune, id: data.bylawsId, document: JSON.stringify(data.document), version }),
};

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
    const { childId: id, leftOn, reason } = data;
    const marked = await markChildLeft(tx, { id, leftOn, version });
    if (marked === null) throw new Error('The child is not known yet');
    // Two records of one person became one: what it has is for a person to move to the other record.
    if (!marked || reason === 'merged') return;
    await endAllOf(
      deps,
      { tx, kommune, actor: { type: 'system', name: childLeft.type }, at: occurredAt },
      { id, leftOn },
    );
  },
});

const onRoundOpened: EventSubscriber<Schema, typeof roundOpened.data> = {
  event: roundOpened,
  run: (tx, { kommune, version, data }) =>
    insertRound(tx, {
      kommune,
      id: data.roundId,
      kind: data.kind,
      kindergartenYear: data.kindergartenYear,
      deadlineAt: new Date(data.deadlineAt),
      lotCommitment: data.lotCommitment,
      status: 'open',
      version,
    }),
};

const onRoundClosed: EventSubscriber<Schema, typeof roundClosed.data> = {
  event: roundClosed,
  async run(tx, { version, data }) {
    const known = await markRoundClosed(tx, data.roundId, {
      expectedApplications: data.applications,
      expectedChecksum: data.checksum,
      lotSeed: data.lotSeed,
      version,
    });
    // The closing has overtaken the opening: thrown so that it is tried again a moment later.
    if (!known) throw new Error('The round is not known yet');
  },
};

const onApplicationSubmitted: EventSubscriber<Schema, typeof applicationSubmitted.data> = {
  event: applicationSubmitted,
  run: (tx, { kommune, version, data }) => {
    const { applicationId, invitationId: _invitationId, wishes, distances, submittedAt, ...facts } = data;
    return upsertApplication(tx, {
      ...facts,
      kommune,
      id: applicationId,
      wishes: JSON.stringify(wishes),
      distances: JSON.stringify(distances),
      submittedAt: new Date(submittedAt),
      status: 'submitted',
      version,
    });
  },
};

const onApplicationWithdrawn = (deps: Deps): EventSubscriber<Schema, typeof applicationWithdrawn.data> => ({
  event: applicationWithdrawn,
  async run(tx, { kommune, version, occurredAt, data: { applicationId } }) {
    const marked = await markWithdrawn(tx, applicationId, version);
    // The withdrawal has overtaken the application: thrown so that it is tried again a moment later.
    if (marked === null) throw new Error('The application is not known yet');
    if (!marked) return;
    const actor = { type: 'system', name: applicationWithdrawn.type } as const;
    await withdrawOffersOf(deps, { tx, kommune, actor, at: occurredAt }, applicationId);
  },
});

/** What allocation takes in from the others. */
export const subscribers = (deps: Deps) => [
  onKindergartenChanged,
  onBylawsAdopted,
  onChildRegistered,
  onChildLeft(deps),
  onLinkHoldersChanged,
  onRoundOpened,
  onRoundClosed,
  onApplicationSubmitted,
  onApplicationWithdrawn(deps),
];
