import { STATUS_CODES } from 'node:http';
import { databaseTrouble } from '@opptak/db';
import { AppError, type ErrorKind } from '@opptak/domain';
import { type Static, Type } from 'typebox';
import { HttpError, type RequestFault } from './http-error.ts';

/** RFC 9457: every answer from 400 up has this form. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'Stable name of the problem: urn:opptak:CODE' }),
    title: Type.String({ description: 'For people; may change' }),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    instance: Type.String({ description: 'The request, to be quoted when asking for help: urn:uuid:ID' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          {
            in: Type.Enum(['body', 'query', 'path', 'header']),
            pointer: Type.String({ description: 'JSON pointer to the field (RFC 6901)' }),
            detail: Type.String({ description: 'What is wrong; never the value' }),
          },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { $id: 'Problem', additionalProperties: false, description: 'Problem details (RFC 9457)' },
);
export type Problem = Static<typeof Problem>;

/** An error as it will be answered. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly faults: readonly RequestFault[];
  readonly headers: Readonly<Record<string, string>>;
}

const statusByKind: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  unprocessable: 422,
  unavailable: 503,
};

/** The framework's own errors carry input in their messages, so their words are replaced by ours. */
const framework: Readonly<Record<string, readonly [status: number, code: string, title: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body-too-large', 'The body is too large'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'unsupported-media-type', 'Send application/json in UTF-8'],
  FST_ERR_CTP_EMPTY_TYPE: [415, 'unsupported-media-type', 'Send application/json in UTF-8'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'malformed-request', 'The body is not as long as announced'],
  FST_ERR_BAD_URL: [400, 'malformed-url', 'The URL can not be read'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'url-too-long', 'A part of the URL is too long'],
  FST_ERR_HANDLER_TIMEOUT: [503, 'timeout', 'The answer took too long; try again'],
};

/** How an error is answered. The only place where a kind of error becomes a status. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof HttpError) {
    return {
      status: error.status,
      code: error.code,
      title: error.message,
      faults: error.faults,
      headers: withRetryAfter(error.status, error.headers),
    };
  }
  if (error instanceof AppError) {
    const status = statusByKind[error.kind];
    const faults = error.faults.map((fault) => ({
      in: 'body' as const,
      pointer: fault.at,
      detail: fault.message,
    }));
    return { status, code: error.code, title: error.message, faults, headers: withRetryAfter(status, {}) };
  }
  if (databaseTrouble(error)) return plain(503, 'database-unavailable', 'The service is busy; try again');
  const known = framework[property(error, 'code')];
  if (known) return plain(...known);
  const status = Number(property(error, 'statusCode'));
  if (status >= 400 && status < 500) return plain(status, 'refused', STATUS_CODES[status] ?? 'Refused');
  return plain(500, 'internal-error', 'Something failed on our side');
}

const plain = (status: number, code: string, title: string): Refusal => ({
  status,
  code,
  title,
  faults: [],
  headers: withRetryAfter(status, {}),
});

/** Who is told to come back is told when (RFC 9110, 10.2.3). A token that was refused is told how to bring one. */
function withRetryAfter(
  status: number,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (status === 401) return { 'www-authenticate': 'Bearer', ...headers };
  return status === 503 || status === 429 ? { 'retry-after': '2', ...headers } : headers;
}

function property(error: unknown, name: 'code' | 'statusCode'): string {
  if (!(error instanceof Error) || !(name in error)) return '';
  return String(Reflect.get(error, name));
}

/** @param requestId The request's own id, a UUID. */
export function problemOf(refusal: Refusal, requestId: string): Problem {
  return {
    type: `urn:opptak:${refusal.code}`,
    title: refusal.title,
    status: refusal.status,
    instance: `urn:uuid:${requestId}`,
    ...(refusal.faults.length > 0 ? { errors: [...refusal.faults].slice(0, 50) } : {}),
  };
}
