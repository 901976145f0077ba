import { type Pairing as Answer, parse, type RecordPairing } from '@opptak/contracts';
import { type Reader, stableId } from '@opptak/db';
import { AppError, dateInNorway, type IsoDate } from '@opptak/domain';
import { type Change, plan, recordAll } from '@opptak/service';
import { Type } from 'typebox';
import { refillVacancies } from '../jobs/nightly-job.ts';
import { joined } from '../matcher/parts.ts';
import { Proposal } from '../matcher/proposals.ts';
import { documentParts } from '../repositories/documents.ts';
import { lockLedger } from '../repositories/ledger-lock.ts';
import {
  findLivePairings,
  getPairing,
  insertPairing,
  type Pairing,
  settlePairing,
} from '../repositories/pairings.ts';
import { findHeldOf, type Placement } from '../repositories/placements.ts';
import { type ApplicationFacts, findSubmitted, getRound } from '../repositories/projections.ts';
import { getRunState } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';
import { yearStart } from '../seats/bands.ts';
import { caseworkerOf } from './approve-run.ts';

/**
 * The pairs of part-time children that a published run proposes, as things stand: who has a place there now, and which
 * pairings are recorded or agreed to.
 *
 * @throws AppError conflict `run-not-published`: before that nobody has a place by it.
 */
export async function pairingsOf(
  tx: Reader<Schema>,
  runId: string,
  today: IsoDate,
): Promise<readonly Answer[]> {
  const run = await getRunState(tx, runId);
  if (run.status !== 'published')
    throw new AppError('conflict', 'run-not-published', 'Nobody has got a place by this run');
  const { kindergartenYear } = await getRound(tx, run.roundId);
  const parts: Uint8Array[] = [];
  for await (const part of documentParts((read) => read(tx), runId, 'pairings')) parts.push(part);
  if (parts.length === 0) return [];
  const proposed = parse(Type.Array(Proposal), JSON.parse(joined(parts)), 'run_document_part.pairings');
  const begin = yearStart(kindergartenYear);
  const on = today > begin ? today : begin;
  const facts = await findSubmitted(
    tx,
    proposed.flatMap(({ applicants }) => applicants),
  );
  const applications = new Map(facts.map((one) => [one.id, one]));
  const held = await findHeldOf(
    tx,
    facts.map(({ childId }) => childId),
    on,
  );
  const live = await findLivePairings(tx);
  return proposed.flatMap((proposal): Answer[] => {
    const [first, second] = proposal.applicants.map((id) => applications.get(id));
    return first && second ? [asItStands({ runId, proposal, pair: [first, second], held, live })] : [];
  });
}

interface Standing {
  readonly runId: string;
  readonly proposal: Proposal;
  readonly pair: readonly [ApplicationFacts, ApplicationFacts];
  readonly held: readonly Placement[];
  readonly live: readonly Pairing[];
}

function asItStands({ runId, proposal, pair, held, live }: Standing): Answer {
  const { kindergarten, band } = proposal;
  const pairingId = stableId('pairing', runId, ...proposal.applicants);
  const stored = live.find(({ id }) => id === pairingId);
  const places = pair.map(({ childId }) =>
    held.find((place) => place.childId === childId && place.kindergartenId === kindergarten),
  );
  const [one, other] = places;
  const shares = live.some(
    (pairing) =>
      pairing.id !== pairingId &&
      pair.some(({ childId }) => [pairing.firstChildId, pairing.secondChildId].includes(childId)),
  );
  const [first, second] = pair;
  const able = one && other && lasts(one) && lasts(other) && !shares;
  return {
    pairingId,
    runId,
    kindergartenId: kindergarten,
    band,
    children: stored?.children ?? [
      { ...child(first), weekdays: week.slice(0, first.daysPerWeek) },
      { ...child(second), weekdays: week.slice(first.daysPerWeek, first.daysPerWeek + second.daysPerWeek) },
    ],
    frees: { places: 1, from: one && other ? latest(one.fromOn, other.fromOn) : null },
    state: stored?.status === 'agreed' ? 'agreed' : !able ? 'not-now' : stored ? 'recorded' : 'proposed',
  };
}

const week = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const child = ({ id, daysPerWeek }: ApplicationFacts) => ({
  applicationId: id,
  daysPerWeek,
  consent: null,
});
const latest = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);
/** A place that has been given up is not shared: it comes free as a whole. */
const lasts = ({ untilOn }: Placement): boolean => untilOn === null;

/**
 * A caseworker records that two families have agreed to share a place, and on which weekdays. Nothing is freed before
 * another caseworker has agreed too.
 *
 * @throws AppError conflict `not-proposed`, `not-now`; invalid `bad-weekdays`; forbidden `employee-required`.
 */
