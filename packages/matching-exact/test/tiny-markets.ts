import type { Applicant, MatchInput } from '@opptak/matching';
import { features } from '../../matching/test/oracle/random-inputs.ts';
import type { Random } from '../../matching/test/oracle/seeded.ts';

export type Together = 'required' | 'preferred' | 'nearby' | 'listed';
export const ways: readonly Together[] = ['required', 'preferred', 'nearby', 'listed'];

/**
 * One place in each kindergarten, pairs who want two of them at once, others who want the same: in about one of ten there is no stable
 * allocation.
 */
export function contestedMarket(random: Random): MatchInput {
  const homes = ['k0', 'k1', 'k2', 'k3'].slice(0, 2 + random.below(3));
  const pairs = 1 + random.below(2);
  const ids = Array.from({ length: 2 * pairs + 1 + random.below(3) }, (_, i) => `c${i}`);
  const familyOf = (i: number) => (i < 2 * pairs ? `f${Math.floor(i / 2)}` : undefined);
  return {
    format: 'opptak-match/1',
    kindergartens: homes.map((id) => ({
      id,
      capacity: random.oneIn(6) ? 2 : 1,
      order: random.shuffled(ids),
    })),
    applicants: ids.map((id, i) => {
      const family = familyOf(i);
      return { id, wishes: random.shuffled(homes), ...(family !== undefined && { family }) };
    }),
    families: Array.from({ length: pairs }, (_, f) => ({
      id: `f${f}`,
      members: [`c${2 * f}`, `c${2 * f + 1}`],
      wishes: Array.from({ length: 1 + random.below(3) }, () => random.shuffled(homes).slice(0, 2)),
    })),
  };
}

/** A tiny market of one kind in which the first two to four children are siblings, in pairs or three together; the others apply alone. */
export function tinyMarket(kind: string, random: Random): MatchInput {
  const base = features[kind]?.(random);
  if (!base) throw new RangeError(kind);
  const together = ways[random.below(ways.length)] ?? 'listed';
  const first = random.oneIn(4) ? 3 : 2;
  const second = first === 2 && base.applicants.length >= 4 && !random.oneIn(3) ? 4 : first;
  const familyOf = (i: number) => (i < first ? 'f1' : i < second ? 'f2' : undefined);
  const applicants = base.applicants.map((child, i): Applicant => {
    const family = familyOf(i);
    if (family === undefined) return child;
    return { ...child, family, ...(together === 'listed' ? {} : { together }) };
  });
  const kindergartens = base.kindergartens.map((one) =>
    random.oneIn(4) ? one : { ...one, position: { x: 400 * random.below(8), y: 0 } },
  );
  const input = { ...base, kindergartens, applicants };
  return together === 'listed' ? { ...input, families: listed(random, applicants) } : input;
}

function listed(random: Random, applicants: readonly Applicant[]) {
  const families = Map.groupBy(applicants, ({ family }) => family);
  return [...families].flatMap(([id, own]) => {
    if (id === undefined) return [];
    const members = random.shuffled(own);
    const wishes = Array.from({ length: 1 + random.below(5) }, () =>
      members.map(({ wishes, current }) => {
        const options = [...wishes, ...(current === undefined ? [null] : [])];
        return options[random.below(options.length)] ?? null;
      }),
    );
    return [{ id, members: members.map((member) => member.id), wishes }];
  });
}
