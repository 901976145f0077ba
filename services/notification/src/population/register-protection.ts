import { stableId } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { PersonFacts } from '@opptak/registries';
import type { Insertable } from 'kysely';
import type { Protection } from '../repositories/protection.ts';
import type { AccessProtectionTable } from '../schema.generated.ts';

export type RegisterLevel = 'none' | 'client-address' | 'confidential' | 'strictly-confidential';

/** The strictest that the register says of a person. A grading we do not know was read as strictly confidential. */
export function registerLevel({ protection, residence, sharedResidence }: PersonFacts): RegisterLevel {
  if (protection !== 'none') return protection;
  return residence?.clientAddress || sharedResidence?.clientAddress ? 'client-address' : 'none';
}

const byStrictness: readonly RegisterLevel[] = [
  'none',
  'client-address',
  'confidential',
  'strictly-confidential',
];

export const strictest = (levels: readonly RegisterLevel[]): RegisterLevel =>
  byStrictness.findLast((level) => levels.includes(level)) ?? 'none';

export interface ProtectionChanges {
  readonly lift: readonly string[];
  readonly add: readonly Insertable<AccessProtectionTable>[];
  /** People who were not protected at all before. */
  readonly newlyProtected: readonly string[];
}

/** What to write so that the register's part of each person's protection is what the register says. */
export function protectionChanges(
  levels: ReadonlyMap<string, RegisterLevel>,
  open: ReadonlyMap<string, readonly Protection[]>,
  { kommune, at }: { readonly kommune: KommuneNumber; readonly at: Date },
): ProtectionChanges {
  const lift: string[] = [];
  const add: Insertable<AccessProtectionTable>[] = [];
  const newlyProtected: string[] = [];
  for (const [personId, level] of levels) {
    const all = open.get(personId) ?? [];
    const before = all.find(({ source }) => source === 'register');
    if ((before?.level ?? 'none') === level) continue;
    if (before) lift.push(before.id);
    if (level === 'none') continue;
    if (!all.some(({ againstPersonId }) => againstPersonId === null)) newlyProtected.push(personId);
    const id = stableId('register-protection', personId, level, at.toISOString());
    add.push({ kommune, id, personId, source: 'register', level, since: at });
  }
  return { lift, add, newlyProtected };
}
