import type { CampaignReach } from '@opptak/contracts';

/** Families of one channel and one area. */
export interface Counted {
  /** Null: no message has reached them by any channel. */
  readonly channel: CampaignReach['groups'][number]['channel'];
  /** Postal code; null when it is not known. */
  readonly area: string | null;
  readonly invited: number;
  readonly notAnswered: number;
}

/** Groups of fewer families say too much of each. */
export const fewest = 5;

/** Families of some channels and areas that are shown as one. */
export interface Grouped extends Counted {
  readonly cells: readonly Cell[];
}

export type Cell = Pick<Counted, 'channel' | 'area'>;

/**
 * Puts families together in groups that are large enough to be shown. Small groups are not blanked out, which a total
 * would undo: they are counted together with others until the sum is large enough, so that the groups always add up to
 * everybody.
 *
 * @returns null when there are too few in all.
 */
export function largeGroups(counted: readonly Counted[]): readonly Grouped[] | null {
  const byChannel = Map.groupBy(
    counted.filter(({ invited }) => invited > 0).map((one): Grouped => ({ ...one, cells: [cellOf(one)] })),
    ({ channel }) => channel,
  );
  const groups: Grouped[] = [];
  const alone: Grouped[] = [];
  for (const [channel, areas] of byChannel) {
    const [small, large] = split(areas);
    const rest = together(small, large, { channel, area: null });
    groups.push(...large);
    if (rest) (rest.invited >= fewest ? groups : alone).push(rest);
  }
  const rest = together(alone, groups, { channel: null, area: null });
  if (rest && rest.invited < fewest) return null;
  return rest ? [...groups, rest] : groups;
}

const cellOf = ({ channel, area }: Cell): Cell => ({ channel, area });

function split(areas: readonly Grouped[]): readonly [Grouped[], Grouped[]] {
  const isSmall = ({ invited, area }: Grouped): boolean => invited < fewest || area === null;
  return [areas.filter(isSmall), areas.filter((one) => !isSmall(one))];
}

/** Counts small groups together, and takes the smallest of the others with them while they are too few. */
function together(small: readonly Grouped[], others: Grouped[], name: Cell): Grouped | null {
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

/** Counts groups as one. */
export const sum = (groups: readonly Grouped[], name: Cell): Grouped => ({
  ...name,
  cells: groups.flatMap(({ cells }) => cells),
  invited: groups.reduce((total, { invited }) => total + invited, 0),
  notAnswered: groups.reduce((total, { notAnswered }) => total + notAnswered, 0),
});

/** How many of a group are in the smaller of the two camps. */
const fewer = ({ invited, notAnswered }: Counted): number => Math.min(notAnswered, invited - notAnswered);

/** A group of which may be null how many have not answered. */
export type Answered<G extends Grouped = Grouped> = Omit<G, 'notAnswered'> & {
  readonly notAnswered: number | null;
};

/**
 * Of those who have not answered a number is shown only where five have and five have not; where one such number is
 * hidden, others are too, so that none follows from the sum.
 */
export function withAnswers(groups: readonly Grouped[]): readonly Answered[] {
  const ordered = groups.toSorted((a, b) => fewer(a) - fewer(b));
  let hidden = ordered.filter((group) => fewer(group) < fewest).length;
  // The smallest go first, until what is hidden is more than one group and large enough itself.
  while (hidden > 0 && hidden < ordered.length && !isSafe(ordered.slice(0, hidden))) hidden += 1;
  return ordered.map((group, index) => ({
    ...group,
    notAnswered: index < hidden ? null : group.notAnswered,
  }));
}

const isSafe = (hidden: readonly Grouped[]): boolean =>
  hidden.length > 1 && fewer(sum(hidden, { channel: null, area: null })) >= fewest;

const keyOf = ({ channel, area }: Cell): string => `${channel ?? '~'}|${area ?? '~'}`;
export const inOrder = (a: Cell, b: Cell): number => (keyOf(a) < keyOf(b) ? -1 : 1);
