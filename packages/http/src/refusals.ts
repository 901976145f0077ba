import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from './http-error.ts';
import { problemOf, type Refusal, refusalOf } from './problem.ts';
import type { DeclaredRoute } from './route-rules.ts';

/** Answers one error as application/problem+json (RFC 9457). Bugs are logged in full and show the caller nothing. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = refusalOf(error);
  const line = { err: error, code: refusal.code };
  if (refusal.status === 503) request.log.warn(line, 'request failed for now');
  else if (refusal.status >= 500) request.log.error(line, 'request failed');
  return reply
    .code(refusal.status)
    .headers(refusal.headers)
    .type('application/problem+json')
    .serializer((problem: unknown) => JSON.stringify(problem))
    .send(problemOf(refusal, request.id));
}

/** Every way to fail inside Fastify ends in one form; what fails before a request exists, in `refuseConnection`. */
export function useRefusals(app: FastifyInstance, declared: readonly DeclaredRoute[]): void {
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
  app.setNotFoundHandler((request) => {
    const allowed = methodsOf(declared, request.url);
    if (allowed.length === 0 || allowed.includes(request.method))
      throw new HttpError(404, 'not-found', 'Not found');
    throw new HttpError(405, 'method-not-allowed', 'This path has other methods', {
      headers: { allow: allowed.join(', ') },
    });
  });
}

function methodsOf(declared: readonly DeclaredRoute[], url: string): string[] {
  const path = url.split('?')[0] ?? '';
  const methods = declared.filter((route) => matches(route.url, path)).map((route) => route.method);
  return [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)].sort();
}

function matches(template: string, path: string): boolean {
  const wanted = template.split('/');
  const found = path.split('/');
  return (
    wanted.length === found.length &&
    wanted.every((part, index) => part.startsWith(':') || part === found[index])
  );
}

/** An `Expect` other than 100-continue: Node would answer without a body. */
export function refuseExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const refusal: Refusal = {
    status: 417,
    code: 'unknown-expectation',
    title: 'Send no Expect',
    faults: [],
    headers: {},
  };
  response.writeHead(417, { 'content-type': 'application/problem+json', connection: 'close' });
  response.end(JSON.stringify(problemOf(refusal, randomUUID())));
}

const unreadable: Readonly<Record<string, readonly [status: number, code: string, title: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request-timeout', 'The request took too long to arrive'],
  HPE_HEADER_OVERFLOW: [431, 'headers-too-large', 'The headers are too large'],
};

/** Refuses what is no HTTP request (two lengths, bare line feeds, slow or endless headers), and hangs up. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy();
  const [status, code, title] = unreadable[error.code ?? ''] ?? [
    400,
    'malformed-request',
    'This is no HTTP request',
  ];
  const refusal: Refusal = { status, code, title, faults: [], headers: {} };
  const body = JSON.stringify(problemOf(refusal, randomUUID()));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
