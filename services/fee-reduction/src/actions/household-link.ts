import type { Tx } from '@opptak/db';
import type { Actor } from '@opptak/domain';
import { guardianOf } from '@opptak/service';
import { isLinkAlive } from '../repositories/link-holders.ts';
import { livesWith } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { childNotFound } from './submit-application.ts';

/**
 * Lets a guardian through whose link is alive, and who is registered with the child. A parent with another address decides
 * about the place with the other (delt bosted), but neither applies for the other's household nor sees what it earns.
 *
 * Legal source: forskrift 2005-12-16-1478 § 3 b; forvaltningsloven § 13.
 *
 * @throws AppError not-found: the link of anybody else looks like a link to nothing.
 */
export async function demandHouseholdLink(tx: Tx<Schema>, childId: string, actor: Actor): Promise<void> {
  const guardianId = guardianOf(actor);
  const mayOpen = (await isLinkAlive(tx, childId, guardianId)) && (await livesWith(tx, childId, guardianId));
  if (!mayOpen) throw childNotFound();
}
