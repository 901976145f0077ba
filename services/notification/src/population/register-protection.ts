import { stableId } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { PersonFacts } from '@opptak/registries';
import type { Protection } from '../repositories/protection.ts';

export type RegisterLevel = 'none' | 'client-address' | 'confidential' | 'strictly-confidential';

/** The strictest that the register says of a person. A grading we do not know was read as strictly confidential. */
export function registerLevel({
  protection,
  residence,
  sharedResidence,
}: Pick<PersonFacts, 'protection' | 'residence' | 'sharedResidence'>): RegisterLevel {
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

/**
 * What the register's part of somebody's protection is from now on: what the register says. It is milder than before
 * only when the document itself says how its person is graded: a part that is missing lifts nothing.
 */
export function nextLevel(
  before: RegisterLevel,
  facts: Pick<PersonFacts, 'protection' | 'residence' | 'sharedResidence' | 'protectionStated'>,
): RegisterLevel {
  const level = registerLevel(facts);
  return facts.protectionStated ? level : strictest([before, level]);
}

export type OpenProtections = ReadonlyMap<string, readonly Protection[]>;

/** The part of somebody's protection that stands because the register has said so. */
export function registeredLevel(personId: string, open: OpenProtections): RegisterLevel {
  const level = open.get(personId)?.find(({ source }) => source === 'register')?.level;
  return level === undefined || level === 'blocked' ? 'none' : level;
}

/** Whether a person has hidden somebody from everybody. */
export const isBlocked = (personId: string, open: OpenProtections): boolean =>
  (open.get(personId) ?? []).some(
    ({ source, againstPersonId }) => source === 'manual' && againstPersonId === null,
  );

export interface ProtectionChanges {
  readonly lift: readonly string[];
  readonly add: readonly Protection[];
  /** People who were not protected from everybody before. */
  readonly newlyProtected: readonly string[];
}

interface Place {
  readonly kommune: KommuneNumber;
  readonly at: Date;
}

/** What to write so that the register's part of each person's protection is at its next level. */
export function protectionChanges(
  levels: ReadonlyMap<string, RegisterLevel>,
  open: OpenProtections,
  { kommune, at }: Place,
): ProtectionChanges {
  const lift: string[] = [];
  const add: Protection[] = [];
  const newlyProtected: string[] = [];
  for (const [personId, level] of levels) {
    const all = open.get(personId) ?? [];
    const before = all.find(({ source }) => source === 'register');
    if ((before?.level ?? 'none') === level) continue;
    if (before) lift.push(before.id);
    if (level === 'none') continue;
    if (!all.some(({ againstPersonId }) => againstPersonId === null)) newlyProtected.push(personId);
    const id = stableId('register-protection', personId, level, at.toISOString());
    add.push({ kommune, id, personId, source: 'register', level, since: at, ...inForce });
  }
  return { lift, add, newlyProtected };
}

const inForce = { againstPersonId: null, liftedAt: null, liftedBy: null } as const;

/**
 * Of two registrations that were one human being, one stays: what a person has set for the other, or against it,
 * stands for the one that stays.
 *
 * @param blocks manual ones in force, of and against the registrations that cease.
 */
export function carriedBlocks(
  merged: ReadonlyMap<string, string>,
  blocks: readonly Protection[],
): readonly Protection[] {
  const now = (id: string): string => merged.get(id) ?? id;
  return blocks
    .filter(({ source }) => source === 'manual')
    .map((block) => {
      const personId = now(block.personId);
      const againstPersonId = block.againstPersonId === null ? null : now(block.againstPersonId);
      return {
        ...block,
        id: stableId('carried-block', block.id, personId, againstPersonId ?? ''),
        personId,
        againstPersonId,
      };
    });
}
