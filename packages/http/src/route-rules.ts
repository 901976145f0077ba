import type { Actor } from '@opptak/domain';
import type { FastifyInstance, RouteOptions } from 'fastify';
import { isSchemaObject, openObjects } from './schema-walk.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call. Every route says it; there is no default. */
    access?: 'kommune' | 'guardian-link' | 'open';
    /** With access 'kommune': the one Maskinporten scope that opens this operation, compared exactly. */
    permission?: string;
    /** A POST that changes nothing: it asks for something that must not stand in a URL. Needs no Idempotency-Key. */
    reads?: boolean;
    /** The record has a version: If-Match is required, and tells which version the caller has seen. */
    versioned?: boolean;
  }
  interface FastifyRequest {
    /** Who calls, once access is decided; null on open routes. Use `actorOf`. */
    actor: Actor | null;
  }
}

/** Whether a route changes something for a caller that we know: then it goes through `change`, and keeps an Idempotency-Key. */
export const changes = ({ method, config }: Pick<RouteOptions, 'method' | 'config'>): boolean =>
  method !== 'GET' && method !== 'HEAD' && config?.access !== 'open' && !config?.reads;

/** One operation of a service, as it is declared. */
export interface DeclaredRoute {
  readonly method: string;
  /** The path as declared: "/applications/:applicationId". */
  readonly url: string;
}

const permission = /^opptak:[a-z][a-z-]*\.[a-z][a-z-]*$/;

/**
 * Refuses, at start, a route that leaves open who may call it, what comes in or what goes out.
 *
 * @param declared Filled with the routes of the service as they are declared.
 */
export function useRouteRules(
  app: FastifyInstance,
  declared: DeclaredRoute[],
  options: { readonly guardianLinks: boolean },
): void {
  app.addHook('onRoute', (route) => {
    // Fastify adds a HEAD route to every GET; it has the rules of its GET.
    if (route.method === 'HEAD') return;
    const faults = faultsOf(route);
    if (route.config?.access === 'guardian-link' && !options.guardianLinks) {
      faults.push('access guardian-link needs guardianLinks in buildHttp');
    }
    if (faults.length > 0) throw new Error(`${String(route.method)} ${route.url}: ${faults.join('; ')}`);
    closeQuery(route);
    declared.push({ method: String(route.method), url: route.url });
  });
}

function faultsOf(route: RouteOptions): string[] {
  const { config, schema, url, method } = route;
  const faults: string[] = [];
  const require = (holds: unknown, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  require(typeof method === 'string', 'declare one method per route');
  require(config?.access, 'config.access is missing');
  require(config?.access === 'kommune'
    ? permission.test(config.permission ?? '')
    : config?.permission ===
        undefined, 'config.permission belongs to access kommune, and looks like "opptak:applications.write"');
  require(schema?.operationId &&
    schema.summary &&
    schema.tags?.length, 'schema needs operationId, summary and tags');
  require(!schema?.hide, 'no route is hidden from the OpenAPI document');
  require(hasSuccess(schema?.response), 'schema.response declares no answer from 200 to 399');
  const described = isSchemaObject(schema?.params) ? schema.params['properties'] : undefined;
  for (const [, name = ''] of url.matchAll(/:(\w+)/g)) {
    require(isSchemaObject(described) && name in described, `schema.params does not describe ${name}`);
  }
  for (const pointer of [...openObjects(schema?.body), ...openObjects(schema?.querystring)]) {
    faults.push(`additionalProperties: false is missing at ${pointer}`);
  }
  return faults;
}

const hasSuccess = (response: unknown): boolean =>
  isSchemaObject(response) && Object.keys(response).some((status) => /^[23]\d\d$/.test(status));

/** A system that misspells a query parameter is told so. Pages for people take the trackers that mail programs add. */
function closeQuery(route: RouteOptions): void {
  if (route.config?.access !== 'kommune' || !route.schema || route.schema.querystring) return;
  route.schema.querystring = { type: 'object', properties: {}, additionalProperties: false };
}
