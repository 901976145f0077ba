import { dateInNorway, type IsoDate, isoDate, yearOf } from '@opptak/domain';
import { firstPlaceDue } from '@opptak/rules';
import type { Change, Tenant } from '@opptak/service';
import type { Deps } from '../deps.ts';
import type { Decided } from '../evaluation/decide.ts';
import type { Prefilled } from '../evaluation/prefilled.ts';
import { nameInMessages } from '../messages/child-name.ts';
import type { Invitation } from '../repositories/invitations.ts';
import type { Round } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import type { PlannedMessage } from './plan-messages.ts';

/** Only newcomers are invited after the deadline; there is no true text for the others, so a person writes. */
export const isOver = ({ status, deadlineAt }: Round, at: Date): boolean =>
  status === 'closed' || at > deadlineAt;

/** The messages of one invitation: to whoever decides with a link, to whoever is informed without. */
export function inviting(
  { tenants }: Pick<Deps, 'tenants'>,
  { at, kommune }: Pick<Change<Schema>, 'at' | 'kommune'>,
  round: Round,
  { family, plan }: Decided,
  prefilled: Prefilled,
  invitation: Pick<Invitation, 'id' | 'expiresAt' | 'reason'>,
  /** Its name; read for those who seek another. */
  heldKindergarten: string,
): readonly PlannedMessage[] {
  const childName = nameInMessages(family.child);
  const deadlineOn = dateInNorway(round.deadlineAt);
  const answers = plan.answers === 'all-must-answer' ? 'both' : 'one';
  const common = { childId: family.childId, caseId: invitation.id };
  return plan.recipients.map(({ personId, role, seesChildAddress, reach }): PlannedMessage => {
    if (role === 'informed') {
      return {
        ...common,
        template: 'informed-parent',
        occasion: `informed|${invitation.id}`,
        personId,
        reach,
        values: { childName, deadlineOn },
        link: null,
      };
    }
    const link = {
      purpose: 'invitation',
      id: invitation.id,
      expiresAt: invitation.expiresAt.toISOString(),
    } as const;
    const message = { ...common, occasion: `invitation|${invitation.id}`, personId, reach, link };
    if (invitation.reason === 'newcomer') {
      return {
        ...message,
        template: 'new-resident',
        values: {
          childName,
          answers,
          ...(isOver(round, at)
            ? nextDeadline(tenants.get(kommune), round, at)
            : { deadlineOn, deadline: 'set' }),
        },
      };
    }
    if (invitation.reason === 'wants-transfer') {
      return {
        ...message,
        template: 'transfer-invitation',
        values: { childName, kindergarten: heldKindergarten, deadlineOn },
      };
    }
    return {
      ...message,
      template: 'invitation',
      values: {
        childName,
        deadlineOn,
        placeBy: prefilled.right.by ?? deadlineOn,
        answers,
        proposals: seesChildAddress && prefilled.positionFoundAt !== null ? 'nearHome' : 'none',
      },
    };
  });
}

/**
 * The deadline of a main intake that is not opened yet: as the kommune has set it beforehand, else the same day a year
 * later, which the message calls expected.
 */
export function nextDeadline(
  { nextDeadlineOn }: Pick<Tenant, 'nextDeadlineOn'>,
  { deadlineAt }: Pick<Round, 'deadlineAt'>,
  at: Date,
): { readonly deadlineOn: IsoDate; readonly deadline: 'set' | 'expected' } {
  const on = dateInNorway(deadlineAt);
  if (nextDeadlineOn !== undefined && nextDeadlineOn > on && nextDeadlineOn >= dateInNorway(at))
    return { deadlineOn: nextDeadlineOn, deadline: 'set' };
  const day = on.slice(4) === '-02-29' ? '-02-28' : on.slice(4);
  return { deadlineOn: isoDate(`${yearOf(on) + 1}${day}`), deadline: 'expected' };
}

/** What tells a family something and asks nothing. */
export function informing(
  { tenants }: Pick<Deps, 'tenants'>,
  { kommune }: Change<Schema>,
  round: Round,
  { family, plan, eligibility }: Decided,
): readonly PlannedMessage[] {
  const { child, childId } = family;
  const reason = eligibility.reasons[0];
  const childName = nameInMessages(child);
  const link = { url: tenants.get(kommune).letters.website };
  const common = { childId, caseId: childId, link };
  const deciders = plan.recipients.filter(({ role }) => role === 'decides');
  if (reason === 'right-next-intake' && child.bornOn !== null) {
    const placeFrom = firstPlaceDue(child.bornOn).from;
    return deciders.map(({ personId, reach }) => ({
      ...common,
      template: 'right-next-year',
      occasion: `right-next-year|${childId}|${placeFrom}`,
      personId,
      reach,
      values: { childName, placeFrom },
    }));
  }
  if (reason === 'on-waiting-list') {
    return deciders.map(({ personId, reach }) => ({
      ...common,
      template: 'application-stands',
      occasion: `application-stands|${round.id}|${childId}`,
      personId,
      reach,
      values: { childName, deadlineOn: dateInNorway(round.deadlineAt) },
    }));
  }
  return [];
}
