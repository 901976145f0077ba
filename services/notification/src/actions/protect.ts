import type { BlockAccess } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { type Actor, AppError, actorText } from '@opptak/domain';
import { type Change, plan, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { rereadChildren } from '../jobs/job-definitions.ts';
import { guardCases } from '../repositories/manual-cases.ts';
import { findChildrenAround, findPeople } from '../repositories/people.ts';
import { insertProtections, liftBlock } from '../repositories/protection.ts';
import type { Schema } from '../schema.generated.ts';
import { refreshLinks } from './refresh-links.ts';
import { retractFor } from './retract.ts';

/**
 * Protects somebody from everybody, or from one person. In force when this is committed: what is planned for the
 * families concerned is taken back in the same transaction, and they are decided about anew.
 *
 * @throws AppError forbidden `employee-missing`, not-found `person-not-found`.
 */
export async function blockAccess(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  { personId, againstPersonId = null }: BlockAccess,
): Promise<string> {
  const { tx, kommune, at, actor } = change;
  namedEmployee(actor);
  const wanted = againstPersonId === null ? [personId] : [personId, againstPersonId];
  if ((await findPeople(tx, wanted)).size < new Set(wanted).size) {
    throw new AppError('not-found', 'person-not-found', 'There is no such person here');
  }
  const id = stableId('access-block', personId, againstPersonId ?? '', at.toISOString());
  await insertProtections(tx, [
    { kommune, id, personId, source: 'manual', level: 'blocked', againstPersonId, since: at },
  ]);
  // The word says nothing: how often each kind of step was taken is counted for many to see.
  await record(change, id, 'record-changed', {});
  await concern(deps, change, personId, againstPersonId === null);
  return id;
}

/** @throws AppError forbidden `employee-missing`, not-found `block-not-found`. */
export async function liftAccessBlock(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  blockId: string,
): Promise<string> {
  const { tx, at, actor } = change;
  namedEmployee(actor);
  const block = await liftBlock(tx, blockId, { liftedAt: at, liftedBy: actorText(actor) });
  await record(change, blockId, 'record-changed', {});
  await concern(deps, change, block.personId, false);
  return blockId;
}

/** Lets the families around somebody be read and decided about anew. */
async function concern(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  personId: string,
  isHidden: boolean,
): Promise<void> {
  const children = (await findChildrenAround(change.tx, [personId])).map(({ id }) => id);
  if (children.length === 0) return;
  // Every link of whoever is blocked now is dead, also those made before.
  await refreshLinks(deps, change, children);
  // A block against one person stops what is for that person when it is to leave; the others' messages stand.
  if (isHidden) {
    await retractFor(change, children, 'guard');
    await guardCases(change.tx, children);
  }
  await plan(change, rereadChildren, { childIds: children });
}

/** @throws AppError forbidden when no named employee stands behind the call. */
export function namedEmployee(actor: Actor): string {
  if (actor.type === 'kommune' && actor.employee) return actorText(actor);
  throw new AppError('forbidden', 'employee-missing', 'A named employee must do this');
}
