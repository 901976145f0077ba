import type { Parts } from '../repositories/documents.ts';

/**
 * JSON of an object whose fields are long texts, piece by piece: the same bytes as of all at once.
 *
 * @param fields by name; each in UTF-8, cut anywhere.
 */
export async function* asTexts(fields: Readonly<Record<string, Parts>>): AsyncGenerator<string> {
  let before = '{';
  for (const [name, parts] of Object.entries(fields)) {
    yield `${before}${JSON.stringify(name)}:"`;
    before = ',';
    // A character that is cut in two is kept until its other half comes.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    for await (const part of parts) yield inString(decoder.decode(part, { stream: true }));
    yield `${inString(decoder.decode())}"`;
  }
  yield before === '{' ? '{}' : '}';
}

const inString = (text: string): string => JSON.stringify(text).slice(1, -1);
