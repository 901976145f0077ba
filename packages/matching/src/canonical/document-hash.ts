import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Certificate, MatchInput, MatchResult } from '../format.ts';
import { canonicalJson } from './canonical-json.ts';
import { byId } from './id-order.ts';

const utf8 = new TextEncoder();
const chunkLength = 1 << 16;

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

/** A result before its own fingerprint is written into it. */
export type Unsealed = Omit<MatchResult, 'certificate'> & {
  readonly certificate: Omit<Certificate, 'document'>;
};

/** The result with the fingerprint of everything in it: whatever is changed afterwards shows. */
export function sealed(result: Unsealed): MatchResult {
  return { ...result, certificate: { ...result.certificate, document: hashObject(result) } };
}

function withoutSeats(kindergarten: MatchInput['kindergartens'][number]): object {
  const { capacity: _capacity, order: _order, ...rest } = kindergarten;
  return rest;
}

/**
 * Long lists go in row by row: the whole text of a country's intake is never in memory at once.
 *
 * @throws AppError `not-canonical`
 */
function hashObject(value: object): string {
  const hash = sha256.create();
  const buffer = new Uint8Array(chunkLength);
  let text = '';
  const flush = () => {
    for (let from = 0; from < text.length; ) {
      const { read, written } = utf8.encodeInto(from === 0 ? text : text.slice(from), buffer);
      hash.update(buffer.subarray(0, written));
      from += read;
    }
    text = '';
  };
  writeFields(value, (part) => {
    text += part;
    if (text.length > chunkLength / 4) flush();
  });
  flush();
  return bytesToHex(hash.digest());
}

type Write = (part: string) => void;

function writeFields(value: object, write: Write): void {
  let before = '{';
  for (const key of Object.keys(value).sort()) {
    const part: unknown = Reflect.get(value, key);
    if (part === undefined) continue;
    write(`${before}${canonicalJson(key)}:`);
    before = ',';
    if (Array.isArray(part)) writeRows(part, write);
    else if (typeof part === 'object' && part !== null) writeFields(part, write);
    else write(canonicalJson(part));
  }
  write(before === '{' ? '{}' : '}');
}

function writeRows(rows: readonly unknown[], write: Write): void {
  write('[');
  rows.forEach((row, index) => {
    write(index === 0 ? canonicalJson(row) : `,${canonicalJson(row)}`);
  });
  write(']');
}
