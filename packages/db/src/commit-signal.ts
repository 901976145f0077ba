import type { Kysely, Transaction } from 'kysely';

type Listener = () => void;

const listeners = new WeakMap<object, Set<Listener>>();
const marked = new WeakSet<object>();

/** Says that `tx` has left messages in the outbox, so that the relay in this process need not wait for its next look. */
export function markMessages<S>(tx: Transaction<S>): void {
  marked.add(tx);
}

/**
 * Calls `listener` after each commit on `db` that has left messages. A hint only: a message written by another
 * process, or whose commit was reported in doubt, is found by the relay's regular look.
 *
 * @returns stops the calls.
 */
export function onMessages<S>(db: Kysely<S>, listener: Listener): () => void {
  const known = listeners.get(db) ?? new Set();
  listeners.set(db, known.add(listener));
  return () => known.delete(listener);
}

export function announceCommit<S>(db: Kysely<S>, tx: Transaction<S>): void {
  if (!marked.has(tx)) return;
  for (const listener of listeners.get(db) ?? []) listener();
}
