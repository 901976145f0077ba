import type { RouteOptions } from 'fastify';
import { componentNames } from './openapi-components.ts';
import { Problem } from './problem.ts';
import { changes } from './route-rules.ts';
import { isSchemaObject } from './schema-walk.ts';

/** The headers that the platform reads on a route of this kind. */
export function operationHeaders(route: RouteOptions, own: unknown): Record<string, unknown> {
  const headers: Record<string, unknown> =
    isSchemaObject(own) && isSchemaObject(own['properties']) ? { ...own['properties'] } : {};
  const required = isSchemaObject(own) && Array.isArray(own['required']) ? [...own['required']] : [];
  if (changes(route)) {
    headers['Idempotency-Key'] = {
      type: 'string',
      pattern: '^[\\x21-\\x7e]{1,255}$',
      description:
        'Your own unique key for this change, best a UUID. Send the same key when you send the same request again: the change happens once, and the answer is the first one. Kept for 7 days.',
    };
    if (route.method === 'POST') required.push('Idempotency-Key');
  }
  if (route.config?.versioned) {
    headers['If-Match'] = {
      type: 'string',
      pattern: '^"(0|[1-9]\\d{0,8})"$',
      description:
        'The ETag of the version you have seen. When someone else has changed the record since, you get 412.',
    };
    required.push('If-Match');
  }
  if (route.config?.access === 'kommune') {
    headers['opptak-employee'] = {
      type: 'string',
      pattern: '^[A-Za-z0-9][A-Za-z0-9._:@-]{0,63}$',
      description:
        'Your own opaque id of the caseworker behind the call, for the case log and for steps that take two people. No identity number.',
    };
  }
  return { type: 'object', properties: headers, required };
}

/** What is filled in when it is left out may be left out, though it is there when the route sees it. */
export function operationQuery(query: unknown): unknown {
  if (!isSchemaObject(query) || !isSchemaObject(query['properties']) || !Array.isArray(query['required'])) {
    return componentNames(query);
  }
  const described = query['properties'];
  const filledIn = (name: string): boolean => {
    const one = described[name];
    return isSchemaObject(one) && 'default' in one;
  };
  return componentNames({ ...query, required: query['required'].filter((name) => !filledIn(String(name))) });
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not as described; `errors` names the fields',
  401: 'No valid token or link',
  403: 'The token lacks the scope, the kommune or supplier is not known here, or the link is for something else',
  404: 'No such thing in your kommune',
  409: 'The thing is in another state, or the first request with this Idempotency-Key is still running',
  412: 'Someone else has changed the record; read it again',
  413: 'The body is too large',
  415: 'Not JSON in UTF-8',
  422: 'Understood, but not possible; or an Idempotency-Key that was used for another request',
  428: 'If-Match is missing',
  429: 'Too many requests; Retry-After says when to try again',
  500: 'A bug on our side; quote `instance`',
  503: 'Not now; Retry-After says when to try again',
};

/** Every refusal that a route of this kind may answer, all as problem details. */
export function operationResponses(route: RouteOptions): Record<string, unknown> {
  const statuses = [400, 404, 429, 500, 503];
  if (route.config?.access !== 'open') statuses.push(401, 403);
  if (route.method !== 'GET') statuses.push(409, 413, 415, 422);
  if (route.config?.versioned) statuses.push(412, 428);
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: titles[status],
        content: { 'application/problem+json': { schema: componentNames(Problem) } },
      },
    ]),
  );
}
