import { Offer } from '@opptak/contracts';
import { byLink, Refused } from '../city-hall.ts';
import { type ReadMessage, subjectOf } from './mailbox.ts';
import type { FamilyOf } from './people.ts';
import type { Stage } from './stage.ts';

/** Families answer the offers they have got; some decline, some never open the letter. */
export async function answerOffers(
  { urls }: Pick<Stage, 'urls'>,
  messages: readonly ReadMessage[],
  familyOf: FamilyOf,
): Promise<{ readonly accepted: number; readonly declined: number }> {
  const count = { accepted: 0, declined: 0 };
  // A letter and a text message, to two guardians: one of the four links is enough.
  const answered = new Set<string>();
  for (const { purpose, token, recipient } of messages) {
    const family = familyOf(recipient);
    const subject = subjectOf(token);
    if (purpose !== 'offer' || !family || family.temper.neverAnswersOffer || answered.has(subject)) continue;
    answered.add(subject);
    const answer = family.temper.declinesOffer ? 'declined' : 'accepted';
    try {
      await byLink(urls, Offer, {
        service: 'allocation',
        path: '/v1/offer-answers',
        body: { token, answer },
      });
      count[answer]++;
    } catch (error) {
      // The other guardian has answered already, or time is over.
      if (!(error instanceof Refused && [401, 403, 409].includes(error.status))) throw error;
    }
  }
  return count;
}
