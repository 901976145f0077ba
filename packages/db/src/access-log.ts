import { type Actor, actorText, type KommuneNumber } from '@opptak/domain';
import type { Tx } from './database.ts';
import type { PlatformTables } from './platform-tables.generated.ts';
import { platformTx } from './platform-tx.ts';

export interface Access {
  readonly kommune: KommuneNumber;
  /** Our own id of the person whose data was shown. */
  readonly personId: string;
  /** Why: "application-review", "access-request". */
  readonly purpose: string;
  readonly caseId?: string;
  readonly actor: Actor;
  readonly at: Date;
}

/**
 * Notes that somebody was shown a person's data. One line per person shown; not for machine processing or a name in
 * a list, which would drown what the person has a right to know.
 *
 * Legal source: GDPR article 5 (2) and 32.
 */
export async function appendAccessLog<S extends PlatformTables>(tx: Tx<S>, access: Access): Promise<void> {
  const { at, actor, caseId, ...rest } = access;
  await platformTx(tx)
    .insertInto('accessLog')
    .values({ ...rest, caseId: caseId ?? null, actor: actorText(actor), accessedAt: at })
    .execute();
}
