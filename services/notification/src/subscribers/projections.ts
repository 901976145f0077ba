import {
  applicationWithdrawn,
  kindergartenChanged,
  offerAnswered,
  placementChanged,
  roundClosed,
  roundOpened,
} from '@opptak/contracts';
import type { EventSubscriber } from '@opptak/jobs';
import { markOpen } from '../repositories/invitations.ts';
import {
  markRoundClosed,
  markWithdrawn,
  upsertKindergarten,
  upsertPlacement,
  upsertRound,
} from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';

const onKindergartenChanged: EventSubscriber<Schema, typeof kindergartenChanged.data> = {
  event: kindergartenChanged,
  run: (tx, { kommune, version, data }) =>
    upsertKindergarten(tx, {
      kommune,
      id: data.kindergartenId,
      name: data.name,
      lat: data.position?.lat ?? null,
      lon: data.position?.lon ?? null,
      minAge: data.minAge,
      maxAge: data.maxAge,
      monthlyPriceNok: data.monthlyPriceNok,
      // An open kindergarten can not be applied for.
      active: data.active && data.form !== 'open',
      version,
    }),
};

const onRoundOpened: EventSubscriber<Schema, typeof roundOpened.data> = {
  event: roundOpened,
  run: (tx, { kommune, version, data }) =>
    upsertRound(tx, {
      kommune,
      id: data.roundId,
      kind: data.kind,
      kindergartenYear: data.kindergartenYear,
      deadlineAt: new Date(data.deadlineAt),
      status: 'open',
      version,
    }),
};

const onRoundClosed: EventSubscriber<Schema, typeof roundClosed.data> = {
  event: roundClosed,
  async run(tx, { version, data }) {
    // The closing has overtaken the opening: thrown so that it is tried again a moment later.
    if (!(await markRoundClosed(tx, data.roundId, version))) throw new Error('The round is not known yet');
  },
};

const onApplicationWithdrawn: EventSubscriber<Schema, typeof applicationWithdrawn.data> = {
  event: applicationWithdrawn,
  async run(tx, { version, data }) {
    if (!(await markWithdrawn(tx, data.applicationId, version))) {
      throw new Error('The application is not known yet');
    }
    if (data.invitationId) await markOpen(tx, data.invitationId);
  },
};

const onPlacementChanged: EventSubscriber<Schema, typeof placementChanged.data> = {
  event: placementChanged,
  run: (tx, { kommune, version, data }) =>
    upsertPlacement(tx, {
      kommune,
      id: data.placementId,
      childId: data.childId,
      kindergartenId: data.kindergartenId,
      fromOn: data.from,
      untilOn: data.until,
      status: data.status,
      version,
    }),
};

/** The answer itself changes nothing here: the place that follows from it comes as an event of its own. */
const onOfferAnswered: EventSubscriber<Schema, typeof offerAnswered.data> = {
  event: offerAnswered,
  run: async () => {},
};

/** What notification keeps of the others' facts. */
export const projectionSubscribers = [
  onKindergartenChanged,
  onRoundOpened,
  onRoundClosed,
  onApplicationWithdrawn,
  onPlacementChanged,
  onOfferAnswered,
];
