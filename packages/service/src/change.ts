import type { EventDefinition } from '@opptak/contracts';
import { appendCaseEvents, type Db, inKommune, type PlatformTables, type Tx } from '@opptak/db';
import type { Actor, Clock, KommuneNumber } from '@opptak/domain';
import { emitEvents, type JobDefinition, planJob } from '@opptak/jobs';
import type { Static, TSchema } from 'typebox';

/** One change in one kommune: the open transaction, who makes it, and when. All or nothing. */
export interface Change<S extends PlatformTables> {
  readonly tx: Tx<S>;
  readonly kommune: KommuneNumber;
  readonly actor: Actor;
  readonly at: Date;
}

/** Writes a line in the case log. `details` holds codes and ids, never names or free text. */
export async function record<S extends PlatformTables>(
  change: Change<S>,
  caseId: string,
  type: string,
  details: CaseLine['details'] = {},
): Promise<void> {
  await recordAll(change, [{ caseId, type, details }]);
}

export interface CaseLine {
  readonly caseId: string;
  readonly type: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/** Writes the lines of many cases in one statement. */
export async function recordAll<S extends PlatformTables>(
  { tx, kommune, actor, at }: Change<S>,
  lines: readonly CaseLine[],
): Promise<void> {
  await appendCaseEvents(
    tx,
    lines.map((line) => ({ kommune, actor, occurredAt: at, ...line })),
  );
}

/**
 * Tells the other services, if and when the change is committed.
 *
 * @param about The thing the event is about, and its version: receivers keep the newest.
 */
export async function tell<S extends PlatformTables, P extends TSchema>(
  change: Change<S>,
  event: EventDefinition<P>,
  about: { readonly key: string; readonly version: number },
  data: Static<P>,
): Promise<void> {
  await tellAll(change, event, [{ ...about, data }]);
}

/** Tells of many things of one kind in one statement. */
export async function tellAll<S extends PlatformTables, P extends TSchema>(
  { tx, kommune, at }: Change<S>,
  event: EventDefinition<P>,
  all: readonly { readonly key: string; readonly version: number; readonly data: Static<P> }[],
): Promise<void> {
  await emitEvents(
    tx,
    event,
    all.map((one) => ({ kommune, occurredAt: at, ...one })),
  );
}

/** Plans a job of this service, if and when the change is committed. */
export async function plan<S extends PlatformTables, P extends TSchema>(
  { tx, kommune, at }: Change<S>,
  job: JobDefinition<P>,
  payload: Static<P>,
  runAt: Date = at,
): Promise<void> {
  await planJob(tx, job, payload, { kommune, runAt });
}

/** The change that a request asks for, inside the transaction that `change` of packages/http has opened. */
export function requested<S extends PlatformTables>(
  deps: { readonly clock: Clock },
  tx: Tx<S>,
  actor: Actor,
): Change<S> {
  if (actor.type === 'system') throw new Error('A system actor sends no requests');
  return { tx, actor, kommune: actor.kommune, at: deps.clock.now() };
}

/** Opens the transaction of a change that one of our own jobs makes in a kommune. */
export function changeAsSystem<S extends PlatformTables, T>(
  deps: { readonly db: Db<S>; readonly clock: Clock },
  kommune: KommuneNumber,
  name: string,
  work: (change: Change<S>) => Promise<T>,
): Promise<T> {
  return inKommune(deps.db, kommune, (tx) =>
    work({ tx, kommune, actor: { type: 'system', name }, at: deps.clock.now() }),
  );
}
