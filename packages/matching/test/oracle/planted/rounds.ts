import type { Applicant, MatchInput } from '@opptak/matching';
import { hashOfText } from '../../../checker/reading/hashes.ts';
import { allocate } from '../../../src/allocate.ts';
import { criteria, kommune, kommuneWithSiblings, SEED } from '../documents.ts';

export const plain = kommune(60, 6);
export const plainResult = allocate(plain);

/** Ten children and one kindergarten whose places are not all there at once, or not on all weekdays. */
function oneKindergarten(
  capacity: MatchInput['kindergartens'][number]['capacity'],
  child: (i: number) => Partial<Applicant>,
) {
  const ids = Array.from({ length: 6 }, (_, i) => `c${i}`);
  const input: MatchInput = {
    format: 'opptak-match/1',
    kindergartens: [{ id: 'k', capacity, order: ids }],
    applicants: ids.map((id, i) => ({ id, wishes: ['k'], ...child(i) })),
  };
  return { input, result: allocate(input) };
}

export const byDate = oneKindergarten([{ places: 1 }, { places: 2, from: '2028-01-10' }], (i) => ({
  startsOn: i < 3 ? '2027-08-15' : '2028-01-10',
}));
export const byWeekday = oneKindergarten(
  [
    { places: 1, weekdays: ['mon', 'tue'] },
    { places: 1, weekdays: ['wed', 'thu', 'fri'] },
  ],
  (i) => ({ weekdays: i < 3 ? ['mon', 'tue'] : ['thu', 'fri'] }),
);

export const threeByThree: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    { id: 'A', capacity: 1, order: ['b', 'c', 'a'] },
    { id: 'B', capacity: 1, order: ['c', 'a', 'b'] },
    { id: 'C', capacity: 1, order: ['a', 'b', 'c'] },
  ],
  applicants: [
    { id: 'a', wishes: ['A', 'B', 'C'] },
    { id: 'b', wishes: ['B', 'C', 'A'] },
    { id: 'c', wishes: ['C', 'A', 'B'] },
  ],
};

export const region: MatchInput = {
  format: 'opptak-match/1',
  criteria,
  kindergartens: [
    { id: 'k', kommune: '3201', capacity: 3 },
    { id: 'm', kommune: '3205', capacity: 2 },
  ],
  applicants: ['a', 'b', 'c', 'd'].map((id) => ({ id, kommune: '3201', wishes: ['m', 'k'] })),
  region: { closed: ['3205'], agreements: [{ kindergarten: 'm', from: '3201', places: 1 }] },
};

export const converting: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    {
      id: 'k',
      capacity: { small: 1, large: 2 },
      convert: { protected: { large: 2 } },
      order: ['a', 'b', 'c', 'd'],
    },
  ],
  applicants: ['a', 'b', 'c', 'd'].map((id, i) => ({ id, band: i < 2 ? 'small' : 'large', wishes: ['k'] })),
};

export const convertingSiblings: MatchInput = {
  ...converting,
  applicants: converting.applicants.map((child, i) =>
    i % 2 === 0 ? { ...child, family: 'f', together: 'preferred' } : child,
  ),
};

/** The couple of the literature for whom nothing is stable: the engine must list its claim. */
export const couple: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    { id: 'A', capacity: 1, order: ['c1', 'c3'] },
    { id: 'B', capacity: 1, order: ['c3', 'c2'] },
  ],
  applicants: [
    { id: 'c1', family: 'f', wishes: ['A'] },
    { id: 'c2', family: 'f', wishes: ['B'] },
    { id: 'c3', wishes: ['A', 'B'] },
  ],
  families: [{ id: 'f', members: ['c1', 'c2'], wishes: [['A', 'B']] }],
};

/** Siblings who want one kindergarten or none; it has a place for one of them. Elsewhere there is room. */
export const togetherOrNothing: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    { id: 'A', capacity: 1 },
    { id: 'B', capacity: 2 },
  ],
  applicants: ['c1', 'c2'].map((id) => ({
    id,
    family: 'f',
    together: 'required',
    wishes: ['A'],
    rightToPlace: true,
  })),
};

/** One of two places kept for residents: filled after the open one, r2 goes before the stranger n; filled before it, n goes before r2. */
export const withReserve = (reserveOrder: 'open-first' | 'reserve-first'): MatchInput => ({
  format: 'opptak-match/1',
  kindergartens: [{ id: 'k', kommune: '3201', capacity: 2, reserve: 1, order: ['r1', 'n', 'r2'] }],
  applicants: ['r1', 'n', 'r2'].map((id) => ({ id, kommune: id === 'n' ? '3205' : '3201', wishes: ['k'] })),
  region: { reserveOrder },
});

/** Tenants and § 18 children from elsewhere have part in the places kept for residents. */
export const reserveForTenants: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [{ id: 'k', kommune: '3201', capacity: 3, reserve: 2, order: ['r', 's'] }],
  applicants: [
    { id: 'r', kommune: '3201', wishes: ['k'] },
    { id: 's', kommune: '3205', wishes: ['k'], statutoryPriority: true },
    { id: 't1', kommune: '3205', wishes: ['k'], current: 'k' },
    { id: 't2', kommune: '3205', wishes: ['k'], current: 'k' },
  ],
  region: {},
};

/** Three children with the right to a place, and one place. */
export const shortOfSeats: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [{ id: 'k', capacity: 1 }],
  applicants: ['a', 'b', 'c'].map((id) => ({ id, wishes: ['k'], rightToPlace: true })),
};

/** One of the siblings has the right to a place, and a place it wished for stands open, but the family only wants both or none. */
export const heldBackBySiblings: MatchInput = {
  format: 'opptak-match/1',
  kindergartens: [
    { id: 'A', capacity: 1 },
    { id: 'B', capacity: 0 },
  ],
  applicants: [
    { id: 'c1', family: 'f', wishes: ['A'], rightToPlace: true },
    { id: 'c2', family: 'f', wishes: ['B'] },
  ],
  families: [{ id: 'f', members: ['c1', 'c2'], wishes: [['A', 'B']] }],
};

export const siblings = kommuneWithSiblings(60, 6);
export const siblingsResult = allocate(siblings);

export const each = (input: MatchInput, change: (child: Applicant) => Applicant): MatchInput => ({
  ...input,
  applicants: input.applicants.map(change),
});
export const committed: MatchInput = { ...plain, seedCommitment: hashOfText(SEED) };

/** Thirty children whom only the lot can tell apart. */
export function lotsOnly(seed: string): MatchInput {
  const applicants = kommune(30, 3).applicants.map(({ id }) => ({ id, wishes: ['k0'] }));
  return { format: 'opptak-match/1', seed, criteria, kindergartens: [{ id: 'k0', capacity: 5 }], applicants };
}
