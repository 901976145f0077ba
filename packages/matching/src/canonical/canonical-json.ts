import { AppError } from '@opptak/domain';

const plainText = /^[\w .,:;/+§()ÆØÅæøåÁáŠšŽžČčĐđŊŋŦŧ-]*$/;

/**
 * One text for one value, whoever writes it: no white space, keys sorted by UTF-16 code units, whole numbers only
 * (the part of RFC 8785 that our documents need).
 *
 * @throws AppError `not-canonical` for anything that JSON can not hold exactly: fractions, undefined inside lists, functions.
 */
export function canonicalJson(value: unknown): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return plainText.test(value) ? `"${value}"` : JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isSafeInteger(value)) break;
      return Object.is(value, -0) ? '0' : String(value);
    case 'object':
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : canonicalObject(value);
  }
  throw new AppError('invalid', 'not-canonical', 'Only whole numbers, texts, yes/no, lists and objects');
}

function canonicalObject(value: object): string {
  let text = '{';
  for (const [key, part] of sortedEntries(value)) {
    if (part === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${canonicalJson(key)}:${canonicalJson(part)}`;
  }
  return `${text}}`;
}

function sortedEntries(value: object): [string, unknown][] {
  const entries: [string, unknown][] = Object.entries(value);
  for (let index = 1; index < entries.length; index++) {
    if ((entries[index - 1]?.[0] ?? '') > (entries[index]?.[0] ?? '')) {
      return entries.sort(([a], [b]) => (a < b ? -1 : 1));
    }
  }
  return entries;
}
