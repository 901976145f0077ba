import type { BylawsDocument } from '@opptak/contracts';
import type { Tx } from '@opptak/db';
import type { IsoDate } from '@opptak/domain';
import { sql } from 'kysely';
import type { Deps } from '../deps.ts';
import type { FreezeAbout, Frozen } from '../matcher/freeze-work.ts';
import { findSharing } from '../repositories/pairings.ts';
import { pendingPages } from '../repositories/pending-offers.ts';
import { heldPages } from '../repositories/placements.ts';
import {
  childPages,
  findKindergartens,
  getBylaws,
  type Round,
  submittedPages,
} from '../repositories/projections.ts';
import type { ApplicationRow } from '../repositories/typed-application.ts';
import type { Schema } from '../schema.generated.ts';

/** The input of a run, and the bylaws that it was made by. */
export interface FrozenRound extends Frozen {
  readonly bylaws: BylawsDocument;
}

/** What is frozen. */
export interface WhatToFreeze {
  readonly round: Round;
  /** Places that are held on this day or later are counted. */
  readonly on: IsoDate;
  readonly about: FreezeAbout;
  /** Looks at the pages of applications as they pass. */
  readonly watching?: (
    pages: AsyncIterable<readonly ApplicationRow[]>,
  ) => AsyncIterable<readonly ApplicationRow[]>;
}

/**
 * Freezes a round as it stands: everything is read page by page in this transaction, and put together and written down
 * in the engine's thread.
 *
 * @returns null for a refill with nothing to give.
 * @throws AppError conflict `no-bylaws`, `band-orders-differ`; what `watching` throws
 */
export async function freeze(
  { matcher }: Pick<Deps, 'matcher'>,
  tx: Tx<Schema>,
  { round, on, about, watching = (pages) => pages }: WhatToFreeze,
): Promise<FrozenRound | null> {
  const bylaws = await getBylaws(tx);
  const kindergartens = await findKindergartens(tx);
  const frozen = await matcher.freeze(
    { ...about, round, bylaws, kindergartens, sharing: await findSharing(tx) },
    {
      applications: watching(submittedPages(tx, round.id)),
      children: childPages(tx),
      placements: heldPages(tx, on),
      pending: about.kind === 'refill' ? pendingPages(tx) : [],
    },
    () => stayAwake(tx),
  );
  return frozen && { ...frozen, bylaws };
}

/** PostgreSQL ends a transaction in which nothing happens; one that waits for the thread says now and then that it is there. */
export async function stayAwake(tx: Tx<Schema>): Promise<void> {
  await sql`select 1`.execute(tx);
}
