import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import { type Actor, AppError, type Clock, type KommuneNumber, type LinkPurpose } from '@opptak/domain';

/** What a family's link opens: one thing, for one guardian, until a moment. */
export interface LinkSubject {
  readonly kommune: KommuneNumber;
  readonly purpose: LinkPurpose;
  readonly id: string;
  readonly guardianId: string;
  readonly expiresAt: Date;
}

/** Makes and opens the signed links that families get. The signature is all a link needs: nothing secret is stored. */
export interface Links {
  make(subject: LinkSubject): string;
  /** @returns the guardian it was sent to; null when it is damaged, not ours or expired: the three look the same. */
  actorOf(token: string): Promise<Actor | null>;
}

const versionOne = '1';
const purposes: readonly string[] = [
  'invitation',
  'offer',
  'fee-application',
] satisfies readonly LinkPurpose[];
const isPurpose = (text: string | undefined): text is LinkPurpose => purposes.includes(text ?? '');

export function makeLinks(key: { reveal(): string }, clock: Clock): Links {
  const secret = createSecretKey(Buffer.from(key.reveal(), 'hex'));
  const sign = (body: string): Buffer => createHmac('sha256', secret).update(body).digest();

  return {
    make({ kommune, purpose, id, guardianId, expiresAt }) {
      const fields = [versionOne, kommune, purpose, id, guardianId, Math.floor(expiresAt.getTime() / 1000)];
      const body = Buffer.from(fields.join('|')).toString('base64url');
      return `${body}.${sign(body).toString('base64url')}`;
    },

    async actorOf(token) {
      const [body = '', signature = '', ...rest] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(body);
      if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
        return null;

      const fields = Buffer.from(body, 'base64url').toString().split('|');
      const [version, kommune, purpose, id, guardianId, seconds] = fields;
      if (version !== versionOne || !isPurpose(purpose) || !kommune || !id || !guardianId) return null;
      if (Number(seconds) * 1000 <= clock.now().getTime()) return null;
      return { type: 'guardian', kommune: kommune as KommuneNumber, guardianId, opens: { purpose, id } };
    },
  };
}

/**
 * What the guardian's link opens.
 *
 * @throws AppError forbidden when the actor is no guardian, or the link is for something else.
 */
export function openedBy(actor: Actor, purpose: LinkPurpose): string {
  if (actor.type === 'guardian' && actor.opens.purpose === purpose) return actor.opens.id;
  throw new AppError('forbidden', 'wrong-link', 'The link is for something else');
}

/** @throws AppError forbidden when the actor is no guardian. */
export function guardianOf(actor: Actor): string {
  if (actor.type === 'guardian') return actor.guardianId;
  throw new AppError('forbidden', 'wrong-link', 'The link is for something else');
}
