import { Type } from 'typebox';
import { defineEvent } from '../event-definition.ts';
import { CalendarDate, DaysPerWeek, Id, Instant, KindergartenId, nullable } from '../primitives.ts';

/** A run is published: its result is now what families are told. */
export const runPublished = defineEvent(
  'run.published',
  Type.Object(
    {
      runId: Id,
      roundId: Id,
      certificateHash: Type.String(),
      applicants: Type.Integer({ minimum: 0 }),
      placed: Type.Integer({ minimum: 0 }),
    },
    { additionalProperties: false },
  ),
  ['integration'],
);

/** A vedtak on admission: a place, or none. Says what may be appealed (forskrift 2005-12-16-1477 §§ 4, 6, 9). */
export const vedtakMade = defineEvent(
  'vedtak.made',
  Type.Object(
    {
      vedtakId: Id,
      runId: Id,
      applicationId: Id,
      childId: Id,
      outcome: Type.Enum(['place', 'no-place']),
      kindergartenId: nullable(KindergartenId),
      /** 1 is the first wish; null without a place or outside the wishes. */
      wish: nullable(Type.Integer({ minimum: 1 })),
      via: nullable(Type.Enum(['wish', 'kept', 'right', 'refill'])),
      startOn: nullable(CalendarDate),
      /** The first reason why an earlier wish was not met; a stable code, for the letter and the statistics. */
      reason: nullable(Type.String()),
      mayAppeal: Type.Boolean(),
      mayAskReasons: Type.Boolean(),
      decidedAt: Instant,
    },
    { additionalProperties: false },
  ),
  ['notification', 'integration'],
);

/** A place is offered and waits for an answer. */
export const offerMade = defineEvent(
  'offer.made',
  Type.Object(
    {
      offerId: Id,
      applicationId: Id,
      childId: Id,
      kindergartenId: KindergartenId,
      startOn: CalendarDate,
      daysPerWeek: DaysPerWeek,
      answerBy: Instant,
      /** The vedtak that the offer follows from. */
      vedtak: Type.Object(
        {
          vedtakId: Id,
          wish: nullable(Type.Integer({ minimum: 1 })),
          via: nullable(Type.Enum(['wish', 'kept', 'right', 'refill'])),
          reason: nullable(Type.String()),
          mayAppeal: Type.Boolean(),
        },
        { additionalProperties: false },
      ),
    },
    { additionalProperties: false },
  ),
  ['notification', 'integration'],
);

export const offerAnswered = defineEvent(
  'offer.answered',
  Type.Object(
    {
      offerId: Id,
      applicationId: Id,
      childId: Id,
      kindergartenId: KindergartenId,
      /** Withdrawn: taken back by the kommune, because the child left, the application did, or an exchange failed. */
      answer: Type.Enum(['accepted', 'declined', 'expired', 'withdrawn']),
    },
    { additionalProperties: false },
  ),
  ['notification', 'integration'],
);

/** A child's place: agreed, changed or ended. The newest version of a placement holds. */
export const placementChanged = defineEvent(
  'placement.changed',
  Type.Object(
    {
      placementId: Id,
      childId: Id,
      kindergartenId: KindergartenId,
      from: CalendarDate,
      /** Last day, included; null while it is open. */
      until: nullable(CalendarDate),
      daysPerWeek: DaysPerWeek,
      status: Type.Enum(['agreed', 'ended', 'cancelled']),
    },
    { additionalProperties: false },
  ),
  ['notification', 'fee-reduction', 'integration'],
);
