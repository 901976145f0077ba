/** A JSON schema as plain data. */
export type SchemaObject = { readonly [keyword: string]: unknown };

export const isSchemaObject = (value: unknown): value is SchemaObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keywords whose values are data or names, not schemas. */
const dataKeywords = new Set(['const', 'enum', 'default', 'examples', 'example', 'required']);
const namedSchemas = new Set(['properties', 'patternProperties', '$defs', 'definitions']);

/** Copies a schema, with every schema inside it replaced by what `change` makes of it (inside first). */
export function mapSchema(schema: unknown, change: (schema: SchemaObject) => unknown): unknown {
  if (Array.isArray(schema)) return schema.map((item) => mapSchema(item, change));
  if (!isSchemaObject(schema)) return schema;
  const copy: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (dataKeywords.has(keyword)) copy[keyword] = value;
    else if (namedSchemas.has(keyword) && isSchemaObject(value)) {
      copy[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, mapSchema(inner, change)]),
      );
    } else copy[keyword] = mapSchema(value, change);
  }
  return change(copy);
}

/**
 * JSON pointers of objects in a schema that would let fields through that nobody has described.
 * An object whose further fields have a schema of their own (a table by key) is described.
 */
export function openObjects(schema: unknown, pointer = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((item, index) => openObjects(item, `${pointer}/${index}`));
  if (!isSchemaObject(schema)) return [];
  const found: string[] = [];
  if (
    schema['type'] === 'object' &&
    (schema['additionalProperties'] ?? true) === true &&
    !closedElsewhere(schema)
  ) {
    found.push(pointer || '/');
  }
  for (const [keyword, value] of Object.entries(schema)) {
    if (dataKeywords.has(keyword)) continue;
    if (namedSchemas.has(keyword) && isSchemaObject(value)) {
      for (const [name, inner] of Object.entries(value))
        found.push(...openObjects(inner, `${pointer}/${keyword}/${name}`));
    } else found.push(...openObjects(value, `${pointer}/${keyword}`));
  }
  return found;
}

/** A table whose pattern takes every key has described every field. */
const closedElsewhere = (schema: SchemaObject): boolean =>
  schema['unevaluatedProperties'] === false ||
  (isSchemaObject(schema['patternProperties']) && '^.*$' in schema['patternProperties']);
