import type { CampaignReach } from '@opptak/contracts';

export type Group = CampaignReach['groups'][number];

/** Families of one channel and one area. */
export interface Counted {
  /** Null: no message has reached them by any channel. */
  readonly channel: Group['channel'];
  /** Postal code; null when it is not known. */
  readonly area: string | null;
  readonly invited: number;
  readonly notAnswered: number;
}

/** Groups of fewer families say too much of each. */
const fewest = 5;

/**
 * What may be shown of the reach of a campaign. Small groups are not blanked out, which a total would undo: they are
 * counted together with others until the sum is large enough, so that the groups shown always add up to everybody.
 * Of those who have not answered a number is shown only where five have and five have not; where one such number is
 * hidden, others are too, so that none follows from the sum.
 */
export function shownGroups(counted: readonly Counted[]): readonly Group[] {
  const byChannel = Map.groupBy(
    counted.filter(({ invited }) => invited > 0),
    ({ channel }) => channel,
  );
  const groups: Counted[] = [];
  const alone: Counted[] = [];
  for (const [channel, areas] of byChannel) {
    const [small, large] = split(areas);
    const rest = together(small, large, { channel, area: null });
    groups.push(...large);
    if (rest) (rest.invited >= fewest ? groups : alone).push(rest);
  }
  const rest = together(alone, groups, { channel: null, area: null });
  if (rest && rest.invited < fewest) {
    return [{ channel: null, area: null, invited: null, notAnswered: null }];
  }
  return withAnswers(rest ? [...groups, rest] : groups).toSorted(inOrder);
}

function split(areas: readonly Counted[]): readonly [Counted[], Counted[]] {
  const isSmall = ({ invited, area }: Counted): boolean => invited < fewest || area === null;
  return [areas.filter(isSmall), areas.filter((one) => !isSmall(one))];
}

/** Counts small groups together, and takes the smallest of the others with them while they are too few. */
function together(
  small: readonly Counted[],
  others: Counted[],
  name: Pick<Counted, 'channel' | 'area'>,
): Counted | null {
  if (small.length === 0) return null;
  let rest = sum(small, name);
  others.sort((a, b) => b.invited - a.invited);
  while (rest.invited < fewest) {
    const smallest = others.pop();
    if (!smallest) return rest;
    rest = sum([rest, smallest], name);
  }
  return rest;
}

const sum = (groups: readonly Counted[], name: Pick<Counted, 'channel' | 'area'>): Counted => ({
  ...name,
  invited: groups.reduce((total, { invited }) => total + invited, 0),
  notAnswered: groups.reduce((total, { notAnswered }) => total + notAnswered, 0),
});

/** How many of a group are in the smaller of the two camps. */
const fewer = ({ invited, notAnswered }: Counted): number => Math.min(notAnswered, invited - notAnswered);

function withAnswers(groups: readonly Counted[]): Group[] {
  const ordered = groups.toSorted((a, b) => fewer(a) - fewer(b));
  let hidden = ordered.filter((group) => fewer(group) < fewest).length;
  // The smallest go first, until what is hidden is more than one group and large enough itself.
  while (hidden > 0 && hidden < ordered.length && !isSafe(ordered.slice(0, hidden))) hidden += 1;
  return ordered.map((group, index) => ({
    ...group,
    notAnswered: index < hidden ? null : group.notAnswered,
  }));
}

const isSafe = (hidden: readonly Counted[]): boolean =>
  hidden.length > 1 && fewer(sum(hidden, { channel: null, area: null })) >= fewest;

const keyOf = ({ channel, area }: Group): string => `${channel ?? '~'}|${area ?? '~'}`;
const inOrder = (a: Group, b: Group): number => (keyOf(a) < keyOf(b) ? -1 : 1);
