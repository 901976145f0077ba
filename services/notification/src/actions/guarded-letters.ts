import type { Tx } from '@opptak/db';
import { appendAccessLog, stableId } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { messageLanguages } from '@opptak/messages';
import { type Change, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { isGuarded, type KnownFamily } from '../evaluation/child-facts.ts';
import { linkHolders } from '../evaluation/link-holders.ts';
import { nameInMessages } from '../messages/child-name.ts';
import { letterCodeIndexOf } from '../messages/letter-code.ts';
import { openContent, sealContent } from '../messages/message-content.ts';
import { messageKommune } from '../messages/tenant-letters.ts';
import { letterLinkOf, setLetter } from '../messages/write-message.ts';
import { openRecord, shownName } from '../population/person-record.ts';
import { findFamily } from '../repositories/families.ts';
import { closeCase, getOpenCase, heldAs, type ManualCase } from '../repositories/manual-cases.ts';
import { findHeld, getMessage, insertHeld, type Message, markHandedOver } from '../repositories/messages.ts';
import { findPeople } from '../repositories/people.ts';
import type { Schema } from '../schema.generated.ts';
import type { PlannedMessage } from './plan-messages.ts';
import { namedEmployee } from './protect.ts';
import { unwritten } from './unwritten.ts';

/** What is to be told, before it is known to whom. */
export type HeldMessage = Omit<PlannedMessage, 'personId' | 'reach'>;

/**
 * Writes what a protected family is to be told – a refusal, a fee, an offer – and keeps it for the guarded desk: the
 * family has the same vedtak, with the same reasons and the same right to appeal, as everybody else.
 *
 * Legal source: forvaltningsloven §§ 24, 25, 27.
 */
export async function holdForDesk(
  { vault }: Pick<Deps, 'vault'>,
  { tx, kommune, at }: Change<Schema>,
  family: KnownFamily,
  { occasion, template, caseId, childId, values, link, reason }: HeldMessage,
  guardedCase: Pick<ManualCase, 'reason' | 'aboutId'>,
): Promise<void> {
  const content = {
    values: { childName: nameInMessages(family.child), ...values },
    link,
    reason: reason ?? null,
    reach: 'any',
  } as const;
  await insertHeld(
    tx,
    linkHolders(family, unwritten).guardians.map((personId) => {
      const id = stableId('message', occasion, personId);
      return {
        kommune,
        id,
        occasion,
        personId,
        childId,
        caseId,
        template,
        sealedValues: sealContent(vault, kommune, id, content),
        letterCode: letterCodeIndexOf(vault, kommune, id, link),
        plannedAt: at,
        status: 'held' as const,
        heldAs: heldAs(guardedCase),
      };
    }),
  );
}

/** The letters of a case on the guarded desk. @throws AppError not-found `case-not-found`. */
export async function guardedLetters(tx: Tx<Schema>, caseId: string): Promise<readonly Message[]> {
  return lettersOf(tx, await getOpenCase(tx, caseId, { guarded: true }));
}

async function lettersOf(tx: Tx<Schema>, found: ManualCase): Promise<readonly Message[]> {
  if (found.reason === 'guarded-message' && found.aboutId !== null)
    return [await getMessage(tx, found.aboutId)];
  return findHeld(tx, found.childId, heldAs(found));
}

/**
 * Prints a letter for a protected family, for a named employee to hand over. It bears the name and no address; who
 * printed it stands in the access log.
 *
 * @throws AppError forbidden `employee-missing`, not-found when it is no letter of a protected family.
 */
export async function printGuardedLetter(
  deps: Pick<Deps, 'vault' | 'tenants' | 'links' | 'config'>,
  { tx, kommune, at, actor }: Change<Schema>,
  messageId: string,
): Promise<Uint8Array> {
  namedEmployee(actor);
  const { vault, tenants } = deps;
  const message = await getMessage(tx, messageId);
  const family = await findFamily(tx, vault, message.childId);
  const person = (await findPeople(tx, [message.personId])).get(message.personId);
  const isForDesk = message.heldAs !== null || message.status === 'retracted';
  if (!family || !person || !isGuarded(family) || !isForDesk) {
    throw new AppError('not-found', 'message-not-found', 'There is no such message here');
  }
  await appendAccessLog(tx, {
    kommune,
    personId: message.personId,
    purpose: 'guarded-letter',
    caseId: message.caseId,
    actor,
    at,
  });
  const tenant = tenants.get(kommune);
  const content = openContent(vault, kommune, messageId, message.sealedValues);
  const languages = messageLanguages({ chosen: null, registered: null }, messageKommune(tenant));
  const link = letterLinkOf(deps, kommune, message, content);
  const name = shownName(openRecord(vault, kommune, person.id, person.sealedFacts)) ?? '';
  return setLetter({ message, content, languages }, { tenant, link, recipient: [name] });
}

/**
 * The letters of a case have been handed over: noted on each, and the case is closed.
 *
 * @throws AppError forbidden `employee-missing`, not-found `case-not-found`, conflict `nothing-to-hand-over`.
 */
export async function noteHandedOver(change: Change<Schema>, caseId: string): Promise<number> {
  const { tx, at } = change;
  const closedBy = namedEmployee(change.actor);
  const found = await getOpenCase(tx, caseId, { guarded: true });
  const letters = await lettersOf(tx, found);
  if (letters.length === 0) {
    throw new AppError('conflict', 'nothing-to-hand-over', 'The case has no letters');
  }
  await markHandedOver(
    tx,
    letters.map(({ id }) => id),
    at,
  );
  await closeCase(tx, caseId, { closedAt: at, closedBy, outcome: 'handed-over' });
  await record(change, caseId, 'manual-case-closed', { letters: letters.length });
  return letters.length;
}
