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

const onChildLeft: EventSubscriber<Schema, typeof childLeft.data> = {
  event: childLeft,
  run: (tx, { version, data }) => markChildLeft(tx, { id: data.childId, leftOn: data.leftOn, version }),
};

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

const onApplicationWithdrawn: EventSubscriber<Schema, typeof applicationWithdrawn.data> = {
  event: applicationWithdrawn,
  async run(tx, { version, data }) {
    await markWithdrawn(tx, data.applicationId, version);
  },
};

/** What allocation takes in from the others. */
export const subscribers = [
  onKindergartenChanged,
  onBylawsAdopted,
  onChildRegistered,
  onChildLeft,
  onRoundOpened,
  onRoundClosed,
  onApplicationSubmitted,
  onApplicationWithdrawn,
];
