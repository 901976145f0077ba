import type { Tx } from '@opptak/db';
import type { Deps } from '../deps.ts';
import { isGuarded } from '../evaluation/child-facts.ts';
import { type Counted, type Group, shownGroups } from '../reach/shown-groups.ts';
import { getCampaign } from '../repositories/campaigns.ts';
import { findFamilies } from '../repositories/families.ts';
import { findInvitations, type Invitation } from '../repositories/invitations.ts';
import { findChannels } from '../repositories/messages.ts';
import { findPeople } from '../repositories/people.ts';
import type { Schema } from '../schema.generated.ts';

const invitationsPerPage = 500;

interface Reached extends Pick<Counted, 'channel' | 'area'> {
  hasAnswered: boolean;
}

/**
 * How many of the invited families have not answered, by channel and postal code. A family with several children is one
 * family, and has answered when it has for all of them. Guarded families are in no group.
 */
export async function reachOf(
  { vault }: Pick<Deps, 'vault'>,
  tx: Tx<Schema>,
  campaignId: string,
): Promise<readonly Group[]> {
  const { roundId } = await getCampaign(tx, campaignId);
  const reached = new Map<string, Reached>();
  let after: string | undefined;
  for (;;) {
    const page: readonly Invitation[] = await findInvitations(tx, {
      roundId,
      after,
      limit: invitationsPerPage,
    });
    const children = await findPeople(
      tx,
      page.map(({ childId }) => childId),
    );
    const families = new Map(
      (await findFamilies(tx, vault, [...children.values()])).map((family) => [family.childId, family]),
    );
    const channels = await findChannels(
      tx,
      page.map(({ id }) => `invitation|${id}`),
    );
    for (const { id, childId, familyId, status } of page) {
      const family = families.get(childId);
      if (!family || status === 'retracted' || isGuarded(family)) continue;
      const known = reached.get(familyId) ?? {
        channel: channels.get(`invitation|${id}`) ?? null,
        area: family.child.address?.postalCode || null,
        hasAnswered: true,
      };
      reached.set(familyId, known);
      if (status === 'open') known.hasAnswered = false;
    }
    after = page.at(-1)?.id;
    if (page.length < invitationsPerPage) break;
  }
  return shownGroups(counted([...reached.values()]));
}

const counted = (families: readonly Reached[]): readonly Counted[] =>
  [...Map.groupBy(families, ({ channel, area }) => `${channel}|${area}`).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const notAnswered = group.filter(({ hasAnswered }) => !hasAnswered).length;
    return [{ channel: first.channel, area: first.area, invited: group.length, notAnswered }];
  });
