import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { hashOf } from './canonical.ts';
import type { MatchInput, MatchResult } from './document.ts';

/** What is hashed, and what is left out of it (docs/allocation-format.md §§ 5 and 9). Proves nothing by itself. */

export const hashOfText = (content: string): string => bytesToHex(sha256(utf8ToBytes(content)));

export function byId<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** The input with its rows in id order, so that the order of rows changes no hash. */
export const inputHash = (input: MatchInput): string =>
  hashOf({
    ...input,
    kindergartens: byId(input.kindergartens),
    applicants: byId(input.applicants),
    families: input.families && byId(input.families),
  });

/** The rules alone: what is left when the seed, the people and their number of places are taken away. */
export function rulesHash(input: MatchInput): string {
  const { seed: _, seedCommitment: _c, publicDraw: _d, applicants: _a, families: _f, ...rules } = input;
  const kindergartens = byId(input.kindergartens).map(({ capacity: _p, order: _o, ...rest }) => rest);
  return hashOf({ ...rules, kindergartens });
}

/** What came out: who has which place, and what is left open. */
export const resultHash = ({ assignments, deviations, unplacedRights }: MatchResult): string =>
  hashOf({ assignments, deviations, unplacedRights });

/** Everything the result says, but for its own fingerprint and how long the run took. */
export function documentHash(result: MatchResult): string {
  const { document: _, ...certificate } = result.certificate;
  const { engineMs: _ms, ...stats } = result.stats;
  return hashOf({ ...result, certificate, stats });
}

/** The lot of every lot key (§ 5): 48 bits of a hash that nobody can choose after the commitment. */
export function lotsOf({ seed = '', publicDraw = '', intake = '' }: MatchInput): (lotKey: string) => number {
  const before = `${hashOfText(`lot|${seed}|${publicDraw}`)}${intake}|`;
  return (lotKey) => Number.parseInt(hashOfText(before + lotKey).slice(0, 12), 16);
}
