import type { KommuneNumber, NationalId } from '@opptak/domain';
import { crashpoint, planJobs } from '@opptak/jobs';
import { type ContactFacts, RegistryUnavailable } from '@opptak/registries';
import { changeAsSystem, recordAll } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { childFactsOf, isBlockedFrom, isGuarded, type KnownFamily } from '../evaluation/child-facts.ts';
import { deliverMessages } from '../jobs/job-definitions.ts';
import { openContent } from '../messages/message-content.ts';
import { templateOf } from '../messages/write-message.ts';
import type { PersonRecord } from '../population/person-record.ts';
import { findFamiliesAround } from '../repositories/families.ts';
import { findPlanned, type Message, markRetracted } from '../repositories/messages.ts';
import { isExpected, noteSendings, type Sending } from './note-delivery.ts';
import { type PreparedMessage, sendMessage } from './send-message.ts';

/** Messages of one job on their way at the same moment. */
const atOnce = 4;

/**
 * Sends a handful of messages: read and noted in one transaction each, addresses of contact asked for together.
 *
 * Safe to run twice: services that recognise our reference take a message once, and of a letter it is asked first
 * whether it has been handed in. At the second try each message goes its own way, so that one that can not be sent
 * holds up nobody.
 *
 * @throws RegistryUnavailable to be tried again. What trying again can not help ends on a person's desk.
 */
export async function deliver(
  deps: Deps,
  kommune: KommuneNumber,
  messageIds: readonly string[],
  { attempt }: { readonly attempt: number },
): Promise<void> {
  if (attempt > 1 && messageIds.length > 1) return separate(deps, kommune, messageIds);
  const prepared = await prepare(deps, kommune, messageIds);
  if (prepared.length === 0) return;
  const isLastTry = attempt >= deliverMessages.attempts;
  const sendings = await sendAll(deps, kommune, prepared, isLastTry);
  crashpoint('delivery:after-send');
  await changeAsSystem(deps, kommune, deliverMessages.name, (change) => noteSendings(deps, change, sendings));
  for (const sending of sendings) if (sending.outcome === 'again') throw sending.error;
}

/** Each of these messages gets a job of its own. */
async function separate(deps: Deps, kommune: KommuneNumber, messageIds: readonly string[]): Promise<void> {
  await changeAsSystem(deps, kommune, deliverMessages.name, async ({ tx, at }) => {
    const planned = await findPlanned(tx, messageIds);
    await planJobs(
      tx,
      deliverMessages,
      planned.map(({ id }) => ({ payload: { messageIds: [id] }, kommune, runAt: at })),
    );
  });
}

/** Reads what is to be sent. What is sent already, was taken back, or must not be sent any more is not among it. */
async function prepare(
  deps: Deps,
  kommune: KommuneNumber,
  messageIds: readonly string[],
): Promise<readonly PreparedMessage[]> {
  const { vault } = deps;
  return changeAsSystem(deps, kommune, deliverMessages.name, async (change) => {
    const { tx } = change;
    const messages = await findPlanned(tx, messageIds);
    const { families, recordOf } = await findFamiliesAround(
      tx,
      vault,
      [...new Set(messages.map(({ childId }) => childId))],
      messages.map(({ personId }) => personId),
    );
    const prepared: PreparedMessage[] = [];
    const stopped: Message[] = [];
    for (const message of messages) {
      const recipient = recordOf(message.personId);
      const family = families.get(message.childId);
      if (!recipient || !family || mustNotLeave(deps, kommune, family, recipient, message)) {
        stopped.push(message);
        continue;
      }
      const content = openContent(vault, kommune, message.id, message.sealedValues);
      prepared.push({ message, content, template: templateOf(message), recipient });
    }
    await markRetracted(
      tx,
      stopped.map(({ id }) => id),
    );
    await recordAll(
      change,
      stopped.map(({ id, caseId, template }) => ({
        caseId,
        type: 'message-retracted',
        details: { messageId: id, template },
      })),
    );
    return prepared;
  });
}

/** The last look before anything leaves: whoever was protected, blocked or died since is not written to. */
function mustNotLeave(
  { clock }: Pick<Deps, 'clock'>,
  kommune: KommuneNumber,
  family: KnownFamily,
  recipient: PersonRecord,
  { personId }: Message,
): boolean {
  return (
    recipient.status === 'dead' ||
    isGuarded(family) ||
    isBlockedFrom(family, personId) ||
    childFactsOf(family, kommune, clock.today()).status === 'dead'
  );
}

async function sendAll(
  deps: Deps,
  kommune: KommuneNumber,
  prepared: readonly PreparedMessage[],
  isLastTry: boolean,
): Promise<readonly Sending[]> {
  const numbers = [...new Set(prepared.map(({ recipient }) => recipient.nationalId as NationalId))];
  const sendings: Sending[] = [];
  let contacts: ReadonlyMap<NationalId, ContactFacts>;
  try {
    contacts = await deps.registries(kommune).contacts.findContacts(numbers, 'notification');
  } catch (error) {
    return prepared.map((one) => unsent(one, error, isLastTry));
  }
  for (let first = 0; first < prepared.length; first += atOnce) {
    const some = prepared.slice(first, first + atOnce).map(async (one): Promise<Sending> => {
      try {
        const contact = contacts.get(one.recipient.nationalId as NationalId);
        return { prepared: one, outcome: 'sent', delivery: await sendMessage(deps, kommune, one, contact) };
      } catch (error) {
        return unsent(one, error, isLastTry);
      }
    });
    sendings.push(...(await Promise.all(some)));
  }
  return sendings;
}

function unsent(prepared: PreparedMessage, error: unknown, isLastTry: boolean): Sending {
  const mayHelp = error instanceof RegistryUnavailable || !isExpected(error);
  return mayHelp && !isLastTry ? { prepared, outcome: 'again', error } : { prepared, outcome: 'failed' };
}
