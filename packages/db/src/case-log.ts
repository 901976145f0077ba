import { type Actor, actorText, type KommuneNumber } from '@opptak/domain';
import type { Tx } from './database.ts';
import type { PlatformTables } from './platform-tables.generated.ts';
import { platformTx } from './platform-tx.ts';

export interface CaseEvent {
  readonly kommune: KommuneNumber;
  readonly caseId: string;
  /** Past tense: "application-received". */
  readonly type: string;
  readonly actor: Actor;
  /** Ids, codes and outcomes; never names, identity numbers or addresses. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

/**
 * Writes a line in the case log, in the same transaction as what it tells of. Nobody can change it afterwards:
 * the database refuses it.
 *
 * Legal source: forvaltningsloven § 11 d; arkivlova.
 */
export async function appendCaseEvent<S extends PlatformTables>(tx: Tx<S>, event: CaseEvent): Promise<void> {
  await appendCaseEvents(tx, [event]);
}

/** Writes many lines in one statement. */
export async function appendCaseEvents<S extends PlatformTables>(
  tx: Tx<S>,
  events: readonly CaseEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await platformTx(tx)
    .insertInto('caseEvent')
    .values(
      events.map((event) => ({
        ...event,
        actor: actorText(event.actor),
        details: JSON.stringify(event.details),
      })),
    )
    .execute();
}
