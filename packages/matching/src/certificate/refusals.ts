import { choose } from '../engine/choice.ts';
import { inserted } from '../engine/deferred-acceptance.ts';
import type { Outcome } from '../engine/outcome.ts';
import type { Refusal } from '../format.ts';
import { decidingComponent } from './deciding-component.ts';
import type { Standing } from './standing.ts';

/** For every wish that is better than what the child got: where it stood, who was the last in, and what parted them. */
export function refusalsOf(outcome: Outcome, standing: Standing, rowsById: readonly number[]): Refusal[] {
  const { run } = outcome;
  const { setting } = run.prepared;
  const { entries, rules } = run.lists;
  const { positionOf, entryAt, rowOf } = run.ranking;
  const deciding = decidingComponent(setting, entries);
  const refusals: Refusal[] = [];

  for (const row of rowsById) {
    const { id, wishes } = setting.applicants[row]!;
    const got = outcome.held[row]!;
    const gotWish = got === -1 ? 0 : entries.wish[got]!;
    const better = gotWish > 0 ? gotWish - 1 : wishes.length;
    let entry = entries.offset[row]!;
    for (let wish = 1; wish <= better; wish++) {
      if (entry >= entries.offset[row + 1]! || entries.wish[entry] !== wish) {
        refusals.push({ decidedBy: 'not-eligible', id, lastRank: null, rank: null, wish });
        continue;
      }
      refusals.push(refusalAt(row, entry, id, wish));
      entry++;
    }
  }
  return refusals;

  function refusalAt(row: number, entry: number, id: string, wish: number): Refusal {
    const group = entries.group[entry]!;
    const rank = standing.rank[entry]!;
    const last = lastCompetitor(row, entry, group);
    const lastRank = last === -1 ? null : standing.rank[entryAt[last]!]!;
    if (outcome.jointFamily[row] !== -1 && wouldAdmit(entry, group)) {
      return { decidedBy: 'together', id, lastRank, rank, wish };
    }
    if (last === -1) return { decidedBy: 'no-seat', id, lastRank, rank, wish };
    if (last > positionOf[entry]!) return { decidedBy: 'reserve', id, lastRank, rank, wish };
    const rule = rules[setting.groups[group]!.kindergarten]!;
    return { decidedBy: deciding(rule, entry, entryAt[last]!), id, lastRank, rank, wish };
  }

  function wouldAdmit(entry: number, group: number): boolean {
    const candidates = inserted(standing.heldAt[group]!, positionOf[entry]!);
    return choose(run.market.rules[group]!, candidates, run.market.classAt).includes(positionOf[entry]!);
  }

  /** The last child admitted to a seat that this child could have used; −1 when there is no such seat. */
  function lastCompetitor(row: number, entry: number, group: number): number {
    const rule = run.market.rules[group]!;
    const held = standing.heldAt[group]!;
    const family = outcome.jointFamily[row]!;
    for (let index = held.length - 1; index >= 0; index--) {
      const other = held[index]!;
      if (family !== -1 && outcome.jointFamily[rowOf[entryAt[other]!]!] === family) continue;
      if (rule.kind === 'plain') return other;
      const without = inserted(
        held.filter((position) => position !== other),
        positionOf[entry]!,
      );
      if (choose(rule, without, run.market.classAt).includes(positionOf[entry]!)) return other;
    }
    return -1;
  }
}
