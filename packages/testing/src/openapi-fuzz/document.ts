/** A JSON schema, or any part of an OpenAPI document, as plain data. */
export type Part = { readonly [key: string]: unknown };

export const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const part = (value: unknown): Part => (isPart(value) ? value : {});

/** One operation of an OpenAPI document, as far as a caller must know it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** "/applications/{applicationId}" */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** Null when the operation takes no body. */
  readonly body: unknown;
  /** By status, by media type. A status without content has an empty record. */
  readonly responses: ReadonlyMap<number, ReadonlyMap<string, unknown>>;
  /** Names of the security schemes; empty when anyone may call. */
  readonly security: readonly string[];
  /** The scopes that a token must have. */
  readonly scopes: readonly string[];
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: unknown;
}

/** @throws Error when the document has no operations: a fuzz of nothing would pass. */
export function operationsOf(document: object): Operation[] {
  const operations = Object.entries(part(part(document)['paths'])).flatMap(([path, item]) =>
    Object.entries(part(item)).map(([method, operation]) => readOperation(path, method, part(operation))),
  );
  if (operations.length === 0) throw new Error('The OpenAPI document has no operations');
  return operations;
}

function readOperation(path: string, method: string, operation: Part): Operation {
  const parameters = Array.isArray(operation['parameters']) ? operation['parameters'].map(part) : [];
  const security = Array.isArray(operation['security']) ? operation['security'].map(part) : [];
  return {
    id: String(operation['operationId']),
    method: method.toUpperCase(),
    path,
    parameters: parameters.map((one) => ({
      name: String(one['name']),
      in: one['in'] === 'path' ? 'path' : one['in'] === 'query' ? 'query' : 'header',
      required: one['required'] === true,
      schema: one['schema'],
    })),
    body: part(part(part(operation['requestBody'])['content'])['application/json'])['schema'] ?? null,
    responses: new Map(
      Object.entries(part(operation['responses'])).map(([status, response]) => [
        Number(status),
        new Map(
          Object.entries(part(part(response)['content'])).map(([type, media]) => [
            type,
            part(media)['schema'],
          ]),
        ),
      ]),
    ),
    security: security.flatMap((one) => Object.keys(one)),
    scopes: security
      .flatMap((one) => Object.values(one))
      .flat()
      .map(String),
  };
}

/** Follows a reference inside the document; anything else is given back as it is. */
export function resolved(document: object, schema: unknown): unknown {
  if (!isPart(schema) || typeof schema['$ref'] !== 'string') return schema;
  const names = schema['$ref'].replace(/^#\//, '').split('/');
  return resolved(
    document,
    names.reduce<unknown>((at, name) => part(at)[name], document),
  );
}
