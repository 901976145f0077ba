import { Id, Instant, Language, nullable, parse } from '@opptak/contracts';
import type { Vault } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false } as const;

/** What a message says, sealed with it: the placeholders' values, the link it makes, and how it went out. */
export const MessageContent = Type.Object(
  {
    values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer()])),
    /** What the link opens, or where it leads. Null: the template has none. */
    link: nullable(
      Type.Union([
        Type.Object(
          { purpose: Type.Enum(['invitation', 'offer', 'fee-application']), id: Id, expiresAt: Instant },
          closed,
        ),
        Type.Object({ url: Type.String() }, closed),
      ]),
    ),
    /** A stable code that becomes words in each language. */
    reason: nullable(Type.String()),
    /** An address abroad is old: no paper is sent there. */
    reach: Type.Enum(['any', 'digital-only']),
    /** Once it is sent: what is needed to print the very same letter again. */
    sent: Type.Optional(
      Type.Object({ languages: Type.Array(Language), recipient: Type.Array(Type.String()) }, closed),
    ),
  },
  closed,
);
export type MessageContent = Static<typeof MessageContent>;

const table = 'message';

export const sealContent = (
  vault: Vault,
  kommune: KommuneNumber,
  messageId: string,
  content: MessageContent,
): Buffer => vault.seal(kommune, table, messageId, JSON.stringify(content));

export const openContent = (
  vault: Vault,
  kommune: KommuneNumber,
  messageId: string,
  sealed: Uint8Array,
): MessageContent =>
  parse(MessageContent, JSON.parse(vault.unseal(kommune, table, messageId, sealed)), table);