export async function recordPairing(
  change: Change<Schema>,
  runId: string,
  { children, reason }: RecordPairing,
): Promise<Answer> {
  const { tx, kommune, at } = change;
  const recordedBy = caseworkerOf(change.actor);
  await lockLedger(tx, kommune);
  const ids = new Set(children.map(({ applicationId }) => applicationId));
  const proposed = (await pairingsOf(tx, runId, dateInNorway(at))).find(
    (one) => ids.size === 2 && one.children.every(({ applicationId }) => ids.has(applicationId)),
  );
  if (!proposed) throw new AppError('conflict', 'not-proposed', 'The run proposes no such pairing');
  if (proposed.state !== 'proposed') throw notNow();
  demandWeekdays(proposed, children);
  const agreed = children.map(({ applicationId, weekdays, consent }) => ({
    applicationId,
    daysPerWeek: weekdays.length,
    weekdays,
    consent,
  }));
  const facts = await findSubmitted(tx, [...ids]);
  const childOf = (index: 0 | 1): string =>
    facts.find(({ id }) => id === children[index].applicationId)?.childId ?? '';
  await insertPairing(tx, {
    kommune,
    id: proposed.pairingId,
    runId,
    kindergartenId: proposed.kindergartenId,
    firstChildId: childOf(0),
    secondChildId: childOf(1),
    children: JSON.stringify(agreed),
    status: 'recorded',
    recordedBy,
    recordedAt: at,
  });
  await recordAll(
    change,
    children.map(({ applicationId, weekdays, consent }) => ({
      caseId: applicationId,
      type: 'sharing-recorded',
      details: {
        pairing: proposed.pairingId,
        kindergarten: proposed.kindergartenId,
        weekdays: weekdays.join(' '),
        consent,
        reason,
      },
    })),
  );
  return answerFor(change, proposed.pairingId);
}

/**
 * Another caseworker agrees: from now on the two count as one seat wherever seats are counted, and what has become free is
 * given to those who wait, by a refill like any other.
 *
 * @throws AppError forbidden `same-person`, `employee-required`; conflict `pairing-moved-on`, `not-now`.
 */
export async function agreeToPairing(change: Change<Schema>, pairingId: string): Promise<Answer> {
  const { tx, kommune, at } = change;
  const agreedBy = caseworkerOf(change.actor);
  await lockLedger(tx, kommune);
  const recorded = await getPairing(tx, pairingId);
  if (recorded.recordedBy === agreedBy) {
    throw new AppError('forbidden', 'same-person', 'The one who recorded a pairing can not agree to it');
  }
  const before = await answerFor(change, pairingId);
  if (before.state === 'not-now') throw notNow();
  await settlePairing(tx, pairingId, { status: 'agreed', agreedBy, agreedAt: at });
  await note(change, recorded, 'sharing-agreed');
  await plan(change, refillVacancies, {});
  return answerFor(change, pairingId);
}

/** Puts a pairing aside that nobody has agreed to yet. @throws AppError conflict `pairing-moved-on` */
export async function discardPairing(change: Change<Schema>, pairingId: string): Promise<Answer> {
  caseworkerOf(change.actor);
  const recorded = await getPairing(change.tx, pairingId);
  await settlePairing(change.tx, pairingId, { status: 'discarded' });
  await note(change, recorded, 'sharing-discarded');
  return answerFor(change, pairingId);
}

const note = (change: Change<Schema>, { id, children }: Pairing, type: string): Promise<void> =>
  recordAll(
    change,
    children.map(({ applicationId }) => ({ caseId: applicationId, type, details: { pairing: id } })),
  );

async function answerFor({ tx, at }: Change<Schema>, pairingId: string): Promise<Answer> {
  const { runId } = await getPairing(tx, pairingId);
  const answer = (await pairingsOf(tx, runId, dateInNorway(at))).find((one) => one.pairingId === pairingId);
  // An application has been withdrawn in the meantime.
  if (!answer) throw notNow();
  return answer;
}

const notNow = (): AppError =>
  new AppError('conflict', 'not-now', 'One of the two has no place there now, or shares with another');

/** Each has as many days as it has applied for, and no day twice. */
function demandWeekdays({ children: proposed }: Answer, children: RecordPairing['children']): void {
  const days = new Map(proposed.map(({ applicationId, daysPerWeek }) => [applicationId, daysPerWeek]));
  const all = children.flatMap(({ weekdays }) => weekdays);
  const faults = [
    ...children.flatMap(({ applicationId, weekdays }, index) =>
      weekdays.length === days.get(applicationId)
        ? []
        : [{ at: `/children/${index}/weekdays`, message: 'must be as many days as applied for' }],
    ),
    ...(new Set(all).size === all.length
      ? []
      : [{ at: '/children/1/weekdays', message: 'must leave the days of the other child alone' }]),
  ];
  if (faults.length > 0)
    throw new AppError('invalid', 'bad-weekdays', 'The weekdays do not fit the two children', { faults });
}
