import { isSchemaObject, mapSchema, type SchemaObject } from './schema-walk.ts';

/** Stands where `$id` stood: names survive @fastify/swagger this way, where it would number them. */
const nameKey = 'x-component';

/** Marks every schema that has an `$id`, so that `withComponents` can give it that name in the document. */
export const componentNames = (schema: unknown): unknown =>
  mapSchema(schema, ({ $id, ...rest }) => asOpenApi($id === undefined ? rest : { ...rest, [nameKey]: $id }));

/** Stands for `patternProperties`, which @fastify/swagger turns into less: OpenAPI 3.0 could not say it, 3.1 can. */
const patternsKey = 'x-pattern-properties';

/** OpenAPI 3.1 speaks JSON schema 2020-12, where the items of a tuple have a keyword of their own. */
function asOpenApi({ items, additionalItems, patternProperties, ...rest }: SchemaObject): SchemaObject {
  return {
    ...rest,
    ...(Array.isArray(items)
      ? { prefixItems: items, items: additionalItems ?? true }
      : items === undefined
        ? {}
        : { items }),
    ...(patternProperties === undefined ? {} : { [patternsKey]: patternProperties }),
  };
}

/**
 * Moves every marked schema to `components.schemas`, once, and puts a reference where it stood.
 * Adds Maskinporten with the scopes that the operations ask for, and sorts what has no order of its own.
 *
 * @throws Error when two different schemas have one name.
 */
export function withComponents(document: object, more: readonly unknown[]): Record<string, unknown> {
  const schemas = new Map<string, unknown>();
  const lift = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(lift);
    if (!isSchemaObject(value)) return value;
    const lifted = Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key === patternsKey ? 'patternProperties' : key,
        lift(inner),
      ]),
    );
    const name = lifted[nameKey];
    if (typeof name !== 'string') return lifted;
    delete lifted[nameKey];
    const known = schemas.get(name);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(lifted)) {
      throw new Error(`Two different schemas are called ${name}`);
    }
    schemas.set(name, lifted);
    return { $ref: `#/components/schemas/${name}` };
  };
  const lifted = Object.fromEntries(Object.entries(document).map(([key, value]) => [key, lift(value)]));
  for (const schema of more) lift(schema);
  return {
    ...lifted,
    components: {
      securitySchemes: securitySchemes(scopesOf(lifted['paths'])),
      schemas: sorted(Object.fromEntries(schemas)),
    },
    paths: sorted(lifted['paths']),
  };
}

const sorted = (value: unknown): object =>
  Object.fromEntries(Object.entries(Object(value)).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The scopes that any operation asks for. */
function scopesOf(paths: unknown): string[] {
  const operations = Object.values(Object(paths)).flatMap((path) => Object.values(Object(path)));
  const scopes = operations.flatMap((operation) => {
    const required = isSchemaObject(operation) ? operation['security'] : [];
    return Array.isArray(required) ? required.flatMap((one) => one.maskinporten ?? []) : [];
  });
  return [...new Set(scopes)].sort();
}

/** The two ways in. The scopes of the first are known only when all routes are. */
export function securitySchemes(scopes: readonly string[]) {
  return {
    maskinporten: {
      type: 'oauth2' as const,
      description:
        'Access token from Maskinporten, got with a signed JWT grant (RFC 7523) and sent as Bearer. The kommune is the token’s `consumer`; a vendor that acts for it is the `supplier`, and must be approved by the kommune here.',
      flows: {
        clientCredentials: {
          tokenUrl: 'https://maskinporten.no/token',
          scopes: Object.fromEntries(scopes.map((scope) => [scope, describedScope(scope)])),
        },
      },
    },
    guardianLink: {
      type: 'apiKey' as const,
      in: 'header',
      name: 'opptak-link',
      description:
        'The secret of the one-time link that a guardian was sent. Where the body has a field `token`, it may stand there.',
    },
  };
}

/** "opptak:applications.write" reads "applications: write". */
const describedScope = (scope: string): string => scope.replace(/^opptak:/, '').replace('.', ': ');
