import type { CampaignReach } from '@opptak/contracts';
import type { Tx, Vault } from '@opptak/db';
import type { Deps } from '../deps.ts';
import { isGuarded } from '../evaluation/child-facts.ts';
import { nextReach } from '../reach/next-reach.ts';
import type { Counted } from '../reach/shown-groups.ts';
import { findSteps, lockCampaign } from '../repositories/campaigns.ts';
import { findFamilies } from '../repositories/families.ts';
import { findInvitations, type Invitation } from '../repositories/invitations.ts';
import { areInvitationsWaiting, findChannels } from '../repositories/messages.ts';
import { findPeople } from '../repositories/people.ts';
import { findPublishedReach, keepPublishedReach } from '../repositories/published-reach.ts';
import type { Schema } from '../schema.generated.ts';

type Group = CampaignReach['groups'][number];

const invitationsPerPage = 500;

interface Reached extends Pick<Counted, 'channel' | 'area'> {
  hasAnswered: boolean;
}

/**
 * How many of the invited families have not answered, by channel and postal code. A family with several children is one
 * family, and has answered when it has for all of them. Guarded families are in no group. What is shown is kept, so that
 * the next report does not tell by the difference what this one hides; nothing is shown before everybody is written to.
 */
export async function reachOf(
  { vault, clock }: Pick<Deps, 'vault' | 'clock'>,
  tx: Tx<Schema>,
  campaignId: string,
): Promise<readonly Group[]> {
  const { roundId, kommune } = await lockCampaign(tx, campaignId);
  const shown = await findPublishedReach(tx, campaignId);
  const [first] = await findSteps(tx, campaignId);
  if (shown === null && (!first?.doneAt || (await areInvitationsWaiting(tx)))) return [];
  const next = nextReach(shown, await count(tx, vault, roundId), clock.now().toISOString());
  if (next === null)
    return [{ channel: null, area: null, invited: null, notAnswered: null, countedAt: null }];
  await keepPublishedReach(tx, kommune, campaignId, next);
  return next.map(({ cells: _cells, ...group }) => group);
}

async function count(tx: Tx<Schema>, vault: Vault, roundId: string): Promise<readonly Counted[]> {
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
  return counted([...reached.values()]);
}

const counted = (families: readonly Reached[]): readonly Counted[] =>
  [...Map.groupBy(families, ({ channel, area }) => `${channel}|${area}`).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const notAnswered = group.filter(({ hasAnswered }) => !hasAnswered).length;
    return [{ channel: first.channel, area: first.area, invited: group.length, notAnswered }];
  });
