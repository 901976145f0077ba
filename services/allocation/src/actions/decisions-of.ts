import { stableId } from '@opptak/db';
import type { IsoDate } from '@opptak/domain';
import type { Change } from '@opptak/service';
import type { Insertable } from 'kysely';
import type { Given } from '../matcher/given.ts';
import type { Pending } from '../repositories/pending-offers.ts';
import type { ApplicationFacts, Round } from '../repositories/projections.ts';
import type { RunState } from '../repositories/runs.ts';
import type { Schema, VedtakTable } from '../schema.generated.ts';
import { bandOf } from '../seats/bands.ts';
import { rightsOf } from './rights-of.ts';

/** What all decisions of a run have in common. */
export interface Deciding {
  readonly run: RunState;
  readonly round: Round;
  readonly today: IsoDate;
  readonly answerBy: Date;
}

/** The vedtak on an application, by what the run has given. */
export function vedtakOf(
  { kommune, at }: Change<Schema>,
  { run, round }: Deciding,
  application: ApplicationFacts,
  { kindergarten, wish, via, reason }: Given,
): Insertable<VedtakTable> {
  const given = kindergarten === null ? 'none' : (wish ?? 'outside-wishes');
  return {
    ...rightsOf({ run, round, application, given }),
    kommune,
    id: stableId('vedtak', run.id, application.id),
    runId: run.id,
    applicationId: application.id,
    childId: application.childId,
    outcome: kindergarten === null ? 'no-place' : 'place',
    kindergartenId: kindergarten,
    wish,
    via: run.kind === 'refill' && via === 'wish' ? 'refill' : via,
    startOn: kindergarten === null ? null : application.startOn,
    reason: wish === 1 ? null : reason,
    decidedAt: at,
  };
}

/** The offer of a place that a run has given. It waits until the seat is known to be free. */
export function offerOf(
  { kommune }: Change<Schema>,
  { run, round, today }: Deciding,
  application: ApplicationFacts,
  { seatRank }: Given,
  kindergartenId: string,
): Pending {
  return {
    kommune,
    id: stableId('offer', run.id, application.id),
    runId: run.id,
    applicationId: application.id,
    childId: application.childId,
    kindergartenId,
    band: bandOf(application.bornOn, round.kindergartenYear),
    startOn: application.startOn < today ? today : application.startOn,
    daysPerWeek: application.daysPerWeek,
    status: 'waiting',
    seatRank,
    swapId: null,
    bornOn: application.bornOn,
    kindergartenYear: round.kindergartenYear,
  };
}
