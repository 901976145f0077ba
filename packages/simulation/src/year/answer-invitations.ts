import { type AnswerInvitation, AnswerReceipt, InvitationView } from '@opptak/contracts';
import { addMonths, isoDate } from '@opptak/domain';
import { byLink, Refused } from '../city-hall.ts';
import type { SimulatedFamily } from '../population.ts';
import { type ReadMessage, subjectOf } from './mailbox.ts';
import type { FamilyOf } from './people.ts';
import type { Stage } from './stage.ts';

/** An application that a simulated family has sent. */
export interface Sent {
  readonly family: SimulatedFamily;
  readonly applicationId: string;
}

/** Invitations on kitchen tables, by what the link opens. */
export interface Unanswered {
  readonly waiting: Map<string, { readonly family: SimulatedFamily; readonly token: string }>;
  /** Links keep coming, also to what has been answered: receipts show the application. */
  readonly answered: Set<string>;
}

/** Puts new messages on the kitchen table: one invitation per child, the newest link on top. */
export function putOnTable(
  unanswered: Unanswered,
  messages: readonly ReadMessage[],
  familyOf: FamilyOf,
): void {
  for (const { purpose, token, recipient } of messages) {
    const family = familyOf(recipient);
    const subject = subjectOf(token);
    if (purpose !== 'invitation' || !family || unanswered.answered.has(subject)) continue;
    unanswered.waiting.set(subject, { family, token });
  }
}

/**
 * Families sit down and answer: those who answer after this many reminders. Each gives its two answers; some put
 * another kindergarten first.
 */
export async function answerInvitations(
  { urls }: Pick<Stage, 'urls'>,
  unanswered: Unanswered,
  reminder: number,
): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  for (const [subject, { family, token }] of [...unanswered.waiting].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    const after = family.temper.answersAfter;
    if (after === null || after > reminder) continue;
    unanswered.waiting.delete(subject);
    unanswered.answered.add(subject);
    const applicationId = await answerOne(urls, family, token);
    if (applicationId !== null) sent.push({ family, applicationId });
  }
  return sent;
}

async function answerOne(
  urls: Stage['urls'],
  family: SimulatedFamily,
  token: string,
): Promise<string | null> {
  try {
    const prefilled = await byLink(urls, InvitationView, {
      service: 'notification',
      path: '/v1/invitations/view',
      body: { token },
    });
    const { applicationId } = await byLink(urls, AnswerReceipt, {
      service: 'intake',
      path: '/v1/invitation-answers',
      body: { token, ...answerOf(family, prefilled) },
    });
    return applicationId;
  } catch (error) {
    // Somebody else in the family was faster, or the link is no longer good: people meet that too.
    if (error instanceof Refused && [401, 403, 409].includes(error.status)) return null;
    throw error;
  }
}

function answerOf({ temper }: SimulatedFamily, prefilled: InvitationView): Omit<AnswerInvitation, 'token'> {
  const proposed = prefilled.proposedWishes.value.map(({ kindergartenId }) => kindergartenId);
  const [first, second, ...others] = proposed;
  const ordered = temper.prefersAnother && first && second ? [second, first, ...others] : proposed;
  const startOn = addMonths(isoDate(prefilled.proposedStartOn.value), temper.startsLater);
  return {
    startOn,
    daysPerWeek: temper.daysPerWeek,
    ...(ordered.length === 0 ? {} : { wishes: ordered.slice(0, temper.wishes) }),
    together: temper.together,
  };
}
