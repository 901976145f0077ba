import { parse, runPublished } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { AppError, dateInNorway, type IsoDate } from '@opptak/domain';
import { type Certificate, orderAmong, readMatchInput } from '@opptak/matching';
import { type Change, plan, record, type Tenants, tell } from '@opptak/service';
import type { Insertable } from 'kysely';
import { announceResults } from '../jobs/announce-results-job.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { insertOffers } from '../repositories/offers.ts';
import { findPending } from '../repositories/pending-offers.ts';
import { findHeldFrom } from '../repositories/placements.ts';
import {
  type Application,
  findChildren,
  findSubmitted,
  getRound,
  type Round,
} from '../repositories/projections.ts';
import { getRun, getRunState, moveRun, type Run, type RunState } from '../repositories/runs.ts';
import { insertVedtak } from '../repositories/vedtak.ts';
import type { PlaceOfferTable, Schema, VedtakTable } from '../schema.generated.ts';
import { bandOf, yearStart } from '../seats/bands.ts';
import { StoredResult } from '../snapshot/stored-result.ts';
import { caseworkerOf } from './approve-run.ts';
import { rightsOf } from './rights-of.ts';
import { answerDeadline, settleMoves } from './settle-moves.ts';

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
): Promise<RunState> {
  const publishedBy = caseworkerOf(change.actor);
  const run = await getRunState(change.tx, runId);
  if (run.approvedBy === publishedBy) {
    throw new AppError('forbidden', 'same-person', 'The one who approved a run can not publish it');
  }
  const published = await moveRun(change.tx, runId, 'approved', {
    status: 'published',
    publishedBy,
    publishedAt: change.at,
  });
  await decide(deps, change, runId);
  return published;
}

/**
 * Makes vedtak and offers of a published run. An offer is told when its seat is free: where a child with a place leaves
 * it, whoever shall have it waits until that child has said yes.
 */
export async function decide(
  deps: { readonly tenants: Tenants },
  change: Change<Schema>,
  runId: string,
): Promise<void> {
  const { tx, kommune, at } = change;
  await lockLedger(tx, kommune);
  const run = await getRun(tx, runId);
  const result = storedResult(run);
  const round = await getRound(tx, run.roundId);
  const applications = new Map((await findSubmitted(tx, run.roundId)).map((one) => [one.id, one]));
  const today = dateInNorway(at);
  const answerBy = answerDeadline(today, deps.tenants.get(kommune).answerDays);
  const gone = new Set((await findChildren(tx)).flatMap(({ id, leftOn }) => (leftOn === null ? [] : [id])));
  const offered = new Set((await findPending(tx)).map(({ childId }) => childId));
  const reasons = firstReasons(result);
  const ranks = seatRanks(run, result);

  const placeOf = new Map(
    (await findHeldFrom(tx, yearStart(round.kindergartenYear))).map((one) => [
      one.childId,
      one.kindergartenId,
    ]),
  );

  const vedtak: Insertable<VedtakTable>[] = [];
  const offers: Insertable<PlaceOfferTable>[] = [];
  for (const allocated of result.assignments) {
    const application = applications.get(allocated.id);
    // Withdrawn or gone since the run was frozen: nothing is decided, and the place is filled again. Who has got an
    // offer from another round in the meantime answers that one first.
    if (!application || gone.has(application.childId) || offered.has(application.childId)) continue;
    // A refill decides only where it gives something; who still waits keeps waiting.
    if (run.kind === 'refill' && allocated.kindergarten === null) continue;
    const assignment = orKept(allocated, application, placeOf.get(application.childId));
    vedtak.push(vedtakOf(change, { run, round, application, assignment, reasons }));
    if (assignment.kindergarten !== null && assignment.via !== 'kept') {
      offers.push({
        ...offerOf(change, run, round, application, assignment.kindergarten, today),
        seatRank: ranks.get(application.id) ?? 0,
        answerBy,
      });
    }
  }
  await insertVedtak(tx, vedtak);
  await insertOffers(tx, offers);
  // Never silent: who has a right and got nothing stands in the case log of each, and in a list of the run.
  for (const { id, reason } of result.unplacedRights) {
    if (applications.has(id)) await record(change, id, 'right-not-met', { reason });
  }
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
  await settleMoves(deps, change);
  await plan(change, announceResults, { runId: run.id });
}

/** The first reason why an earlier wish was not met, by application. */
function firstReasons({ certificate }: StoredResult): ReadonlyMap<string, string> {
  return new Map(certificate.refusals.toReversed().map(({ id, decidedBy }) => [id, decidedBy]));
}

/** Places in the order at the kindergartens that somebody leaves: only there does anybody wait for a seat. */
function seatRanks(run: Run, { assignments }: StoredResult): ReadonlyMap<string, number> {
  const moving = assignments.some(({ via }) => via === 'kept') || run.input?.includes('"current":');
  if (!moving || run.kind === 'refill' || run.input === null) return new Map();
  const input = readMatchInput(JSON.parse(run.input));
  const given = new Map(assignments.map(({ id, kindergarten }) => [id, kindergarten]));
  const left = new Set(
    input.applicants.flatMap(({ id, current }) =>
      current !== undefined && given.get(id) !== current ? [current] : [],
    ),
  );
  const come = Map.groupBy(
    assignments.filter(({ kindergarten, via }) => kindergarten !== null && via !== 'kept'),
    ({ kindergarten }) => kindergarten ?? '',
  );
  const ranks = [...left].flatMap((kindergarten) =>
    orderAmong(
      input,
      kindergarten,
      (come.get(kindergarten) ?? []).map(({ id }) => id),
    ).map((id, index) => [id, index + 1] as const),
  );
  return new Map(ranks);
}

/** @throws AppError conflict `run-not-computed` */
export function storedResult(run: Run): StoredResult {
  if (run.result === null)
    throw new AppError('conflict', 'run-not-computed', 'The run has not been computed');
  return parse(StoredResult, JSON.parse(run.result), 'allocation_run.result');
}

/** The certificate as the engine wrote it. @throws AppError conflict `run-not-computed` */
export function storedCertificate(run: Run): Certificate {
  storedResult(run);
  const { certificate }: { certificate: Certificate } = JSON.parse(run.result ?? '');
  return certificate;
}

type Given = StoredResult['assignments'][number];

/** Who has a place that did not take part in the run, and was given no better one, keeps it. */
function orKept(given: Given, { wishes }: Application, place: string | undefined): Given {
  if (given.kindergarten !== null || place === undefined) return given;
  const wish = wishes.indexOf(place) + 1;
  return { ...given, kindergarten: place, wish: wish === 0 ? null : wish, via: 'kept' };
}

function vedtakOf(
  { kommune, at }: Change<Schema>,
  {
    run,
    round,
    application,
    assignment: { kindergarten, wish, via },
    reasons,
  }: {
    readonly run: Run;
    readonly round: Round;
    readonly application: Application;
    readonly assignment: Given;
    readonly reasons: ReadonlyMap<string, string>;
  },
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
    reason: wish === 1 ? null : (reasons.get(application.id) ?? null),
    decidedAt: at,
  };
}

function offerOf(
  { kommune, at }: Change<Schema>,
  run: Run,
  round: Round,
  application: Application,
  kindergartenId: string,
  today: IsoDate,
): Omit<Insertable<PlaceOfferTable>, 'answerBy'> {
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
    madeAt: at,
  };
}
