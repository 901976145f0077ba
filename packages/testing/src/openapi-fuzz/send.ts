import type { Operation } from './document.ts';
import type { FuzzedRequest } from './fuzzed-request.ts';

/** What the checks need of a Fastify application. */
export interface Injectable {
  inject(request: {
    method: 'GET';
    url: string;
    headers: Record<string, string>;
    payload?: string;
  }): Promise<Answer>;
}

export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export function send(
  app: Injectable,
  operation: Operation,
  request: FuzzedRequest,
  caller: Readonly<Record<string, string>>,
): Promise<Answer> {
  const withBody = request.payload !== null;
  return app.inject({
    // Fastify's own type names the methods one by one; the document's are among them.
    method: operation.method as 'GET',
    url: request.url,
    headers: { ...request.headers, ...caller, ...(withBody ? { 'content-type': 'application/json' } : {}) },
    ...(request.payload === null ? {} : { payload: request.payload }),
  });
}
