import { RegistryAnswerUnreadable } from '../registry-errors.ts';

/**
 * Reads an answer as JSON, and stops as soon as it grows beyond `maxBytes` (counted after unpacking, so that a gzip
 * bomb costs us no more than the limit).
 *
 * @returns undefined when the body is empty.
 * @throws RegistryAnswerUnreadable without a word of what the answer says.
 */
export async function readJson(registry: string, response: Response, maxBytes: number): Promise<unknown> {
  const bytes = await readLimited(registry, response, maxBytes);
  if (bytes.length === 0) return undefined;
  const type = response.headers.get('content-type') ?? '';
  if (!/^application\/([a-z0-9.+-]+\+)?json\b/i.test(type)) {
    throw new RegistryAnswerUnreadable(registry, 'not-json', mediaType(type));
  }
  const text = decode(registry, type, bytes);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the answer.
    throw new RegistryAnswerUnreadable(registry, 'broken-json', `${bytes.length} bytes`);
  }
}

/**
 * Reads an answer as a short text (a token), with or without the quotes of JSON.
 *
 * @throws RegistryAnswerUnreadable when it is a page, or too long.
 */
export async function readText(registry: string, response: Response, maxBytes: number): Promise<string> {
  const bytes = await readLimited(registry, response, maxBytes);
  const type = response.headers.get('content-type') ?? '';
  if (/html/i.test(type)) throw new RegistryAnswerUnreadable(registry, 'not-json', mediaType(type));
  return decode(registry, type, bytes)
    .trim()
    .replace(/^"(.*)"$/s, '$1');
}

async function readLimited(registry: string, response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early closes the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new RegistryAnswerUnreadable(registry, 'too-large', `over ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function decode(registry: string, contentType: string, bytes: Uint8Array): string {
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    if (!/^utf-?8$/i.test(charset)) throw new TypeError('JSON is UTF-8');
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RegistryAnswerUnreadable(registry, 'not-utf-8');
  }
}

/** The media type alone, when it looks like one: a header from a stranger is not copied into a log. */
const mediaType = (header: string): string =>
  /^[a-z]+\/[a-z0-9.+-]{1,40}/i.exec(header)?.[0] ?? 'no media type';
