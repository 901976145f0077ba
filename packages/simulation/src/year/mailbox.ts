import type { Mocks } from '@opptak/registries/mocks';

/** A message as a family reads it. */
export interface ReadMessage {
  /** Whose it is: an identity number, a mobile number or an e-mail address. */
  readonly recipient: string;
  readonly channel: 'sms' | 'email' | 'letter';
  /** What the link in it is for. */
  readonly purpose: 'invitation' | 'offer';
  readonly token: string;
}

/** What families find in their letter box, their phone and their mail. */
export interface Mailbox {
  /** Messages with a link that have come since last time, in a fixed order. */
  collect(): readonly ReadMessage[];
}

const link = /https:\/\/[^\s/]+\/([io])\/([\w.-]+)/g;

export function mailbox(mocks: Pick<Mocks, 'fiksSms' | 'altinn' | 'svarut'>): Mailbox {
  let seen = { texts: 0, altinnTexts: 0, emails: 0, letters: 0 };
  return {
    collect() {
      const { fiksSms, altinn, svarut } = mocks;
      const found = [
        ...[...fiksSms.texts.slice(seen.texts), ...altinn.texts.slice(seen.altinnTexts)].flatMap(
          ({ mobile, text }) =>
            linksIn(text).map((one) => ({ ...one, recipient: mobile, channel: 'sms' as const })),
        ),
        ...altinn.emails
          .slice(seen.emails)
          .flatMap(({ address, text }) =>
            linksIn(text).map((one) => ({ ...one, recipient: address, channel: 'email' as const })),
          ),
        ...svarut.letters.slice(seen.letters).flatMap(({ recipient, shipment }) =>
          // The letter itself is a PDF; the post shows its links beside it.
          linksIn(JSON.stringify(shipment)).map((one) => ({ ...one, recipient, channel: 'letter' as const })),
        ),
      ];
      seen = {
        texts: fiksSms.texts.length,
        altinnTexts: altinn.texts.length,
        emails: altinn.emails.length,
        letters: svarut.letters.length,
      };
      // Services work side by side, so messages arrive in any order; families read in the same order each time.
      return found.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    },
  };
}

const keyOf = ({ recipient, channel, token }: ReadMessage): string => `${recipient}|${channel}|${token}`;

function linksIn(text: string): readonly Pick<ReadMessage, 'purpose' | 'token'>[] {
  return [...text.matchAll(link)].map(([, kind, token = '']) => ({
    purpose: kind === 'o' ? 'offer' : 'invitation',
    token,
  }));
}

/** What a link opens, whoever it was sent to: two guardians get two links to the same application. */
export function subjectOf(token: string): string {
  const [body = ''] = token.split('.');
  return Buffer.from(body, 'base64url').toString().split('|').slice(1, 4).join('|');
}
