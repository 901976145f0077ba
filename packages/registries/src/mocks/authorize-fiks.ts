import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MockParts } from './mock-registry.ts';

/** KS Fiks wants a token with its scope, and the integration's id and password in headers of their own. */
export async function authorizeFiks(
  { authorize, clock }: MockParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  if ((await authorize(request, reply, 'ks:fiks')) === null) return false;
  const { integrasjonid, integrasjonpassord } = request.headers;
  if (typeof integrasjonid === 'string' && typeof integrasjonpassord === 'string') return true;
  await reply.code(401).send(fiksError(401, 'Autentisering feilet for integrasjon', clock.now()));
  return false;
}

/** The error body of everything on the Fiks platform. */
export const fiksError = (status: number, message: string, at: Date) => ({
  timestamp: at.getTime(),
  status,
  error: status === 401 ? 'Unauthorized' : status === 403 ? 'Forbidden' : 'Error',
  errorId: '00000000-0000-4000-8000-000000000000',
  path: '/',
  originalPath: null,
  message,
  errorCode: null,
  errorJson: null,
});
