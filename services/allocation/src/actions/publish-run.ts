import { parse, runPublished } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError, addDays, dateInNorway, type IsoDate, instantInNorway } from '@opptak/domain';
import { appealRights } from '@opptak/rules';
import { type Change, plan, record, type Tenants, tell } from '@opptak/service';
import type { Insertable } from 'kysely';
import { announceResults } from '../jobs/announce-results-job.ts';
import { insertOffers, insertVedtak } from '../repositories/outcomes.ts';
import { type Application, findSubmitted, getRound, type Round } from '../repositories/projections.ts';
import { getRun, moveRun, type Run } from '../repositories/runs.ts';
import type { PlaceOfferTable, Schema, VedtakTable } from '../schema.generated.ts';
import { bandOf } from '../snapshot/build-input.ts';
import { StoredResult } from '../snapshot/stored-result.ts';
import { caseworkerOf } from './approve-run.ts';

/**
 * The second of two people publishes a run: every child gets a vedtak, those who got a place an offer, and families
 * are told in waves.
 *
 * @throws AppError forbidden `same-person` when it is the one who approved.
 * @throws AppError conflict `run-moved-on` when it is not approved, or published already.
 */
export async function publishRun(
  deps: { readonly tenants: Tenants },
  change: Change<Schema>,
  runId: string,
): Promise<Run> {
  const publishedBy = caseworkerOf(change.actor);
  const run = await getRun(change.tx, runId);
  if (run.approvedBy === publishedBy) {
    throw new AppError('forbidden', 'same-person', 'The one who approved a run can not publish it');
  }
  const published = await moveRun(change.tx, runId, 'approved', {
    status: 'published',
    publishedBy,
    publishedAt: change.at,
  });
  await decide(deps, change, published);
  return published;
}

/** Makes vedtak and offers of a published run. */
export async function decide(
  deps: { readonly tenants: Tenants },
  change: Change<Schema>,
  run: Run,
): Promise<void> {
  const { tx, kommune, at } = change;
  const result = storedResult(run);
  const round = await getRound(tx, run.roundId);
  const applications = new Map((await findSubmitted(tx, run.roundId)).map((one) => [one.id, one]));
  const answerBy = answerDeadline(dateInNorway(at), deps.tenants.get(kommune).answerDays);

  const vedtak: Insertable<VedtakTable>[] = [];
  const offers: Insertable<PlaceOfferTable>[] = [];
  for (const assignment of result.assignments) {
    const application = applications.get(assignment.id);
    // Withdrawn after the run was frozen: nothing is decided, and the place is filled again.
    if (!application) continue;
    // A refill decides only where it gives something; who still waits keeps waiting.
    if (run.kind === 'refill' && assignment.kindergarten === null) continue;
    vedtak.push(vedtakOf(change, run, round, application, assignment, result));
    if (assignment.kindergarten !== null && assignment.via !== 'kept') {
      offers.push(offerOf(change, run, round, application, assignment.kindergarten, answerBy));
    }
  }
  await insertVedtak(tx, vedtak);
  await insertOffers(tx, offers);
  await record(change, run.id, 'run-published', { vedtak: vedtak.length, offers: offers.length });
  await tell(
    change,
    runPublished,
    { key: run.id, version: run.version },
    {
      runId: run.id,
      roundId: run.roundId,
      certificateHash: result.certificate.result,
      applicants: result.assignments.length,
      placed: result.assignments.filter(({ kindergarten }) => kindergarten !== null).length,
    },
  );
  await plan(change, announceResults, { runId: run.id });
}

/** @throws AppError conflict `run-not-computed` */
export function storedResult(run: Run): StoredResult {
  if (run.result === null)
    throw new AppError('conflict', 'run-not-computed', 'The run has not been computed');
  return parse(StoredResult, JSON.parse(run.result), 'allocation_run.result');
}

type Given = StoredResult['assignments'][number];

function vedtakOf(
  { kommune, at }: Change<Schema>,
  run: Run,
  round: Round,
  application: Application,
  { kindergarten, wish, via }: Given,
  result: StoredResult,
): Insertable<VedtakTable> {
  const rights = appealRights({
    kind: 'admission',
    intake: round.kind === 'main' && run.kind === 'main' && !application.late ? 'main' : 'supplementary',
    wishes: application.wishes.length,
    given: kindergarten === null ? 'none' : (wish ?? 'outside-wishes'),
    statutoryPriority: application.statutoryPriority,
  }).value;
  return {
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
    reason:
      wish === 1
        ? null
        : (result.certificate.refusals.find(({ id }) => id === application.id)?.decidedBy ?? null),
    mayAppeal: rights.mayAppeal,
    mayAskReasons: rights.mayDemandReasons,
    decidedAt: at,
  };
}

function offerOf(
  { kommune, at }: Change<Schema>,
  run: Run,
  round: Round,
  application: Application,
  kindergartenId: string,
  answerBy: Date,
): Insertable<PlaceOfferTable> {
  return {
    kommune,
    id: stableId('offer', run.id, application.id),
    runId: run.id,
    applicationId: application.id,
    childId: application.childId,
    kindergartenId,
    band: bandOf(application.bornOn, round.kindergartenYear),
    startOn: application.startOn,
    daysPerWeek: application.daysPerWeek,
    madeAt: at,
    answerBy,
  };
}

/** The last moment of the last day for an answer. */
const answerDeadline = (today: IsoDate, days: number): Date =>
  instantInNorway(addDays(today, days), '23:59:59.999');
