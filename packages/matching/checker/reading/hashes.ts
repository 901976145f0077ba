import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { MatchInput, MatchResult } from './document.ts';
import { isObject } from './shape.ts';

/** Canonical JSON (docs/allocation-format.md § 9): no white space, keys in id order; a key without a value is absent. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  let fields = '';
  for (const key of Object.keys(value).sort()) {
    const one = value[key];
    if (one !== undefined) fields += `${fields === '' ? '' : ','}${JSON.stringify(key)}:${canonical(one)}`;
  }
  return `{${fields}}`;
}

export const hashOfText = (content: string): string => bytesToHex(sha256(utf8ToBytes(content)));
export const hashOf = (value: unknown): string => hashOfText(canonical(value));

export function byId<T extends { readonly id: string }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** The input with its rows in id order, so that the order of rows changes no hash. */
function inIdOrder(input: MatchInput) {
  const families = input.families && { families: byId(input.families) };
  return {
    ...input,
    kindergartens: byId(input.kindergartens),
    applicants: byId(input.applicants),
    ...families,
  };
}

export const inputHash = (input: MatchInput): string => hashOf(inIdOrder(input));

/** The rules alone: what is left when the seed, the people and their number of places are taken away. */
export function rulesHash(input: MatchInput): string {
  const {
    seed: _,
    seedCommitment: _c,
    publicDraw: _d,
    applicants: _a,
    families: _f,
    ...rules
  } = inIdOrder(input);
  const kindergartens = rules.kindergartens.map(
    ({ capacity: _p, order: _o, ...kindergarten }) => kindergarten,
  );
  return hashOf({ ...rules, kindergartens });
}

/** Everything the result says, but for its own fingerprint and how long the run took (§ 9). */
export function documentHash(result: MatchResult): string {
  const { document: _, ...certificate } = result.certificate;
  const { engineMs: _ms, ...stats } = result.stats;
  return hashOf({ ...result, certificate, stats });
}

/** The lot of every lot key (§ 5): 48 bits of a hash that nobody can choose after the commitment. */
export function lotsOf({ seed = '', publicDraw = '', intake = '' }: MatchInput): (lotKey: string) => number {
  const before = `${hashOfText(`lot|${seed}|${publicDraw}`)}${intake}|`;
  const lots = new Map<string, number>();
  return (lotKey) => {
    const known = lots.get(lotKey);
    if (known !== undefined) return known;
    const lot = Number.parseInt(hashOfText(before + lotKey).slice(0, 12), 16);
    lots.set(lotKey, lot);
    return lot;
  };
}
