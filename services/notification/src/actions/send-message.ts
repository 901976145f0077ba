import type { KommuneNumber, NationalId } from '@opptak/domain';
import { type Language, messageLanguages, type TemplateName } from '@opptak/messages';
import type { ContactFacts } from '@opptak/registries';
import type { Deps } from '../deps.ts';
import type { MessageContent } from '../messages/message-content.ts';
import { messageKommune } from '../messages/tenant-letters.ts';
import {
  channelsOf,
  letterLinkOf,
  linkOf,
  type MessageToWrite,
  setLetter,
  writeMessage,
} from '../messages/write-message.ts';
import { type PersonRecord, shownName } from '../population/person-record.ts';
import type { Message } from '../repositories/messages.ts';

/** A message that may leave: what it says, and to whom. */
export interface PreparedMessage {
  readonly message: Message;
  readonly content: MessageContent;
  readonly template: TemplateName;
  readonly recipient: PersonRecord;
}

/** How a message went out. */
export interface Delivery {
  readonly channel: 'sms' | 'email' | 'letter';
  readonly languages: readonly Language[];
  readonly externalId: string;
  readonly recipient: readonly string[];
}

/**
 * Sends one message, by the channel the law gives: a vedtak by letter (digital mailbox or print) with a notice beside
 * it; everything else by e-mail or SMS to those who may be notified so, and by letter to all others.
 *
 * Legal source: eForvaltningsforskriften §§ 8, 15 a, 32; forvaltningsloven § 27.
 */
export async function sendMessage(
  deps: Deps,
  kommune: KommuneNumber,
  prepared: PreparedMessage,
  contact: ContactFacts | undefined,
): Promise<Delivery> {
  const { message, content, template } = prepared;
  const tenant = deps.tenants.get(kommune);
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
  const posted = await post(deps, kommune, prepared, { toWrite, link, isVedtak });
  // A notice says only that there is a vedtak: whoever looks over a shoulder learns no more.
  if (digital && isVedtak) {
    await notify(deps, kommune, toWrite, { ...digital, link, reference: `${message.id}-notice` });
  }
  return { channel: 'letter', languages, ...posted };
}

/** Hands in a letter, unless it has been handed in: of a letter it is asked first. */
async function post(
  deps: Deps,
  kommune: KommuneNumber,
  { message, content, template, recipient }: PreparedMessage,
  {
    toWrite,
    link,
    isVedtak,
  }: { readonly toWrite: MessageToWrite; readonly link: string | null; readonly isVedtak: boolean },
): Promise<Pick<Delivery, 'externalId' | 'recipient'>> {
  const { letters } = deps.registries(kommune);
  const { address } = recipient;
  const onPaper = address !== null && address.postalCode !== '' && content.reach === 'any';
  const lines = onPaper ? [address.careOf, address.line].flatMap((line) => (line ? [line] : [])) : [];
  const name = shownName(recipient) ?? '';
  const shown = [name, ...lines, ...(onPaper ? [`${address.postalCode} ${address.town}`] : [])];
  const [earlier] = await letters.findLetters(message.id);
  if (earlier) return { externalId: earlier, recipient: shown };
  const pdf = setLetter(toWrite, {
    tenant: deps.tenants.get(kommune),
    link: letterLinkOf(deps, kommune, message, content),
    recipient: shown,
  });
  const externalId = await letters.sendLetter({
    reference: message.id,
    title: isVedtak ? 'Vedtak' : 'Barnehageplass',
    recipient: {
      nationalId: recipient.nationalId as NationalId,
      name,
      address: onPaper ? { lines, postalCode: address.postalCode, postTown: address.town } : null,
    },
    documents: [{ fileName: 'brev.pdf', content: pdf }],
    correlation: template,
    letterType: isVedtak ? 'barnehage.vedtak' : 'barnehage.opptak',
    confidential: true,
    ...(link === null ? {} : { links: [{ url: link, text: isVedtak ? 'Svar' : 'Barnehageplass' }] }),
  });
  return { externalId, recipient: shown };
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
