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
      return Array.isArray(value) ? canonicalList(value) : canonicalObject(value);
  }
  throw new AppError('invalid', 'not-canonical', 'Only whole numbers, texts, yes/no, lists and objects');
}

function canonicalList(values: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    text += index === 0 ? canonicalJson(values[index]) : `,${canonicalJson(values[index])}`;
  }
  return `${text}]`;
}

function canonicalObject(value: object): string {
  let text = '{';
  for (const key of inOrder(Object.keys(value))) {
    const part: unknown = Reflect.get(value, key);
    if (part === undefined) continue;
    text += `${text.length > 1 ? ',' : ''}${canonicalJson(key)}:${canonicalJson(part)}`;
  }
  return `${text}}`;
}

function inOrder(keys: string[]): string[] {
  for (let index = 1; index < keys.length; index++) {
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return keys.sort();
  }
  return keys;
}
