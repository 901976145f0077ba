import type { IsoDate } from '@opptak/domain';
import type { Band } from '@opptak/matching';
import type { SeatsOf } from './room.ts';
import { earliestStart, type Stay } from './seats.ts';

/** An offer that nobody has answered. */
export interface PendingOffer {
  readonly id: string;
  readonly childId: string;
  readonly kindergartenId: string;
  readonly band: Band;
  readonly bornOn: IsoDate;
  readonly startOn: IsoDate;
  /** Own place in the order at the kindergarten; lower goes first. */
  readonly rank: number;
  /** Where the child has a place that it leaves if it says yes. */
  readonly leaves: string | null;
}

/** Seats and offers of one kindergarten year, at one moment. */
export interface Moves {
  readonly kindergartenYear: number;
  readonly kindergartens: ReadonlyMap<string, SeatsOf>;
  /** Who has a place, by kindergarten. */
  readonly stays: ReadonlyMap<string, readonly Stay[]>;
  /** Told, and waiting for an answer; exchanges left out, which keep every number as it is. */
  readonly open: readonly PendingOffer[];
  /** Told to nobody yet. */
  readonly waiting: readonly PendingOffer[];
}

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
  const board = boardOf(moves);
  const release: { id: string; startOn: IsoDate }[] = [];
  const lose: string[] = [];
  const swaps: string[][] = [];
  for (;;) {
    const freed = releasable(board);
    for (const { offer, startOn } of freed) {
      release.push({ id: offer.id, startOn });
      board.waiting.delete(offer.id);
      board.open.set(offer.id, { ...offer, startOn });
    }
    const hopeless = withoutHope(board);
    for (const offer of hopeless) {
      lose.push(offer.id);
      board.waiting.delete(offer.id);
    }
    if (freed.length > 0 || hopeless.length > 0) continue;
    const stuck = stuckOffers(board);
    if (stuck.length === 0) return { release, lose, swaps };
    const ring = ringAmong(stuck);
    if (ring) swaps.push(ring.map(({ id }) => id));
    for (const offer of ring ?? stuck.slice(-1)) {
      board.waiting.delete(offer.id);
      if (!ring) lose.push(offer.id);
    }
  }
}

interface Board extends Omit<Moves, 'open' | 'waiting'> {
  readonly open: Map<string, PendingOffer>;
  readonly waiting: Map<string, PendingOffer>;
}

function boardOf(moves: Moves): Board {
  const byId = (offers: readonly PendingOffer[]) => new Map(offers.map((offer) => [offer.id, offer]));
  return { ...moves, open: byId(moves.open), waiting: byId(moves.waiting) };
}

const stayOf = ({ childId, bornOn, startOn }: PendingOffer): Stay => ({
  childId,
  bornOn,
  from: startOn,
  until: null,
});

/** Waiting offers by kindergarten, those who are served first in front: the order of bands, then the order there. */
function queues(board: Board): readonly (readonly [string, SeatsOf, readonly PendingOffer[]])[] {
  const byKindergarten = Map.groupBy(board.waiting.values(), ({ kindergartenId }) => kindergartenId);
  return [...byKindergarten].flatMap(([id, offers]) => {
    const seats = board.kindergartens.get(id);
    if (!seats) return [];
    const bands: readonly Band[] = seats.conversion?.order ?? ['small', 'large'];
    const inOrder = offers.toSorted(
      (a, b) => bands.indexOf(a.band) - bands.indexOf(b.band) || a.rank - b.rank || (a.id < b.id ? -1 : 1),
    );
    return [[id, seats, inOrder] as const];
  });
}

function releasable(board: Board): readonly { offer: PendingOffer; startOn: IsoDate }[] {
  const offered = offeredSeats(board);
  return queues(board).flatMap(([id, seats, offers]) => {
    const stays = [...(board.stays.get(id) ?? []), ...(offered.get(id) ?? [])];
    return seated(board, seats, stays, offers);
  });
}

/** Those who would not have a seat even if everybody left who may. */
function withoutHope(board: Board): readonly PendingOffer[] {
  const offered = offeredSeats(board);
  const mayLeave = new Set([...board.open.values(), ...board.waiting.values()].map(({ childId }) => childId));
  return queues(board).flatMap(([id, seats, offers]) => {
    const staying = (board.stays.get(id) ?? []).filter(({ childId }) => !mayLeave.has(childId));
    const kept = new Set(
      seated(board, seats, [...staying, ...(offered.get(id) ?? [])], offers).map(({ offer }) => offer.id),
    );
    return offers.filter((offer) => !kept.has(offer.id));
  });
}

/** Open offers keep their seats, by kindergarten. */
function offeredSeats({ open }: Board): ReadonlyMap<string, readonly Stay[]> {
  const offers = Map.groupBy(open.values(), ({ kindergartenId }) => kindergartenId);
  return new Map([...offers].map(([id, list]) => [id, list.map(stayOf)]));
}

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
function stuckOffers({ open, waiting }: Board): readonly PendingOffer[] {
  const left = new Set([...open.values()].flatMap(({ leaves }) => leaves ?? []));
  const stuck = new Map(waiting);
  for (let before = -1; before !== stuck.size; ) {
    before = stuck.size;
    for (const offer of stuck.values()) {
      if (!left.has(offer.kindergartenId)) continue;
      stuck.delete(offer.id);
      if (offer.leaves !== null) left.add(offer.leaves);
    }
  }
  return [...stuck.values()].toSorted((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
}

/** A ring of children of one age band, each going where the next one leaves. */
function ringAmong(stuck: readonly PendingOffer[]): readonly PendingOffer[] | null {
  const leaving = Map.groupBy(stuck, ({ leaves, band }) => `${leaves} ${band}`);
  for (const first of stuck) {
    const path = [first];
    for (let at = first; ; ) {
      const next = leaving.get(`${at.kindergartenId} ${at.band}`)?.[0];
      if (!next) break;
      const seen = path.indexOf(next);
      if (seen >= 0) return path.slice(seen);
      path.push(next);
      at = next;
    }
  }
  return null;
}
