import { childLeft, childRegistered } from '@opptak/contracts';
import { type EventSubscriber, keptAs } from '@opptak/jobs';
import { markChildLeft, upsertChildren } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';

const onChildRegistered: EventSubscriber<Schema, typeof childRegistered.data> = {
  event: childRegistered,
  runAll: keptAs(upsertChildren, ({ kommune, version, data }) => ({
    kommune,
    id: data.childId,
    bornOn: data.bornOn,
    sealedIdentity: data.sealedIdentity,
    adults: JSON.stringify(data.adults),
    leftOn: null,
    version,
  })),
};

const onChildLeft: EventSubscriber<Schema, typeof childLeft.data> = {
  event: childLeft,
  run: (tx, { kommune, version, data }) =>
    markChildLeft(tx, { kommune, id: data.childId, leftOn: data.leftOn, version }),
};

/** The children, with their identities as they come: sealed. Partners are not told of them. */
export const populationSubscribers = [onChildRegistered, onChildLeft];
