import { dateInNorway } from '@opptak/domain';
import { recipients } from '@opptak/rules';
import type { Change } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { childFactsOf, isGuarded, type KnownFamily } from '../evaluation/child-facts.ts';
import { linkHolders } from '../evaluation/link-holders.ts';
import { findFamilies } from '../repositories/families.ts';
import { findInvitationsOf, type Invitation, updateInvitation } from '../repositories/invitations.ts';
import { findPeople } from '../repositories/people.ts';
import { findKindergartens, type Kindergarten } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { openPrefilled, sealPrefilled, withoutHome } from './prefill-application.ts';
import { type ToldInvitation, tellInvitations, toldHolders } from './tell-invitations.ts';
import { tellLinkHolders } from './tell-link-holders.ts';

type Vault = Pick<Deps, 'vault'>;

/**
 * Lets the links to these children's applications, offers and fees follow who may act now, links made before included:
 * somebody who is blocked, or has lost parental responsibility, holds dead links as soon as the others have heard of
 * it. Of a family that is protected from now on, what was told of its home is taken back.
 *
 * What has not changed is not told again.
 */
export async function refreshLinks(
  deps: Vault,
  change: Change<Schema>,
  childIds: readonly string[],
): Promise<void> {
  const { tx, kommune, at } = change;
  const people = await findPeople(tx, childIds);
  const families = await findFamilies(tx, deps.vault, [...people.values()]);
  const on = dateInNorway(at);
  const now = new Map(
    families.map((family) => {
      const isOurs = people.get(family.childId)?.isChild === true;
      const holders = isOurs
        ? linkHolders(family, recipients(childFactsOf(family, kommune, on), on).value)
        : nobody;
      return [family.childId, { family: isOurs ? family : null, holders }] as const;
    }),
  );
  await tellLinkHolders(
    change,
    new Map([...now].map(([childId, { holders }]) => [childId, holders.guardians])),
  );

  const kindergartens = await findKindergartens(tx);
  const told: ToldInvitation[] = [];
  for (const invitation of await findInvitationsOf(tx, childIds)) {
    const { family, holders } =
      (invitation.status === 'retracted' ? undefined : now.get(invitation.childId)) ?? over;
    const one = await refreshed(deps, change, { invitation, family, holders, kindergartens });
    if (one) told.push(one);
  }
  await tellInvitations(change, told);
}

interface ToRefresh {
  readonly invitation: Invitation;
  readonly family: KnownFamily | null;
  readonly holders: ToldInvitation['holders'];
  readonly kindergartens: readonly Kindergarten[];
}

/** @returns null when everything is as it was told. */
async function refreshed(
  deps: Vault,
  change: Change<Schema>,
  { invitation, family, holders, kindergartens }: ToRefresh,
): Promise<ToldInvitation | null> {
  const prefilled = openPrefilled(deps, invitation);
  const showsHome = Object.keys(prefilled.distances).length > 0 || prefilled.address !== null;
  const mustHide = family !== null && isGuarded(family) && showsHome;
  if (!mustHide && invitation.toldHolders === toldHolders(holders)) return null;
  const now = mustHide ? withoutHome(prefilled, kindergartens) : prefilled;
  const stored = await updateInvitation(change.tx, invitation.id, {
    toldHolders: toldHolders(holders),
    ...(mustHide ? { sealedPrefilled: sealPrefilled(deps, change, invitation.id, now) } : {}),
  });
  return { invitation: stored, prefilled: now, holders };
}

const nobody = { guardians: [], answers: 'one-decides' } as const;
const over = { family: null, holders: nobody } as const;
