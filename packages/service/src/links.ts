import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Clock, KommuneNumber } from '@opptak/domain';
import { AppError } from '@opptak/domain';

/** What a family's link opens: one thing, for one guardian, until a moment. */
export interface LinkSubject {
  readonly kommune: KommuneNumber;
  readonly purpose: 'invitation' | 'offer' | 'fee-application';
  readonly id: string;
  readonly guardianId: string;
  readonly expiresAt: Date;
}

/** Makes and opens the signed links that families get. The signature is all a link needs: nothing secret is stored. */
export interface Links {
  make(subject: LinkSubject): string;
  /**
   * @throws AppError forbidden `link-not-valid` when it is not ours, for something else, or damaged.
   * @throws AppError forbidden `link-expired` when its time is over.
   */
  open(token: string, purpose: LinkSubject['purpose']): LinkSubject;
}

const versionOne = '1';

export function makeLinks(key: { reveal(): string }, clock: Clock): Links {
  const sign = (body: string): Buffer =>
    createHmac('sha256', Buffer.from(key.reveal(), 'hex')).update(body).digest();

  return {
    make({ kommune, purpose, id, guardianId, expiresAt }) {
      const fields = [versionOne, kommune, purpose, id, guardianId, Math.floor(expiresAt.getTime() / 1000)];
      const body = Buffer.from(fields.join('|')).toString('base64url');
      return `${body}.${sign(body).toString('base64url')}`;
    },

    open(token, purpose) {
      const notValid = new AppError('forbidden', 'link-not-valid', 'The link is not valid');
      const [body = '', signature = '', ...rest] = token.split('.');
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(body);
      if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
        throw notValid;

      const [version, kommune, itsPurpose, id, guardianId, seconds] = Buffer.from(body, 'base64url')
        .toString()
        .split('|');
      if (version !== versionOne || itsPurpose !== purpose || !kommune || !id || !guardianId) throw notValid;
      const expiresAt = new Date(Number(seconds) * 1000);
      if (expiresAt <= clock.now()) throw new AppError('forbidden', 'link-expired', 'The link has expired');
      return { kommune: kommune as KommuneNumber, purpose, id, guardianId, expiresAt };
    },
  };
}
