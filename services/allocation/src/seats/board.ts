import type { Moves, PendingOffer } from './moves.ts';
import type { SeatsOf } from './room.ts';
import type { Stay } from './seats.ts';

/** Offers by kindergarten, kept up to date while moves are planned: what has changed is looked at again, and nothing else. */
export interface Board {
  readonly kindergartenYear: number;
  readonly kindergartens: ReadonlyMap<string, SeatsOf>;
  readonly stays: ReadonlyMap<string, readonly Stay[]>;
  readonly openAt: ReadonlyMap<string, PendingOffer[]>;
  readonly waitingAt: ReadonlyMap<string, Map<string, PendingOffer>>;
  /** How many offers, open or waiting, a child has: with one it may leave its place. */
  readonly offersOf: Map<string, number>;
  /** Where a child has places. */
  readonly placesOf: ReadonlyMap<string, readonly string[]>;
  /** Where a child would leave a place for an open offer, as often as it stands here. */
  readonly leftForOpen: Set<string>;
  /** Kindergartens where something has changed since they were looked at. */
  readonly changed: Set<string>;
}

export function boardOf(moves: Moves): Board {
  const placesOf = new Map<string, string[]>();
  for (const [id, stays] of moves.stays) {
    for (const { childId } of stays) {
      const places = placesOf.get(childId);
      if (places) places.push(id);
      else placesOf.set(childId, [id]);
    }
  }
  const offersOf = new Map<string, number>();
  for (const { childId } of [...moves.open, ...moves.waiting]) {
    offersOf.set(childId, (offersOf.get(childId) ?? 0) + 1);
  }
  const waiting = Map.groupBy(moves.waiting, ({ kindergartenId }) => kindergartenId);
  const open = Map.groupBy(moves.open, ({ kindergartenId }) => kindergartenId);
  for (const id of waiting.keys()) if (!open.has(id)) open.set(id, []);
  return {
    kindergartenYear: moves.kindergartenYear,
    kindergartens: moves.kindergartens,
    stays: moves.stays,
    openAt: open,
    waitingAt: new Map(
      [...waiting].map(([id, offers]) => [id, new Map(offers.map((offer) => [offer.id, offer]))]),
    ),
    offersOf,
    placesOf,
    leftForOpen: new Set(moves.open.flatMap(({ leaves }) => leaves ?? [])),
    changed: new Set(waiting.keys()),
  };
}

/** A seat is free for it: it is told. */
export function open(board: Board, offer: PendingOffer): void {
  const { kindergartenId, id, leaves } = offer;
  board.waitingAt.get(kindergartenId)?.delete(id);
  board.openAt.get(kindergartenId)?.push(offer);
  if (leaves !== null) board.leftForOpen.add(leaves);
  board.changed.add(kindergartenId);
}

/** It waits no more. A child without another offer stays where it is. */
export function drop(board: Board, { kindergartenId, id, childId }: PendingOffer): void {
  board.waitingAt.get(kindergartenId)?.delete(id);
  board.changed.add(kindergartenId);
  const left = (board.offersOf.get(childId) ?? 1) - 1;
  board.offersOf.set(childId, left);
  if (left > 0) return;
  for (const place of board.placesOf.get(childId) ?? []) board.changed.add(place);
}

/** Everything that waits, wherever it is. */
export const waitingOffers = ({ waitingAt }: Board): readonly PendingOffer[] =>
  [...waitingAt.values()].flatMap((offers) => [...offers.values()]);
