import type { JointMarket } from '@opptak/matching';

/** Children and groups that can only affect each other. */
export interface Component {
  readonly children: readonly number[];
  readonly groups: readonly number[];
  readonly families: readonly number[];
}

/**
 * Takes a market apart into parts that share no live entry: a child belongs with the groups it may come to, siblings belong together.
 * Children without any live entry belong nowhere. In the order of their first child.
 */
export function components(
  { groups, entries, children, families }: JointMarket,
  live: Uint8Array,
): Component[] {
  const parent = Int32Array.from({ length: children.length + groups.length }, (_, node) => node);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = node; at !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const join = (a: number, b: number) => {
    parent[find(a)] = find(b);
  };
  entries.forEach(({ child, group }, entry) => {
    if (live[entry] === 1) join(child, children.length + group);
  });
  for (const { members } of families) for (const member of members) join(member, members[0] ?? member);

  const parts = Map.groupBy(children.keys(), (child) => find(child));
  const groupsIn = Map.groupBy(groups.keys(), (group) => find(children.length + group));
  const familiesIn = Map.groupBy(families.keys(), (family) => find(families[family]?.members[0] ?? -1));
  return [...parts].map(([root, members]) => ({
    children: members,
    groups: groupsIn.get(root) ?? [],
    families: familiesIn.get(root) ?? [],
  }));
}
