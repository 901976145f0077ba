import { type Static, Type } from 'typebox';
import { CalendarDate, DaysPerWeek, Id, Instant, KindergartenId, Kommune, nullable } from './primitives.ts';

const closed = { additionalProperties: false } as const;

/** What partners can be told. Permanent names. */
export const partnerEventTypes = [
  'application.submitted',
  'application.withdrawn',
  'fee.decided',
  'invoice-basis.issued',
  'kindergarten.changed',
  'offer.answered',
  'offer.made',
  'placement.changed',
  'round.closed',
  'round.opened',
  'run.published',
  'vedtak.made',
  'webhook-subscription.disabled',
] as const;
export type PartnerEventType = (typeof partnerEventTypes)[number];

const EventType = Type.Enum([...partnerEventTypes], { description: 'Kind of event' });
const Cursor = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Place in the feed',
});

/** One thing that has happened, as partners see it: in the feed and as the body of a webhook. */
export const PartnerEvent = Type.Object(
  {
    id: Type.String({
      format: 'uuid',
      description: 'The same in every delivery; also the header webhook-id',
    }),
    cursor: Cursor,
    type: EventType,
    timestamp: Instant,
    kommune: Kommune,
    subject: Type.String({ description: 'Id of what it is about' }),
    version: Type.Integer({
      minimum: 0,
      description: 'Of the subject: keep the highest, drop what is older',
    }),
    data: Type.Record(Type.String(), Type.Unknown(), { description: 'Ids, dates and outcomes; no names' }),
  },
  { $id: 'PartnerEvent', ...closed },
);
export type PartnerEvent = Static<typeof PartnerEvent>;

export const EventPage = Type.Object(
  {
    events: Type.Array(PartnerEvent),
    next: Cursor,
    more: Type.Boolean({ description: 'Whether there are more events just now' }),
  },
  { $id: 'EventPage', ...closed },
);

export const CreateWebhookSubscription = Type.Object(
  {
    url: Type.String({
      minLength: 1,
      maxLength: 2000,
      description: 'https, a public host, port 443 or 8443',
    }),
    eventTypes: Type.Array(EventType, { minItems: 1, maxItems: partnerEventTypes.length, uniqueItems: true }),
  },
  { $id: 'CreateWebhookSubscription', ...closed },
);
export type CreateWebhookSubscription = Static<typeof CreateWebhookSubscription>;

const subscriptionFields = {
  subscriptionId: Id,
  url: Type.String(),
  eventTypes: Type.Array(EventType),
  status: Type.Enum(['active', 'disabled']),
  disabledReason: nullable(
    Type.Enum(['gone', 'failing'], {
      description: 'gone: answered 410; failing: five days without a success',
    }),
  ),
  failingSince: nullable(Instant),
  createdAt: Instant,
};
export const WebhookSubscription = Type.Object(subscriptionFields, { $id: 'WebhookSubscription', ...closed });
export type WebhookSubscription = Static<typeof WebhookSubscription>;

export const WebhookSubscriptionWithSecret = Type.Object(
  {
    ...subscriptionFields,
    secret: Type.String({
      pattern: '^whsec_',
      description: 'Verifies the signatures. Shown here and not again.',
    }),
  },
  { $id: 'WebhookSubscriptionWithSecret', ...closed },
);

export const WebhookSubscriptions = Type.Object(
  { subscriptions: Type.Array(WebhookSubscription) },
  { $id: 'WebhookSubscriptions', ...closed },
);

export const RotatedSecret = Type.Object(
  {
    secret: Type.String({ pattern: '^whsec_' }),
    previousValidUntil: Type.String({ format: 'date-time', description: 'Until then both secrets sign' }),
  },
  { $id: 'RotatedSecret', ...closed },
);

/** No fields: the request itself says it all. */
export const WebhookStep = Type.Object({}, { $id: 'WebhookStep', ...closed });

export const ReplayEvents = Type.Object(
  {
    from: Type.Optional(Cursor),
    eventIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true })),
  },
  { $id: 'ReplayEvents', description: 'Either from a cursor, included, or these events', ...closed },
);
export type ReplayEvents = Static<typeof ReplayEvents>;

export const ReplayReceipt = Type.Object(
  { events: Type.Integer({ minimum: 0, description: 'How many will be sent again' }) },
  { $id: 'ReplayReceipt', ...closed },
);
export type ReplayReceipt = Static<typeof ReplayReceipt>;

const DeliveryAttempt = Type.Object(
  {
    attempt: Type.Integer({ minimum: 1 }),
    startedAt: Instant,
    finishedAt: nullable(Instant),
    outcome: nullable(Type.Enum(['delivered', 'refused', 'timeout', 'unreachable', 'blocked'])),
    statusCode: nullable(Type.Integer()),
    durationMs: nullable(Type.Integer({ minimum: 0 })),
  },
  closed,
);

export const WebhookDelivery = Type.Object(
  {
    deliveryId: Id,
    eventId: Id,
    cursor: Cursor,
    type: EventType,
    status: Type.Enum(['pending', 'delivered', 'failed', 'held'], {
      description:
        'failed: all attempts used; held: the subscription was disabled. A replay sends both again.',
    }),
    nextAt: nullable(Instant),
    deliveredAt: nullable(Instant),
    attempts: Type.Array(DeliveryAttempt),
  },
  { $id: 'WebhookDelivery', ...closed },
);
export type WebhookDelivery = Static<typeof WebhookDelivery>;

export const WebhookDeliveryPage = Type.Object(
  { deliveries: Type.Array(WebhookDelivery), next: nullable(Cursor) },
  { $id: 'WebhookDeliveryPage', ...closed },
);

export const PlacementSnapshot = Type.Object(
  {
    placementId: Id,
    childId: Id,
    kindergartenId: KindergartenId,
    from: CalendarDate,
    until: nullable(CalendarDate),
    daysPerWeek: DaysPerWeek,
    status: Type.Enum(['agreed', 'ended', 'cancelled']),
    version: Type.Integer({ minimum: 0 }),
  },
  { $id: 'PlacementSnapshot', ...closed },
);
export type PlacementSnapshot = Static<typeof PlacementSnapshot>;

export const PlacementSnapshotPage = Type.Object(
  {
    cursor: Type.Integer({ minimum: 0, description: 'The feed up to here is in this page' }),
    placements: Type.Array(PlacementSnapshot),
    next: nullable(Id),
  },
  { $id: 'PlacementSnapshotPage', ...closed },
);

export const FeeSnapshot = Type.Object(
  {
    vedtakId: Id,
    childId: Id,
    kindergartenId: KindergartenId,
    validFrom: CalendarDate,
    validUntil: nullable(CalendarDate),
    feeNok: Type.Integer({ minimum: 0 }),
    foodNok: Type.Integer({ minimum: 0 }),
    version: Type.Integer({ minimum: 0 }),
  },
  { $id: 'FeeSnapshot', ...closed },
);

export const FeeSnapshotPage = Type.Object(
  { cursor: Cursor, fees: Type.Array(FeeSnapshot), next: nullable(Id) },
  { $id: 'FeeSnapshotPage', ...closed },
);
