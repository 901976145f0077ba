import type { InvitationView } from '@opptak/contracts';
import type { Tx } from '@opptak/db';
import { type Actor, AppError, dateInNorway } from '@opptak/domain';
import { renderMessage } from '@opptak/messages';
import type { Deps } from '../deps.ts';
import { isBlockedFrom, isGuarded } from '../evaluation/child-facts.ts';
import { messageKommune } from '../messages/tenant-letters.ts';
import { findFamily } from '../repositories/families.ts';
import { getInvitation } from '../repositories/invitations.ts';
import { findKindergartens, getRound } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { openPrefilled } from './prefill-application.ts';

/**
 * What a guardian's link shows. Looked at anew each time: somebody who has been blocked, or lives elsewhere than the
 * child, sees nothing of where the child lives, also when the link was sent before.
 *
 * @throws AppError not-found when there is no such invitation, or it is not this guardian's any more.
 */
export async function viewInvitation(
  deps: Pick<Deps, 'vault' | 'tenants'>,
  tx: Tx<Schema>,
  id: string,
  actor: Actor,
): Promise<InvitationView> {
  const invitation = await getInvitation(tx, id);
  const { kommune, childId, roundId } = invitation;
  const family = await findFamily(tx, deps.vault, childId);
  const guardian =
    actor.type === 'guardian'
      ? family?.adults.find((adult) => adult.guardian.personId === actor.guardianId)?.guardian
      : undefined;
  const mayOpen =
    family &&
    guardian?.role === 'parent-with-responsibility' &&
    invitation.status !== 'retracted' &&
    !isBlockedFrom(family, guardian.personId);
  if (!mayOpen) {
    throw new AppError('not-found', 'invitation-not-found', 'There is no such invitation here');
  }
  const round = await getRound(tx, roundId);
  const prefilled = openPrefilled(deps, invitation);
  const kindergartens = (await findKindergartens(tx)).filter(({ active }) => active);
  const names = new Map(kindergartens.map((one) => [one.id, one.name]));
  const isHidden = isGuarded(family);
  const livesThere = guardian.livesWithChild === true;
  const seesHome = livesThere && !isHidden;
  // Who else lives in a hidden home, and under which names, is part of what is hidden.
  const seesOthers = livesThere || !isHidden;
  const wishes = seesHome
    ? prefilled.wishes
    : kindergartens
        .slice(0, prefilled.wishes.length)
        .map((one) => ({ kindergartenId: one.id, distanceM: null }));
  const readAt = prefilled.registerReadAt;
  const registered = <T>(value: T) => ({ value, source: 'folkeregisteret' as const, readAt });
  const byLaw = <T>(value: T) => ({
    value,
    source: 'law' as const,
    readAt: invitation.createdAt.toISOString(),
  });

  return {
    invitationId: id,
    roundId,
    childId,
    status: invitation.status,
    deadlineOn: dateInNorway(round.deadlineAt),
    expiresAt: invitation.expiresAt.toISOString(),
    answers: prefilled.answers,
    childName: registered(prefilled.childName),
    bornOn: registered(prefilled.bornOn),
    guardians: registered(
      prefilled.guardians
        .filter(({ personId }) => seesOthers || personId === guardian.personId)
        .map(({ name }) => name),
    ),
    siblings: registered(seesOthers ? prefilled.siblings : []),
    address: registered(seesHome ? prefilled.address : null),
    rightToPlaceBy: byLaw(prefilled.right.by),
    proposedStartOn: byLaw(prefilled.proposedStartOn),
    proposedWishes: {
      value: wishes.flatMap(({ kindergartenId, distanceM }) => {
        const name = names.get(kindergartenId);
        return name === undefined ? [] : [{ kindergartenId, name, distanceM }];
      }),
      source: seesHome && prefilled.positionFoundAt !== null ? 'kartverket' : 'kommune',
      readAt: (seesHome ? prefilled.positionFoundAt : null) ?? invitation.createdAt.toISOString(),
    },
    kindergartens: kindergartens.map((one) => ({
      kindergartenId: one.id,
      name: one.name,
      monthlyPriceNok: one.monthlyPriceNok,
    })),
    privacy: privacyText(deps, kommune),
  };
}

/** An SMS has no room for it: what the family must be told of its data stands beside the application itself. */
function privacyText(
  { tenants }: Pick<Deps, 'tenants'>,
  kommune: Parameters<Deps['tenants']['get']>[0],
): string[] {
  const tenant = tenants.get(kommune);
  return renderMessage({
    template: 'informed-parent',
    language: tenant.letters.norwegian === 'nn' ? 'nn' : 'nb',
    kommune: messageKommune(tenant),
    channel: 'email',
    values: { childName: '–', deadlineOn: '2000-01-01' as never },
  }).below.map(({ text }) => text);
}
