import type { IsoDate } from '@opptak/domain';
import type { Band } from '@opptak/matching';
import { type Board, boardOf, drop, open, waitingOffers } from './board.ts';
import type { Moves, PendingOffer } from './moves.ts';
import type { SeatsOf } from './room.ts';
import { earliestStart, type Stay } from './seats.ts';

export interface MovePlan {
  /** A seat is free for these from this day. */
  readonly release: readonly { readonly id: string; readonly startOn: IsoDate }[];
  /** The seat will not come free: who should have left it has not, or others go first. */
  readonly lose: readonly string[];
  /** Children who wait for each other in a ring: all of them change places, or none does. */
  readonly swaps: readonly (readonly string[])[];
}

/**
 * Says which waiting offers can be told now, and which can not be kept. A seat counts as free only when nobody has it
 * and nobody has been offered it, on every day from the start on; so whatever families answer, no kindergarten is ever
 * fuller than it may be. A seat goes to the first in the order; when fewer leave than was thought, the last in the
 * order lose.
 */
export function planMoves(moves: Moves): MovePlan {
  const steps = planningMoves(moves);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same in small steps, between which others may be let in: it stops after each kindergarten. */
export function* planningMoves(moves: Moves): Generator<undefined, MovePlan> {
  const board = boardOf(moves);
  const release: { id: string; startOn: IsoDate }[] = [];
  const lose: string[] = [];
  const swaps: string[][] = [];
  for (;;) {
    yield;
    const look = [...board.changed];
    board.changed.clear();
    for (const id of look) {
      for (const { offer, startOn } of releasable(board, id)) {
        release.push({ id: offer.id, startOn });
        open(board, { ...offer, startOn });
      }
      yield;
    }
    // All seats that are free have been given: only then can it be said who hopes for nothing.
    const hopeless: PendingOffer[] = [];
    for (const id of look) {
      hopeless.push(...withoutHope(board, id));
      yield;
    }
    for (const offer of hopeless) {
      lose.push(offer.id);
      drop(board, offer);
    }
    if (board.changed.size > 0) continue;
    const stuck = stuckOffers(board);
    if (stuck.length === 0) return { release, lose, swaps };
    const ring = ringAmong(stuck);
    if (ring) swaps.push(ring.map(({ id }) => id));
    for (const offer of ring ?? stuck.slice(-1)) {
      drop(board, offer);
      if (!ring) lose.push(offer.id);
    }
  }
}

const stayOf = ({ childId, bornOn, startOn }: PendingOffer): Stay => ({
  childId,
  bornOn,
  from: startOn,
  until: null,
});

/** Waiting offers at a kindergarten, those who are served first in front: the order of bands, then the order there. */
function queueAt(board: Board, id: string, seats: SeatsOf): readonly PendingOffer[] {
  const bands: readonly Band[] = seats.conversion?.order ?? ['small', 'large'];
  return [...(board.waitingAt.get(id)?.values() ?? [])].toSorted(
    (a, b) => bands.indexOf(a.band) - bands.indexOf(b.band) || a.rank - b.rank || (a.id < b.id ? -1 : 1),
  );
}

function releasable(board: Board, id: string): readonly { offer: PendingOffer; startOn: IsoDate }[] {
  const seats = board.kindergartens.get(id);
  if (!seats) return [];
  return seated(
    board,
    seats,
    [...(board.stays.get(id) ?? []), ...offeredAt(board, id)],
    queueAt(board, id, seats),
  );
}

/** Those who would not have a seat even if everybody left who may. */
function withoutHope(board: Board, id: string): readonly PendingOffer[] {
  const seats = board.kindergartens.get(id);
  if (!seats) return [];
  const offers = queueAt(board, id, seats);
  const staying = (board.stays.get(id) ?? []).filter(
    ({ childId }) => (board.offersOf.get(childId) ?? 0) === 0,
  );
  const kept = new Set(
    seated(board, seats, [...staying, ...offeredAt(board, id)], offers).map(({ offer }) => offer.id),
  );
  return offers.filter((offer) => !kept.has(offer.id));
}

/** Open offers keep their seats. */
const offeredAt = ({ openAt }: Board, id: string): readonly Stay[] => (openAt.get(id) ?? []).map(stayOf);

/** Gives seats in order, as far as they go. */
function seated(
  { kindergartenYear }: Board,
  seats: SeatsOf,
  taken: readonly Stay[],
  offers: readonly PendingOffer[],
): readonly { offer: PendingOffer; startOn: IsoDate }[] {
  const stays = [...taken];
  const full = new Set<Band>();
  return offers.flatMap((offer) => {
    // Who stands further down needs the same seat: nobody is passed by.
    if (full.has(offer.band)) return [];
    const startOn = earliestStart(seats, stays, {
      bornOn: offer.bornOn,
      from: offer.startOn,
      kindergartenYear,
    });
    if (startOn === null) {
      full.add(offer.band);
      return [];
    }
    stays.push({ ...stayOf(offer), from: startOn });
    return [{ offer, startOn }];
  });
}

/** Waiting offers that no answer to an open offer can ever free, because they wait for each other; best rank first. */
function stuckOffers(board: Board): readonly PendingOffer[] {
  const left = new Set(board.leftForOpen);
  const stuck = new Map(waitingOffers(board).map((offer) => [offer.id, offer]));
  // A set that grows while it is walked through is walked to its end.
  for (const id of left) {
    for (const offer of board.waitingAt.get(id)?.values() ?? []) {
      stuck.delete(offer.id);
      if (offer.leaves !== null) left.add(offer.leaves);
    }
  }
  return [...stuck.values()].toSorted((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
}

/** A ring of children of one age band, each going where the next one leaves. */
function ringAmong(stuck: readonly PendingOffer[]): readonly PendingOffer[] | null {
  const leaving = Map.groupBy(stuck, ({ leaves, band }) => `${leaves} ${band}`);
  // From each there is one way on: a way that has been gone and led to no ring never does.
  const gone = new Set<PendingOffer>();
  for (const first of stuck) {
    const path = [first];
    const onPath = new Set(path);
    for (let at = first; !gone.has(at); ) {
      const next = leaving.get(`${at.kindergartenId} ${at.band}`)?.[0];
      if (!next) break;
      if (onPath.has(next)) return path.slice(path.indexOf(next));
      path.push(next);
      onPath.add(next);
      at = next;
    }
    for (const one of path) gone.add(one);
  }
  return null;
}
