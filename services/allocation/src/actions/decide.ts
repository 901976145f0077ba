import { parse, runPublished } from '@opptak/contracts';
import { dateInNorway } from '@opptak/domain';
import { type Change, plan, record, recordAll, tell } from '@opptak/service';
import type { Insertable, Updateable } from 'kysely';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { announceResults } from '../jobs/announce-results-job.ts';
import { Counts } from '../matcher/counts.ts';
import { Given } from '../matcher/given.ts';
import { documentParts } from '../repositories/documents.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { insertOffers } from '../repositories/offers.ts';
import { findOffered, type Pending } from '../repositories/pending-offers.ts';
import { findHeldOf } from '../repositories/placements.ts';
import { findGone, findSubmitted, getRound } from '../repositories/projections.ts';
import { moveRun, type RunState } from '../repositories/runs.ts';
import { insertVedtak } from '../repositories/vedtak.ts';
import type { AllocationRunTable, Schema, VedtakTable } from '../schema.generated.ts';
import { yearStart } from '../seats/bands.ts';
import { type Deciding, offerOf, vedtakOf } from './decisions-of.ts';
import { answerDeadline, settleWith } from './settle-moves.ts';

const Page = Type.Array(Given);

/**
 * Makes vedtak and offers of a run and publishes it, a page of applications at a time. An offer is told when its seat is
 * free: where a child with a place leaves it, whoever shall have it waits until that child has said yes.
 *
 * @param publishing what becomes of the run beside that it is published.
 */
export async function decide(
  deps: Pick<Deps, 'tenants'>,
  change: Change<Schema>,
  run: RunState,
  publishing: Updateable<AllocationRunTable> = {},
  onProgress: (percent: number) => void = () => {},
): Promise<void> {
  const { tx, kommune, at } = change;
  await lockLedger(tx, kommune);
  const { applicants, placed } = parse(Counts, run.counts, 'allocation_run.counts');
  const today = dateInNorway(at);
  const answerBy = answerDeadline(today, deps.tenants.get(kommune).answerDays);
  const deciding = { run, round: await getRound(tx, run.roundId), today, answerBy };
  const offers: Pending[] = [];
  const made = { vedtak: 0, offers: 0 };
  let decided = 0;
  for await (const part of documentParts((read) => read(tx), run.id, 'decisions')) {
    const page = parse(Page, JSON.parse(new TextDecoder().decode(part)), 'run_document_part.decisions');
    const { vedtak, offers: more } = await decidePage(change, deciding, page);
    made.vedtak += vedtak;
    offers.push(...more);
    decided += page.length;
    onProgress(Math.floor((80 * decided) / Math.max(1, applicants)));
  }
  made.offers = offers.length;
  // Which of them have a seat already is said before they are stored: most are written once, and not twice.
  await settleWith(deps, change, offers, (settled) =>
    insertOffers(
      tx,
      settled.map(({ bornOn: _bornOn, kindergartenYear: _year, ...offer }) => ({
        ...offer,
        madeAt: at,
        answerBy,
      })),
    ),
  );
  const published = await moveRun(tx, run.id, run.status, {
    ...publishing,
    status: 'published',
    publishedAt: at,
    progressPercent: 100,
  });
  await record(change, run.id, 'run-published', made);
  await tell(
    change,
    runPublished,
    { key: run.id, version: published.version },
    { runId: run.id, roundId: run.roundId, certificateHash: run.certificateHash ?? '', applicants, placed },
  );
  await plan(change, announceResults, { runId: run.id });
}

/**
 * Decides some applications. Of one that is withdrawn, or whose child is gone since the run was frozen, nothing is
 * decided, and the place is filled again. Who has got an offer from another round in the meantime answers that one first.
 */
async function decidePage(
  change: Change<Schema>,
  deciding: Deciding,
  page: readonly Given[],
): Promise<{ readonly vedtak: number; readonly offers: readonly Pending[] }> {
  const { tx } = change;
  const { run, round } = deciding;
  const submitted = await findSubmitted(
    tx,
    page.map(({ id }) => id),
  );
  const applications = new Map(submitted.map((one) => [one.id, one]));
  const childIds = submitted.map(({ childId }) => childId);
  const gone = await findGone(tx, childIds);
  const offered = await findOffered(tx, childIds, run.id);
  const held = await findHeldOf(tx, childIds, yearStart(round.kindergartenYear));
  const placeOf = new Map(held.map(({ childId, kindergartenId }) => [childId, kindergartenId]));

  const vedtak: Insertable<VedtakTable>[] = [];
  const offers: Pending[] = [];
  for (const given of page) {
    const application = applications.get(given.id);
    if (!application || gone.has(application.childId) || offered.has(application.childId)) continue;
    // A refill decides only where it gives something; who still waits keeps waiting.
    if (run.kind === 'refill' && given.kindergarten === null) continue;
    const assignment = orKept(given, application.wishes, placeOf.get(application.childId));
    vedtak.push(vedtakOf(change, deciding, application, assignment));
    if (assignment.kindergarten !== null && assignment.via !== 'kept') {
      offers.push(offerOf(change, deciding, application, assignment, assignment.kindergarten));
    }
  }
  await insertVedtak(tx, vedtak);
  // Never silent: who has a right and got nothing stands in the case log of each, and in a list of the run.
  await recordAll(
    change,
    page.flatMap(({ id, rightNotMet }) =>
      rightNotMet !== null && applications.has(id)
        ? [{ caseId: id, type: 'right-not-met', details: { reason: rightNotMet } }]
        : [],
    ),
  );
  return { vedtak: vedtak.length, offers };
}

/** Who has a place that did not take part in the run, and was given no better one, keeps it. */
function orKept(given: Given, wishes: readonly string[], place: string | undefined): Given {
  if (given.kindergarten !== null || place === undefined) return given;
  const wish = wishes.indexOf(place) + 1;
  return { ...given, kindergarten: place, wish: wish === 0 ? null : wish, via: 'kept' };
}
