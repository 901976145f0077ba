import type { CampaignReach } from '@opptak/contracts';
import type { Tx } from '@opptak/db';
import type { Deps } from '../deps.ts';
import { isGuarded } from '../evaluation/child-facts.ts';
import { getCampaign } from '../repositories/campaigns.ts';
import { findFamilies } from '../repositories/families.ts';
import { findInvitations, type Invitation } from '../repositories/invitations.ts';
import { findChannels } from '../repositories/messages.ts';
import { findPeople } from '../repositories/people.ts';
import type { Schema } from '../schema.generated.ts';

/** Groups of fewer families say too much of each. */
const fewest = 5;
const invitationsPerPage = 500;

type Group = CampaignReach['groups'][number];
interface Counted {
  invited: number;
  notAnswered: number;
}

/**
 * How many of the invited families have not answered, by channel and postal code. Areas with fewer than five families
 * are counted together, and what is still fewer is not shown; guarded families are in no group.
 */
export async function reachOf(
  { vault }: Pick<Deps, 'vault'>,
  tx: Tx<Schema>,
  campaignId: string,
): Promise<readonly Group[]> {
  const { roundId } = await getCampaign(tx, campaignId);
  const counted = new Map<string, Counted>();
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
    for (const { id, childId, status } of page) {
      const family = families.get(childId);
      const channel = channels.get(`invitation|${id}`);
      if (!family || !channel || isGuarded(family)) continue;
      const key = `${channel}|${family.child.address?.postalCode ?? ''}`;
      const group = counted.get(key) ?? { invited: 0, notAnswered: 0 };
      counted.set(key, group);
      group.invited += 1;
      if (status === 'open') group.notAnswered += 1;
    }
    after = page.at(-1)?.id;
    if (page.length < invitationsPerPage) break;
  }
  return grouped(counted);
}

function grouped(counted: ReadonlyMap<string, Counted>): readonly Group[] {
  const shown: Group[] = [];
  const rest = new Map<Group['channel'], Counted>();
  for (const [key, count] of [...counted].sort()) {
    const [channel, area = ''] = key.split('|') as [Group['channel'], string];
    if (count.invited >= fewest && area !== '') {
      shown.push({ channel, area, ...suppressed(count) });
      continue;
    }
    const together = rest.get(channel) ?? { invited: 0, notAnswered: 0 };
    rest.set(channel, together);
    together.invited += count.invited;
    together.notAnswered += count.notAnswered;
  }
  return [...shown, ...[...rest].map(([channel, count]) => ({ channel, area: null, ...suppressed(count) }))];
}

/** A group in which nearly all, or nearly none, have answered also tells of single families. */
function suppressed({ invited, notAnswered }: Counted): Pick<Group, 'invited' | 'notAnswered'> {
  if (invited < fewest) return { invited: null, notAnswered: null };
  return {
    invited,
    notAnswered: notAnswered < fewest || invited - notAnswered < fewest ? null : notAnswered,
  };
}
