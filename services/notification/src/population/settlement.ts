import type { IsoDate } from '@opptak/domain';
import type { PersonFacts } from '@opptak/registries';
import type { NewCase } from '../repositories/manual-cases.ts';
import type { Guardian, Person } from '../repositories/people.ts';
import type { AdultRole } from './family.ts';
import type { IdOf } from './identities.ts';
import { bornHere, type JudgedFamily } from './judge-families.ts';
import { type PersonRecord, recordOf } from './person-record.ts';
import {
  isBlocked,
  nextLevel,
  type OpenProtections,
  type RegisterLevel,
  registeredLevel,
} from './register-protection.ts';
import { familyIdOf, toldChildOf } from './telling.ts';
import { type ToldChild, toldHash } from './told.ts';

/** What is kept of a person beside the sealed record. */
export type Kept = Pick<
  Person,
  'bornOn' | 'isChild' | 'familyId' | 'householdId' | 'toldSha256' | 'version' | 'moveHeldAt'
>;

export interface SettledPerson extends Kept {
  /** What the register says; null when what we hold stands. */
  readonly record: PersonRecord | null;
}

export interface Leaver {
  readonly childId: string;
  readonly version: number;
  readonly reason: 'moved' | 'died' | 'emigrated' | 'merged';
  readonly on: IsoDate;
}

/** What follows from a page of families: people as they are now, who came, who went, what is told. */
export interface Settlement {
  readonly people: ReadonlyMap<string, SettledPerson>;
  /** The register's part of each person's protection from now on. */
  readonly levels: ReadonlyMap<string, RegisterLevel>;
  /** Everybody beside the children of `settled`, and nobody else. */
  readonly guardians: readonly (Pick<Guardian, 'childId' | 'personId' | 'livesWithChild'> & {
    readonly role: AdultRole;
  })[];
  readonly settled: readonly string[];
  readonly cases: readonly NewCase[];
  readonly arrived: readonly { readonly childId: string; readonly bornHere: boolean }[];
  readonly left: readonly Leaver[];
  readonly told: readonly { readonly child: ToldChild; readonly version: number }[];
}

export interface PageToSettle {
  readonly judged: readonly JudgedFamily[];
  readonly alone: readonly PersonFacts[];
  readonly idOf: IdOf;
  readonly merged: ReadonlyMap<string, string>;
  readonly before: ReadonlyMap<string, Kept>;
  readonly open: OpenProtections;
  /** Whether the move of a child is held until a person has looked. */
  readonly isHeld: (childId: string) => boolean;
  readonly today: IsoDate;
  readonly at: Date;
}

/**
 * Makes of what we hold, and what the register says of these families now, what we hold from now on. Pure: the same
 * page settled twice gives nothing new the second time, and it matters to nobody in which order the news came.
 */
export function settlePage(page: PageToSettle): Settlement {
  const { judged, alone, idOf, merged, before, open, isHeld, today, at } = page;
  const people = new Map<string, SettledPerson>();
  const levels = new Map<string, RegisterLevel>();
  const guardians: Settlement['guardians'][number][] = [];
  const settled: string[] = [];
  const cases: NewCase[] = [];
  const arrived: Settlement['arrived'][number][] = [];
  const left: Leaver[] = [];
  const told: Settlement['told'][number][] = [];

  const levelAfter = (facts: PersonFacts): RegisterLevel => {
    const id = idOf(facts.nationalId);
    return nextLevel(registeredLevel(id, open), facts);
  };
  /** What may be told of somebody: by the register, or stricter where a person has set a block. */
  const levelOf = (facts: PersonFacts): RegisterLevel =>
    isBlocked(idOf(facts.nationalId), open) ? 'strictly-confidential' : levelAfter(facts);
  const keep = (id: string, facts: PersonFacts, record: PersonRecord, more: Partial<Kept>): void => {
    const earlier = people.get(id) ?? before.get(id) ?? stranger;
    people.set(id, { ...keptOf(earlier), bornOn: facts.birthDate, ...more, record });
    levels.set(id, levelAfter(facts));
  };

  for (const { id, family, standing, wasOurs, isOurs } of judged) {
    const { child, adults, responsibility } = family;
    const earlier = before.get(id);
    const held = isHeld(id);
    if (!isOurs && held) {
      // Suspiciously many are leaving: nothing is ended before a person has looked. But who is protected is protected.
      cases.push({ childId: id, reason: 'move-held', guarded: false });
      protectOnly([child, ...adults.map(({ facts }) => facts)]);
      continue;
    }
    for (const { facts } of adults) {
      const adultId = idOf(facts.nationalId);
      // A young parent may be a child of ours too: then the child's own settling says the rest.
      if (!people.has(adultId)) keep(adultId, facts, recordOf(facts, 'known'), {});
    }
    const record = recordOf(child, responsibility);
    if (!isOurs) {
      const version = (earlier?.version ?? 1) + 1;
      keep(id, child, record, { isChild: false, toldSha256: null, version });
      if (standing.type === 'left') {
        left.push({ childId: id, version, reason: standing.reason, on: standing.on ?? today });
      }
      continue;
    }
    settled.push(id);
    for (const { facts, role, livesWithChild } of adults) {
      guardians.push({ childId: id, personId: idOf(facts.nationalId), role, livesWithChild });
    }
    const next = toldChildOf(family, id, idOf, levelOf);
    const version = (earlier?.version ?? 0) + 1;
    const hash = next && !held ? toldHash(next) : null;
    const isNews = hash !== null && hash !== earlier?.toldSha256;
    if (next && isNews) told.push({ child: next, version });
    if (child.birthDate === null) cases.push({ childId: id, reason: 'birth-date-unknown', guarded: false });
    if (held) cases.push({ childId: id, reason: 'move-held', guarded: false });
    else if (!wasOurs) arrived.push({ childId: id, bornHere: bornHere(family, today) });
    keep(id, child, record, {
      isChild: true,
      familyId: next?.familyId ?? familyIdOf(family, id, idOf),
      householdId: next?.householdId ?? null,
      toldSha256: hash ?? earlier?.toldSha256 ?? null,
      version: isNews ? version : (earlier?.version ?? 1),
      moveHeldAt: held ? (earlier?.moveHeldAt ?? at) : null,
    });
  }

  for (const facts of alone) {
    const id = idOf(facts.nationalId);
    // What protects them waits for the day on which they stand beside a child again, perhaps under another number.
    if (before.has(id) && !people.has(id)) keep(id, facts, recordOf(facts, 'known'), {});
  }

  for (const ceased of merged.keys()) {
    const person = before.get(ceased);
    if (!person) continue;
    const version = person.version + 1;
    people.set(ceased, { ...keptOf(person), isChild: false, toldSha256: null, version, record: null });
    if (person.isChild) left.push({ childId: ceased, version, reason: 'merged', on: today });
  }
  return { people, levels, guardians, settled, cases, arrived, left, told };

  function protectOnly(everybody: readonly PersonFacts[]): void {
    for (const facts of everybody) {
      const id = idOf(facts.nationalId);
      if (before.has(id)) levels.set(id, levelAfter(facts));
    }
  }
}

const stranger: Kept = {
  bornOn: null,
  isChild: false,
  familyId: null,
  householdId: null,
  toldSha256: null,
  version: 1,
  moveHeldAt: null,
};

const keptOf = ({ bornOn, isChild, familyId, householdId, toldSha256, version, moveHeldAt }: Kept): Kept => ({
  bornOn,
  isChild,
  familyId,
  householdId,
  toldSha256,
  version,
  moveHeldAt,
});
