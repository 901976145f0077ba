import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError, type RequestFault } from './http-error.ts';

/** A record's version as an entity tag (RFC 9110, 8.8.3). */
export const etagOf = (version: number): string => `"${version}"`;

/** On routes with `versioned: true`, a change must say which version it changes: 428 when it does not. */
export function useVersions(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (request.routeOptions.config.versioned) seenVersion(request);
  });
}

/**
 * The version of the record that the caller has seen. Pass it to the action, which changes the record only while it
 * still has that version and throws AppError `stale` (412) otherwise: of two who edit at once, the second is told.
 *
 * @throws HttpError 428 without If-Match, or with "*", which says nothing about what was seen; 412 for a tag that is
 *   not one of ours and so can not be the present version.
 */
export function seenVersion(request: FastifyRequest): number {
  const header = request.headers['if-match'];
  if (header === undefined || header.trim() === '*') {
    throw new HttpError(428, 'version-required', 'Send If-Match with the ETag of the version you have seen', {
      faults: [ifMatch('is missing, or says nothing of a version')],
    });
  }
  const version = /^"(0|[1-9]\d{0,8})"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new HttpError(412, 'stale-version', 'The record has another version', {
      faults: [ifMatch('is no ETag of ours')],
    });
  }
  return Number(version);
}

const ifMatch = (detail: string): RequestFault => ({ in: 'header', pointer: '/if-match', detail });
