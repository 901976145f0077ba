import { runPublished } from '@opptak/contracts';
import { dateInNorway } from '@opptak/domain';
import { type Change, plan, record, tell } from '@opptak/service';
import type { Insertable } from 'kysely';
import type { Deps } from '../deps.ts';
import { announceResults } from '../jobs/announce-results-job.ts';
import type { Given } from '../matcher/decide-work.ts';
import { documentParts } from '../repositories/documents.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import { insertOffers } from '../repositories/offers.ts';
import { findOffered } from '../repositories/pending-offers.ts';
import { findHeldOf } from '../repositories/placements.ts';
import { findGone, findSubmitted, getRound } from '../repositories/projections.ts';
import type { RunState } from '../repositories/runs.ts';
import { insertVedtak } from '../repositories/vedtak.ts';
import type { PlaceOfferTable, Schema, VedtakTable } from '../schema.generated.ts';
import { yearStart } from '../seats/bands.ts';
import { stayAwake } from '../snapshot/freeze.ts';
import { type Deciding, offerOf, vedtakOf } from './decisions-of.ts';
import { answerDeadline, settleMoves } from './settle-moves.ts';

/**
 * Makes vedtak and offers of a published run, a page of applications at a time. An offer is told when its seat is free:
 * where a child with a place leaves it, whoever shall have it waits until that child has said yes.
 */
export async function decide(
  deps: Pick<Deps, 'tenants' | 'matcher'>,
  change: Change<Schema>,
  run: RunState,
): Promise<void> {
  const { tx, kommune, at } = change;
  await lockLedger(tx, kommune);
  const parts = (document: 'input' | 'result') => documentParts((read) => read(tx), run.id, document);
  const { pages, certificateHash, applicants, placed } = await deps.matcher.decide(
    run.kind,
    { input: parts('input'), result: parts('result') },
    () => stayAwake(tx),
  );
  const today = dateInNorway(at);
  const answerBy = answerDeadline(today, deps.tenants.get(kommune).answerDays);
  const deciding = { run, round: await getRound(tx, run.roundId), today, answerBy };
  const made = { vedtak: 0, offers: 0 };
  for (const page of pages) {
    const { vedtak, offers } = await decidePage(change, deciding, givenIn(page));
    made.vedtak += vedtak;
    made.offers += offers;
  }
  await record(change, run.id, 'run-published', made);
  await tell(
    change,
    runPublished,
    { key: run.id, version: run.version },
    { runId: run.id, roundId: run.roundId, certificateHash, applicants, placed },
  );
  await settleMoves(deps, change);
  await plan(change, announceResults, { runId: run.id });
}

function givenIn(page: Uint8Array): readonly Given[] {
  const given: readonly Given[] = JSON.parse(new TextDecoder().decode(page));
  return given;
}

/**
 * Decides some applications. Of one that is withdrawn, or whose child is gone since the run was frozen, nothing is
 * decided, and the place is filled again. Who has got an offer from another round in the meantime answers that one first.
 */
async function decidePage(
  change: Change<Schema>,
  deciding: Deciding,
  page: readonly Given[],
): Promise<{ readonly vedtak: number; readonly offers: number }> {
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
  const offers: Insertable<PlaceOfferTable>[] = [];
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
  await insertOffers(tx, offers);
  // Never silent: who has a right and got nothing stands in the case log of each, and in a list of the run.
  for (const { id, rightNotMet } of page) {
    if (rightNotMet !== null && applications.has(id))
      await record(change, id, 'right-not-met', { reason: rightNotMet });
  }
  return { vedtak: vedtak.length, offers: offers.length };
}

/** Who has a place that did not take part in the run, and was given no better one, keeps it. */
function orKept(given: Given, wishes: readonly string[], place: string | undefined): Given {
  if (given.kindergarten !== null || place === undefined) return given;
  const wish = wishes.indexOf(place) + 1;
  return { ...given, kindergarten: place, wish: wish === 0 ? null : wish, via: 'kept' };
}
