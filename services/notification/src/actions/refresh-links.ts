import { dateInNorway } from '@opptak/domain';
import { recipients } from '@opptak/rules';
import type { Change } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { childFactsOf, isGuarded, type KnownFamily } from '../evaluation/child-facts.ts';
import { linkHolders } from '../evaluation/link-holders.ts';
import { findFamilies } from '../repositories/families.ts';
import { findInvitationsOf, type Invitation, updateInvitation } from '../repositories/invitations.ts';
import { findPeople } from '../repositories/people.ts';
import type { Schema } from '../schema.generated.ts';
import { openPrefilled, sealPrefilled, withoutHome } from './prefill-application.ts';
import { type ToldInvitation, tellInvitations, toldHolders } from './tell-invitations.ts';

type Vault = Pick<Deps, 'vault'>;

/**
 * Lets the links to these children's applications follow who may answer now, links made before included: somebody who
 * is blocked, or has lost parental responsibility, holds a dead link as soon as intake has heard of it. Of a family
 * that is protected from now on, what was told of its home is taken back.
 *
 * What has not changed is not told again.
 */
export async function refreshLinks(
  deps: Vault,
  change: Change<Schema>,
  childIds: readonly string[],
): Promise<void> {
  const { tx, kommune, at } = change;
  const invitations = await findInvitationsOf(tx, childIds);
  if (invitations.length === 0) return;
  const children = await findPeople(
    tx,
    invitations.map(({ childId }) => childId),
  );
  const families = await findFamilies(tx, deps.vault, [...children.values()]);
  const familyOf = new Map(families.map((family) => [family.childId, family]));
  const on = dateInNorway(at);
  const told: ToldInvitation[] = [];
  for (const invitation of invitations) {
    const family = familyOf.get(invitation.childId);
    const isOver = invitation.status === 'retracted' || !family || !children.get(invitation.childId)?.isChild;
    const holders = isOver
      ? nobody
      : linkHolders(family, recipients(childFactsOf(family, kommune, on), on).value);
    const one = await refreshed(deps, change, invitation, isOver ? null : family, holders);
    if (one) told.push(one);
  }
  await tellInvitations(change, told);
}

/** @returns null when everything is as it was told. */
async function refreshed(
  deps: Vault,
  change: Change<Schema>,
  invitation: Invitation,
  family: KnownFamily | null,
  holders: ToldInvitation['holders'],
): Promise<ToldInvitation | null> {
  const prefilled = openPrefilled(deps, invitation);
  const showsHome = Object.keys(prefilled.distances).length > 0 || prefilled.address !== null;
  const mustHide = family !== null && isGuarded(family) && showsHome;
  if (!mustHide && invitation.toldHolders === toldHolders(holders)) return null;
  const now = mustHide ? withoutHome(prefilled) : prefilled;
  const stored = await updateInvitation(change.tx, invitation.id, {
    toldHolders: toldHolders(holders),
    ...(mustHide ? { sealedPrefilled: sealPrefilled(deps, change, invitation.id, now) } : {}),
  });
  return { invitation: stored, prefilled: now, holders };
}

const nobody = { guardians: [], answers: 'one-decides' } as const;
