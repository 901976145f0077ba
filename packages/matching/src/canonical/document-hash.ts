import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { MatchInput, MatchResult } from '../format.ts';
import { canonicalJson } from './canonical-json.ts';
import { byId } from './id-order.ts';

const utf8 = new TextEncoder();
const chunkLength = 1 << 20;

/** SHA-256 of a text's UTF-8, lower-case hex. */
export const sha256Hex = (text: string): string => bytesToHex(sha256(utf8.encode(text)));

/** The fingerprint of what was asked: the same for any order of rows. */
export function inputHash(input: MatchInput): string {
  return hashObject({
    ...input,
    kindergartens: [...input.kindergartens].sort(byId),
    applicants: [...input.applicants].sort(byId),
    ...(input.families && { families: [...input.families].sort(byId) }),
  });
}

/** The fingerprint of the rules alone: the input without people, seats and seed. */
export function rulesHash(input: MatchInput): string {
  const { seed: _seed, seedCommitment: _commitment, publicDraw: _draw, ...rest } = input;
  const { applicants: _applicants, families: _families, ...rules } = rest;
  const kindergartens = [...input.kindergartens].sort(byId).map(withoutSeats);
  return hashObject({ ...rules, kindergartens });
}

/** The fingerprint of what came out. */
export function resultHash(
  result: Pick<MatchResult, 'assignments' | 'deviations' | 'unplacedRights'>,
): string {
  const { assignments, deviations, unplacedRights } = result;
  return hashObject({ assignments, deviations, unplacedRights });
}

function withoutSeats(kindergarten: MatchInput['kindergartens'][number]): object {
  const { capacity: _capacity, order: _order, ...rest } = kindergarten;
  return rest;
}

/** Long lists go in piece by piece: the whole text of a country's intake is never in memory at once. */
function hashObject(value: object): string {
  const hash = sha256.create();
  let text = '{';
  const flush = () => {
    hash.update(utf8.encode(text));
    text = '';
  };
  let first = true;
  for (const key of Object.keys(value).sort()) {
    const part: unknown = Reflect.get(value, key);
    if (part === undefined) continue;
    text += `${first ? '' : ','}${canonicalJson(key)}:`;
    first = false;
    if (!Array.isArray(part)) {
      text += canonicalJson(part);
      continue;
    }
    text += '[';
    for (let index = 0; index < part.length; index++) {
      text += index === 0 ? canonicalJson(part[index]) : `,${canonicalJson(part[index])}`;
      if (text.length > chunkLength) flush();
    }
    text += ']';
  }
  text += '}';
  flush();
  return bytesToHex(hash.digest());
}
