import { lotSecret } from '../lot/lot-key.ts';
import type { Near } from './lists.ts';
import type { Setting } from './setting.ts';

/**
 * Remembers what was ranked last. Runs that are given the same memory rank again only where their documents differ: a refill after
 * a refill, one what-if after another. It changes the time that a run takes, never its result.
 */
export interface RankMemory {
  last?: Near;
}

export const rankMemory = (): RankMemory => ({});

/** What the memory holds, when the lots of the two documents are the same draw. */
export function nearIn(memory: RankMemory | undefined, setting: Setting, drawn: boolean): Near | undefined {
  const near = memory?.last;
  if (near?.drawn !== drawn) return undefined;
  const { input } = near.setting;
  const sameDraw =
    lotSecret(input) === lotSecret(setting.input) && (input.intake ?? '') === (setting.input.intake ?? '');
  return sameDraw ? near : undefined;
}

/** Takes the place of what was remembered. */
export function remember(memory: RankMemory, last: Omit<Near, 'rowOf'>): void {
  const { applicants } = last.setting;
  memory.last = { ...last, rowOf: new Map(applicants.map(({ id }, row) => [id, row])) };
}
