import type { KommuneNumber } from '@opptak/domain';
import { dateInNorway } from '@opptak/domain';
import {
  type Channel,
  catalogue,
  isTemplateName,
  type Language,
  type MessageValues,
  type RenderedMessage,
  renderInLanguages,
  renderLetter,
  type TemplateName,
} from '@opptak/messages';
import type { Links, Tenant } from '@opptak/service';
import type { Deps } from '../deps.ts';
import type { Message } from '../repositories/messages.ts';
import { letterCode } from './letter-code.ts';
import type { MessageContent } from './message-content.ts';
import { reasonText } from './reason-texts.ts';
import { messageKommune } from './tenant-letters.ts';

export interface MessageToWrite {
  readonly message: Pick<Message, 'id' | 'template' | 'personId' | 'plannedAt' | 'caseId'>;
  readonly content: MessageContent;
  readonly languages: readonly Language[];
}

/** @throws RangeError when the stored template is none of ours. */
export function templateOf({ template }: Pick<Message, 'template'>): TemplateName {
  if (!isTemplateName(template)) throw new RangeError('Unknown template');
  return template;
}

/** The channels a template is written for. */
export const channelsOf = (name: TemplateName): readonly Channel[] => catalogue[name].channels;

/** The address that a message's link leads to; the same each time it is made. Null: the template has no link. */
export function linkOf(
  links: Links,
  familyPagesUrl: string,
  {
    content,
    personId,
    kommune,
  }: {
    readonly content: MessageContent;
    readonly personId: string;
    readonly kommune: KommuneNumber;
  },
): string | null {
  const { link } = content;
  if (link === null) return null;
  if ('url' in link) return link.url;
  const { purpose, id, expiresAt } = link;
  const token = links.make({ kommune, purpose, id, guardianId: personId, expiresAt: new Date(expiresAt) });
  return `${familyPagesUrl}/${pages[purpose]}/${token}`;
}

/** The address as it stands in a letter, for somebody who must type it. Null: the template has no link. */
export function letterLinkOf(
  { vault, links, config: { familyPagesUrl } }: Pick<Deps, 'vault' | 'links' | 'config'>,
  kommune: KommuneNumber,
  { id, personId, letterCode: index }: Pick<Message, 'id' | 'personId' | 'letterCode'>,
  content: MessageContent,
): string | null {
  // Planned before letters had codes, or with a link that opens nothing of the family's.
  if (index === null) return linkOf(links, familyPagesUrl, { content, personId, kommune });
  return `${familyPagesUrl}/k/${letterCode(vault, kommune, id)}`;
}

/** Writes a message in each of its languages for one channel; where two end in one language, it is written once. */
export function writeMessage(
  { message, content, languages }: MessageToWrite,
  {
    tenant,
    link,
    channel,
  }: { readonly tenant: Tenant; readonly link: string | null; readonly channel: Channel },
): readonly RenderedMessage[] {
  const linked = link === null ? content.values : { ...content.values, link };
  return renderInLanguages({
    template: templateOf(message),
    languages,
    kommune: messageKommune(tenant),
    channel,
    valuesIn(language) {
      const { reason } = content;
      const values = reason === null ? linked : { ...linked, reason: reasonText(reason, language) };
      // Checked by the catalogue itself: a missing or unknown value is refused by name.
      return values as unknown as MessageValues<TemplateName>;
    },
  });
}

/** Sets a message as a letter. The same message gives the same bytes, however often it is printed. */
export function setLetter(
  toWrite: MessageToWrite,
  {
    tenant,
    link,
    recipient,
  }: { readonly tenant: Tenant; readonly link: string | null; readonly recipient: readonly string[] },
): Uint8Array {
  const [first, ...rest] = writeMessage(toWrite, { tenant, link, channel: 'letter' }).map(
    ({ language, subject = '', blocks, below }) => ({ language, subject, blocks, below }),
  );
  if (!first) throw new Error('A letter has at least one language');
  const { plannedAt, caseId } = toWrite.message;
  return renderLetter({
    kommune: messageKommune(tenant),
    recipient,
    caseNumber: caseId.slice(0, 8).toUpperCase(),
    on: dateInNorway(plannedAt),
    createdAt: plannedAt,
    signers: tenant.letters.signers,
    parts: [first, ...rest],
  });
}

/** The page that each kind of link opens. */
const pages = { invitation: 'i', offer: 'o', 'fee-application': 'f' } as const;
