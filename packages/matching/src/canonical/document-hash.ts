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

/** A result before the fingerprints of what it says are written into it. */
export type Unsealed = Omit<MatchResult, 'certificate'> & {
  readonly certificate: Omit<Certificate, 'result' | 'document'>;
};

/**
 * The result with the fingerprint of what came out, and that of everything in it: whatever is changed afterwards shows.
 *
 * @param unsealed as the engine has just written it: the keys of assignments and refusals stand in their canonical order
 */
export function sealed(unsealed: Unsealed): MatchResult {
  const { assignments, deviations, unplacedRights } = unsealed;
  const inOrder = new Set<unknown>([assignments, unsealed.certificate.refusals]);
  const result = hashObject({ assignments, deviations, unplacedRights }, inOrder);
  const certificate = { ...unsealed.certificate, result };
  const document = hashObject({ ...unsealed, certificate }, inOrder);
  return { ...unsealed, certificate: { ...certificate, document } };
}

function withoutSeats(kindergarten: MatchInput['kindergartens'][number]): object {
  const { capacity: _capacity, order: _order, ...rest } = kindergarten;
  return rest;
}

/**
 * Long lists go in row by row: the whole text of a country's intake is never in memory at once.
 *
 * @param inOrder lists whose rows have their keys in canonical order already: JSON.stringify then writes the same text, ten times as fast
 * @throws AppError `not-canonical`
 */
function hashObject(value: object, inOrder: ReadonlySet<unknown> = none): string {
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
  writeFields(
    value,
    (part) => {
      text += part;
      if (text.length > chunkLength / 4) flush();
    },
    inOrder,
  );
  flush();
  return bytesToHex(hash.digest());
}

type Write = (part: string) => void;
const none: ReadonlySet<unknown> = new Set();
const rowsAtOnce = 256;

function writeFields(value: object, write: Write, inOrder: ReadonlySet<unknown>): void {
  let before = '{';
  for (const key of Object.keys(value).sort()) {
    const part: unknown = Reflect.get(value, key);
    if (part === undefined) continue;
    write(`${before}${canonicalJson(key)}:`);
    before = ',';
    if (inOrder.has(part) && Array.isArray(part)) writeRowsInOrder(part, write);
    else if (Array.isArray(part)) writeRows(part, write);
    else if (typeof part === 'object' && part !== null) writeFields(part, write, inOrder);
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

function writeRowsInOrder(rows: readonly unknown[], write: Write): void {
  write('[');
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const text = JSON.stringify(rows.slice(from, from + rowsAtOnce));
    write(`${from === 0 ? '' : ','}${text.slice(1, -1)}`);
  }
  write(']');
}
