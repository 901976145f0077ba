import { isSchemaObject } from './schema-walk.ts';

const wholeNumber = /^(0|-?[1-9]\d{0,14})$/;
const decimalNumber = /^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/;

/**
 * Reads path, query and header text as the types that the schema asks for. Only the one canonical spelling of a
 * number or boolean is read; anything else stays text and is refused by the schema: "0x10", "1e3", " 5", "007".
 * A value that stands once where a list is asked for becomes a list of one.
 */
export function textToValues(schema: unknown, raw: unknown): unknown {
  if (!isSchemaObject(schema) || !isSchemaObject(schema['properties']) || !isSchemaObject(raw)) return raw;
  const values: Record<string, unknown> = { ...raw };
  for (const [name, inner] of Object.entries(schema['properties'])) {
    if (name in values) values[name] = read(inner, values[name]);
  }
  return values;
}

function read(schema: unknown, value: unknown): unknown {
  if (!isSchemaObject(schema)) return value;
  if (schema['type'] === 'array') {
    return (Array.isArray(value) ? value : [value]).map((item) => read(schema['items'], item));
  }
  if (typeof value !== 'string') return value;
  switch (schema['type']) {
    case 'integer':
      return wholeNumber.test(value) ? Number(value) : value;
    case 'number':
      return decimalNumber.test(value) && value !== '-0' ? Number(value) : value;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    default:
      return value;
  }
}
