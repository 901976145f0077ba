import { createHash } from 'node:crypto';
import { type Db, inKommune, type Tx } from '@opptak/db';
import { type Actor, AppError, type KommuneNumber } from '@opptak/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { actorOf, kommuneOf } from './access.ts';
import { canonicalJson } from './canonical-json.ts';
import { HttpError } from './http-error.ts';
import { changes } from './route-rules.ts';
import { etagOf } from './versions.ts';

export interface ChangeAnswer<T> {
  readonly status: 200 | 201 | 202 | 204;
  /** The record's new version, answered as ETag. */
  readonly version?: (answer: T) => number;
  /** Where the new record can be read. */
  readonly location?: (answer: T) => string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the answer comes out of `change`. */
    throughChange: boolean;
  }
}

/** Holds every route to what its description promises: one that does not say it only reads answers through `change`. */
export function useChanges(app: FastifyInstance): void {
  app.decorateRequest('throughChange', false);
  app.addHook('onSend', async (request, reply, payload) => {
    const { access } = request.routeOptions.config;
    if (access && reply.statusCode < 400 && changes(request.routeOptions) && !request.throughChange) {
      throw new Error('The route changes something without `change`, or should say that it reads');
    }
    return payload;
  });
}

/**
 * Runs a change that someone has asked for over HTTP, exactly once, in one transaction of the caller's kommune.
 *
 * With an Idempotency-Key (required on POST), the answer is stored in that same transaction. The same request with
 * the same key gets the stored answer again, marked `Idempotency-Replayed: true`; while the first is still running it
 * gets 409; another request with the same key gets 422. A key belongs to its kommune and route, and is kept for 7 days. What fails is rolled
 * back, key included, so the next try starts afresh.
 *
 * `work` may be run again after a serialisation failure: it must have no effect outside the transaction.
 *
 * @returns The answer, to be returned by the route; status and headers are already set on `reply`.
 */
export async function change<S, T>(
  deps: { readonly db: Db<S> },
  request: FastifyRequest,
  reply: FastifyReply,
  answer: ChangeAnswer<T>,
  work: (tx: Tx<S>, actor: Actor) => Promise<T>,
): Promise<T> {
  const actor = actorOf(request);
  const kommune = kommuneOf(request);
  const key = idempotencyKeyOf(request);
  const { result, replayed } = await inKommune(deps.db, kommune, async (tx) => {
    if (key === null) return { result: await work(tx, actor), replayed: false };
    return once(tx, await claim<S, T>(tx, kommune, key, request), () => work(tx, actor), answer.status);
  });
  request.throughChange = true;
  reply.code(answer.status);
  if (answer.version) reply.header('etag', etagOf(answer.version(result)));
  if (answer.location) reply.header('location', answer.location(result));
  if (replayed) reply.header('idempotency-replayed', 'true');
  return result;
}

/**
 * The request's Idempotency-Key, or null where none is needed.
 *
 * @throws HttpError 400 when a POST has none, or when it is not 1–255 visible ASCII characters.
 */
export function idempotencyKeyOf(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key'];
  if (header === undefined && request.method !== 'POST') return null;
  const key = typeof header === 'string' ? header.trim() : '';
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new HttpError(
    400,
    'idempotency-key-required',
    'Send an Idempotency-Key: a UUID of your own per change',
    {
      faults: [
        { in: 'header', pointer: '/idempotency-key', detail: 'must be 1 to 255 visible ASCII characters' },
      ],
    },
  );
}

interface Claim<T> {
  readonly kommune: KommuneNumber;
  readonly route: string;
  readonly key: string;
  readonly fingerprint: string;
  /** What the first request was answered; null when this is the first. */
  readonly earlier: { readonly answer: T } | null;
}

/**
 * Takes the key for this transaction. The lock is tried, not waited for: repeated requests that wait would each hold
 * a connection, and a single impatient client could take them all.
 */
async function claim<S, T>(
  tx: Tx<S>,
  kommune: KommuneNumber,
  key: string,
  request: FastifyRequest,
): Promise<Claim<T>> {
  const route = `${request.method} ${request.routeOptions.url}`;
  const fingerprint = fingerprintOf(request);
  const name = JSON.stringify(['idempotency', kommune, route, key]);
  const lock = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(current_schema() || ${name}, 0)) as locked`.execute(tx);
  if (!lock.rows[0]?.locked) {
    throw new HttpError(
      409,
      'still-running',
      'The first request with this Idempotency-Key is still running',
      {
        headers: { 'retry-after': '1' },
      },
    );
  }
  // A statement of its own, after the lock: only then does it see what the holder before us has committed.
  const stored = await sql<{ fingerprint: string; response: T }>`
    select fingerprint, response from idempotency_key
    where kommune = ${kommune} and route = ${route} and key = ${key}`.execute(tx);
  const earlier = stored.rows[0];
  if (earlier && earlier.fingerprint !== fingerprint) {
    throw new AppError(
      'unprocessable',
      'idempotency-key-reused',
      'This Idempotency-Key was used for another request',
    );
  }
  return { kommune, route, key, fingerprint, earlier: earlier ? { answer: earlier.response } : null };
}

async function once<S, T>(
  tx: Tx<S>,
  claimed: Claim<T>,
  work: () => Promise<T>,
  status: number,
): Promise<{ result: T; replayed: boolean }> {
  if (claimed.earlier) return { result: claimed.earlier.answer, replayed: true };
  const result = await work();
  await sql`
    insert into idempotency_key (kommune, route, key, fingerprint, status, response)
    values (${claimed.kommune}, ${claimed.route}, ${claimed.key}, ${claimed.fingerprint}, ${status},
            ${JSON.stringify(result ?? null)}::jsonb)`.execute(tx);
  return { result, replayed: false };
}

/** What was asked, and by whom: another guardian, or another employee, asks something else even with the same words. */
function fingerprintOf(request: FastifyRequest): string {
  const actor = actorOf(request);
  const who =
    actor.type === 'guardian'
      ? [actor.guardianId, actor.opens]
      : actor.type === 'kommune'
        ? (actor.employee ?? null)
        : null;
  const asked = [request.method, request.url, request.headers['if-match'] ?? null, who, request.body ?? null];
  return createHash('sha256').update(canonicalJson(asked)).digest('hex');
}
