import {
  applicationSubmitted,
  applicationWithdrawn,
  type EventDefinition,
  feeDecided,
  invoiceBasisIssued,
  kindergartenChanged,
  offerAnswered,
  offerMade,
  type PartnerEventType,
  placementChanged,
  roundClosed,
  roundOpened,
  runPublished,
  vedtakMade,
} from '@opptak/contracts';
import type { Tx } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import { type EventSubscriber, keptAs, type ReceivedEvent } from '@opptak/jobs';
import type { Static, TSchema } from 'typebox';
import { publishEvents } from '../actions/publish-event.ts';
import {
  upsertFees,
  upsertInvoiceBases,
  upsertKindergartens,
  upsertPlacements,
} from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';

interface Partnered<P extends TSchema> {
  /** The fields that partners see: only what stands in `told`, whatever is added to the event later. */
  readonly told: readonly (keyof Static<P>)[];
  /** What we keep of it ourselves. */
  readonly keep?: (tx: Tx<Schema>, events: readonly ReceivedEvent<Static<P>>[]) => Promise<void>;
}

/**
 * What partners are told: ids, dates and outcomes. Not when a child is born, what it may claim, what it wishes for, why
 * it was refused, or what its family pays: who needs that asks for it, and is seen asking.
 */
export function partnerSubscribers(deps: { readonly clock: Clock }): readonly EventSubscriber<Schema>[] {
  const tell = <P extends TSchema>(
    event: EventDefinition<P> & { readonly type: string },
    { told, keep }: Partnered<P>,
  ): EventSubscriber<Schema, P> => ({
    event,
    async runAll(tx, events) {
      const [first] = events;
      if (!first) return;
      await keep?.(tx, events);
      const publications = events.map(({ id, key, version, occurredAt, data }) => ({
        id,
        subject: key,
        version,
        occurredAt,
        data: Object.fromEntries(told.map((field) => [field, data[field]])),
      }));
      const type = event.type as PartnerEventType;
      await publishEvents(tx, first.kommune, type, publications, deps.clock.now());
    },
  });

  return [
    tell(applicationSubmitted, { told: ['applicationId', 'roundId', 'childId', 'submittedAt', 'late'] }),
    tell(applicationWithdrawn, { told: ['applicationId', 'roundId', 'childId'] }),
    tell(roundOpened, {
      told: ['roundId', 'kind', 'kindergartenYear', 'opensAt', 'deadlineAt', 'lotCommitment'],
    }),
    tell(roundClosed, { told: ['roundId', 'applications', 'checksum'] }),
    tell(runPublished, { told: ['runId', 'roundId', 'certificateHash', 'applicants', 'placed'] }),
    tell(vedtakMade, {
      told: [
        'vedtakId',
        'runId',
        'applicationId',
        'childId',
        'outcome',
        'kindergartenId',
        'startOn',
        'decidedAt',
      ],
    }),
    tell(offerMade, {
      told: ['offerId', 'applicationId', 'childId', 'kindergartenId', 'startOn', 'daysPerWeek', 'answerBy'],
    }),
    tell(offerAnswered, { told: ['offerId', 'applicationId', 'childId', 'kindergartenId', 'answer'] }),
    tell(placementChanged, {
      told: ['placementId', 'childId', 'kindergartenId', 'from', 'until', 'daysPerWeek', 'status'],
      keep: keptAs(upsertPlacements, ({ kommune, version, data }) => ({
        kommune,
        id: data.placementId,
        childId: data.childId,
        kindergartenId: data.kindergartenId,
        fromOn: data.from,
        untilOn: data.until,
        daysPerWeek: data.daysPerWeek,
        status: data.status,
        version,
      })),
    }),
    tell(kindergartenChanged, {
      told: ['kindergartenId', 'name', 'ownership', 'form', 'minAge', 'maxAge', 'capacity', 'active'],
      keep: keptAs(upsertKindergartens, ({ kommune, version, data }) => ({
        kommune,
        id: data.kindergartenId,
        name: data.name,
        fullTimeHours: data.fullTimeHours,
        active: data.active,
        version,
      })),
    }),
    tell(feeDecided, {
      told: ['vedtakId', 'childId', 'kindergartenId', 'validFrom', 'validUntil'],
      keep: keptAs(upsertFees, ({ kommune, version, data }) => ({
        kommune,
        id: data.vedtakId,
        childId: data.childId,
        kindergartenId: data.kindergartenId,
        validFrom: data.validFrom,
        validUntil: data.validUntil,
        feeNok: data.feeNok,
        foodNok: data.foodNok,
        version,
      })),
    }),
    tell(invoiceBasisIssued, {
      told: ['basisId', 'month', 'totalOere', 'sha256'],
      keep: keptAs(upsertInvoiceBases, ({ kommune, version, occurredAt, data }) => ({
        kommune,
        id: data.basisId,
        month: data.month,
        totalOere: data.totalOere,
        sha256: data.sha256,
        issuedAt: occurredAt,
        rows: JSON.stringify(data.rows),
        version,
      })),
    }),
  ];
}
