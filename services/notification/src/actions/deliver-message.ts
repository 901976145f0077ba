import { inKommune } from '@opptak/db';
import { AppError, type KommuneNumber, type NationalId } from '@opptak/domain';
import { messageLanguages, type TemplateName } from '@opptak/messages';
import { type ContactFacts, RegistryUnavailable } from '@opptak/registries';
import { changeAsSystem, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { childFactsOf, isBlockedFrom, isGuarded } from '../evaluation/child-facts.ts';
import { deliverMessage } from '../jobs/job-definitions.ts';
import { type MessageContent, openContent, sealContent } from '../messages/message-content.ts';
import { messageKommune } from '../messages/tenant-letters.ts';
import {
  channelsOf,
  linkOf,
  type MessageToWrite,
  setLetter,
  templateOf,
  writeMessage,
} from '../messages/write-message.ts';
import { type PersonRecord, shownName } from '../population/person-record.ts';
import { findFamily } from '../repositories/families.ts';
import { openCases } from '../repositories/manual-cases.ts';
import { getMessage, lockMessage, type Message, updateMessage } from '../repositories/messages.ts';
import { findPeople } from '../repositories/people.ts';
import { openPerson } from './settle-families.ts';

/** How a message went out. */
interface Delivery {
  readonly channel: 'sms' | 'email' | 'letter';
  readonly languages: MessageToWrite['languages'];
  readonly externalId: string;
  readonly recipient: readonly string[];
}

/**
 * Sends one message, by the channel the law gives: a vedtak by letter (digital mailbox or print) with a notice beside
 * it; everything else by e-mail or SMS to those who may be notified so, and by letter to all others.
 *
 * Safe to run twice: services that recognise our reference take a message once, and of a letter it is asked first
 * whether it has been handed in.
 *
 * Legal source: eForvaltningsforskriften §§ 8, 15 a, 32; forvaltningsloven § 27.
 *
 * @throws RegistryUnavailable to be tried again. What trying again can not help ends on a person's desk.
 */
export async function deliver(
  deps: Deps,
  kommune: KommuneNumber,
  messageId: string,
  isLastTry: boolean,
): Promise<void> {
  const prepared = await prepare(deps, kommune, messageId);
  if (!prepared) return;
  try {
    const delivery = await send(deps, kommune, prepared);
    await noteSent(deps, kommune, prepared, delivery);
  } catch (error) {
    const mayHelp = error instanceof RegistryUnavailable && !isLastTry;
    const expected = error instanceof AppError || error instanceof RangeError;
    if (mayHelp || (!expected && !isLastTry)) throw error;
    await noteFailed(deps, kommune, prepared.message);
  }
}

interface Prepared {
  readonly message: Message;
  readonly content: MessageContent;
  readonly template: TemplateName;
  readonly recipient: PersonRecord;
}

/** Reads what is to be sent. @returns null when it is sent, taken back, or must not be sent any more. */
async function prepare(deps: Deps, kommune: KommuneNumber, messageId: string): Promise<Prepared | null> {
  return changeAsSystem(deps, kommune, deliverMessage.name, async (change) => {
    const { tx } = change;
    const message = await getMessage(tx, messageId);
    if (message.status !== 'planned') return null;
    const family = await findFamily(tx, deps.vault, message.childId);
    const person = (await findPeople(tx, [message.personId])).get(message.personId);
    const recipient = person ? openPerson(deps, person) : null;
    const stopped =
      !family ||
      !recipient ||
      recipient.status === 'dead' ||
      isGuarded(family) ||
      isBlockedFrom(family, message.personId) ||
      childFactsOf(family, kommune, deps.clock.today()).status === 'dead';
    if (stopped) {
      // The last look before anything leaves: whoever was protected, blocked or died since is not written to.
      await updateMessage(tx, messageId, { status: 'retracted' });
      await record(change, message.caseId, 'message-retracted', { messageId, template: message.template });
      return null;
    }
    const content = openContent(deps.vault, kommune, messageId, message.sealedValues);
    return { message, content, template: templateOf(message), recipient };
  });
}

async function send(
  deps: Deps,
  kommune: KommuneNumber,
  { message, content, template, recipient }: Prepared,
): Promise<Delivery> {
  const registries = deps.registries(kommune);
  const tenant = deps.tenants.get(kommune);
  const nationalId = recipient.nationalId as NationalId;
  const contact = (await registries.contacts.findContacts([nationalId], 'notification')).get(nationalId);
  const registered =
    contact?.language && tenant.languages.includes(contact.language) ? contact.language : null;
  const languages = messageLanguages({ chosen: null, registered }, messageKommune(tenant));
  const link = linkOf(deps.links, deps.config.familyPagesUrl, {
    content,
    kommune,
    personId: message.personId,
  });
  const toWrite: MessageToWrite = { message, content, languages };
  const isVedtak = template.startsWith('vedtak-');
  const digital = digitalChannel(contact, template);

  if (digital && !isVedtak) {
    const externalId = await notify(deps, kommune, toWrite, { ...digital, link, reference: message.id });
    return { channel: digital.channel, languages, externalId, recipient: [] };
  }
  const { address } = recipient;
  const onPaper = address !== null && address.postalCode !== '' && content.reach === 'any';
  const lines = onPaper ? [address.careOf, address.line].flatMap((line) => (line ? [line] : [])) : [];
  const name = shownName(recipient) ?? '';
  const shown = [name, ...lines, ...(onPaper ? [`${address.postalCode} ${address.town}`] : [])];
  const [earlier] = await registries.letters.findLetters(message.id);
  const externalId =
    earlier ??
    (await registries.letters.sendLetter({
      reference: message.id,
      title: isVedtak ? 'Vedtak' : 'Barnehageplass',
      recipient: {
        nationalId,
        name,
        address: onPaper ? { lines, postalCode: address.postalCode, postTown: address.town } : null,
      },
      documents: [{ fileName: 'brev.pdf', content: setLetter(toWrite, { tenant, link, recipient: shown }) }],
      correlation: template,
      letterType: isVedtak ? 'barnehage.vedtak' : 'barnehage.opptak',
      confidential: true,
      ...(link === null ? {} : { links: [{ url: link, text: isVedtak ? 'Svar' : 'Barnehageplass' }] }),
    }));
  // A notice says only that there is a vedtak: whoever looks over a shoulder learns no more.
  if (digital && isVedtak) {
    await notify(deps, kommune, toWrite, { ...digital, link, reference: `${message.id}-notice` });
  }
  return { channel: 'letter', languages, externalId, recipient: shown };
}

interface Digital {
  readonly channel: 'sms' | 'email';
  readonly to: string;
}

/** E-mail holds the whole message, with what the family must be told of its data; an SMS reminds faster. */
function digitalChannel(contact: ContactFacts | undefined, template: TemplateName): Digital | null {
  if (!contact?.mayBeNotified || contact.reserved) return null;
  const written = channelsOf(template);
  const sms: Digital[] =
    contact.mobile !== null && written.includes('sms') ? [{ channel: 'sms', to: contact.mobile }] : [];
  const email: Digital[] =
    contact.email !== null && written.includes('email') ? [{ channel: 'email', to: contact.email }] : [];
  const isShort = template === 'reminder' || template.startsWith('vedtak-');
  return (isShort ? [...sms, ...email] : [...email, ...sms])[0] ?? null;
}

async function notify(
  deps: Deps,
  kommune: KommuneNumber,
  toWrite: MessageToWrite,
  { channel, to, link, reference }: Digital & { readonly link: string | null; readonly reference: string },
): Promise<string> {
  const { texts, emails } = deps.registries(kommune);
  const written = writeMessage(toWrite, { tenant: deps.tenants.get(kommune), link, channel });
  if (channel === 'sms') {
    return texts.sendText({ reference, mobile: to, text: written.map(({ text }) => text).join('\n\n') });
  }
  return emails.sendEmail({
    reference,
    address: to,
    subject: written.map(({ subject }) => subject ?? '').join(' / '),
    text: written.map(({ text }) => text).join('\n\n———\n\n'),
  });
}

async function noteSent(
  deps: Deps,
  kommune: KommuneNumber,
  { message, content }: Prepared,
  { channel, languages, externalId, recipient }: Delivery,
): Promise<void> {
  const { id, caseId, template } = message;
  const [language = 'nb'] = languages;
  await changeAsSystem(deps, kommune, deliverMessage.name, async (change) => {
    // Taken back while it was on its way out: it is sent all the same, and the record says so.
    if ((await lockMessage(change.tx, id)).status === 'sent') return;
    const sent = { ...content, sent: { languages: [...languages], recipient: [...recipient] } };
    await updateMessage(change.tx, id, {
      status: 'sent',
      channel,
      language,
      externalId,
      sentAt: change.at,
      sealedValues: sealContent(deps.vault, kommune, id, sent),
    });
    await record(change, caseId, 'message-sent', { messageId: id, template, channel, language });
  });
}

/** Nobody can be sent to: a person finds another way, so that no family is lost in silence. */
async function noteFailed(deps: Deps, kommune: KommuneNumber, message: Message): Promise<void> {
  const { id, caseId, childId, template } = message;
  await changeAsSystem(deps, kommune, deliverMessage.name, async (change) => {
    if ((await lockMessage(change.tx, id)).status !== 'planned') return;
    await updateMessage(change.tx, id, { status: 'failed' });
    await record(change, caseId, 'message-failed', { messageId: id, template });
    await openCases(change.tx, kommune, change.at, [
      { childId, reason: 'delivery-failed', guarded: false, aboutId: id },
    ]);
  });
}

/** The letter of a message, printed again: the same bytes as were sent. @throws AppError not-found. */
export async function letterAgain(
  deps: Deps,
  kommune: KommuneNumber,
  messageId: string,
): Promise<Uint8Array> {
  const message = await inKommune(deps.db, kommune, (tx) => getMessage(tx, messageId));
  const content = openContent(deps.vault, kommune, messageId, message.sealedValues);
  if (message.channel !== 'letter' || !content.sent) {
    throw new AppError('not-found', 'no-letter', 'The message was not sent as a letter');
  }
  const { languages, recipient } = content.sent;
  const link = linkOf(deps.links, deps.config.familyPagesUrl, {
    content,
    kommune,
    personId: message.personId,
  });
  return setLetter({ message, content, languages }, { tenant: deps.tenants.get(kommune), link, recipient });
}
