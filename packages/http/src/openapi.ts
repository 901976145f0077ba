import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { componentNames, securitySchemes, withComponents } from './openapi-components.ts';
import { operationHeaders, operationQuery, operationResponses } from './operation-docs.ts';
import { Problem } from './problem.ts';
import { isSchemaObject } from './schema-walk.ts';

export interface ApiTitle {
  readonly title: string;
  readonly version: string;
  readonly description?: string | undefined;
}

/** OpenAPI 3.1 of everything the service declares, and a page to read it on at /docs. */
export async function useOpenApi(app: FastifyInstance, title: ApiTitle): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: title.title,
        version: title.version,
        ...(title.description ? { description: title.description } : {}),
        license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      },
      components: { securitySchemes: securitySchemes([]) },
    },
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => ({ schema: documented(schema, route), url }),
    transformObject: (document) =>
      withComponents('openapiObject' in document ? document.openapiObject : {}, [componentNames(Problem)]),
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, uiConfig: { deepLinking: true } });
}

/** Adds what the platform does on every route of this kind, so that no service has to write it down. */
function documented(schema: FastifySchema, route: RouteOptions): FastifySchema {
  if (!route.config?.access) return schema;
  const responses = isSchemaObject(schema.response) ? schema.response : {};
  return {
    ...Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, componentNames(value)])),
    headers: operationHeaders(route, schema.headers),
    ...(schema.querystring ? { querystring: operationQuery(schema.querystring) } : {}),
    response: {
      ...Object.fromEntries(Object.entries(responses).map(([status, one]) => [status, componentNames(one)])),
      ...operationResponses(route),
    },
    security: securityOf(route),
  };
}

function securityOf(route: RouteOptions): NonNullable<FastifySchema['security']> {
  switch (route.config?.access) {
    case 'kommune':
      return [{ maskinporten: [route.config.permission ?? ''] }];
    case 'guardian-link':
      return [{ guardianLink: [] }];
    default:
      return [];
  }
}

/**
 * The service's OpenAPI document, the same bytes for the same routes whatever order they were registered in.
 *
 * @param app After `ready`.
 */
export function openApiDocument(app: FastifyInstance): Record<string, unknown> {
  return { ...app.swagger() };
}
