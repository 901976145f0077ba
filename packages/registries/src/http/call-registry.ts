import { RegistryAnswerUnreadable, RegistryRefused, RegistryUnavailable } from '../registry-errors.ts';
import type { CallOutcome } from './circuit.ts';
import { readJson, readText } from './read-body.ts';
import type { Authorization, Purpose, RegistryCall, RegistryOptions } from './registry-endpoint.ts';
import { retryAfterMs } from './retry-after.ts';

/** One registry, as all its operations call it. */
export interface RegistryEndpoint extends RegistryOptions {
  /** Its name in errors and logs. */
  readonly registry: string;
  readonly authorization?: Authorization;
  /** What a bare number in its Retry-After means. Default seconds, as the standard says. */
  readonly retryAfterUnit?: 'seconds' | 'milliseconds';
}

export interface RegistryRequest {
  /** Names the call in logs: "bulk-lookup". */
  readonly operation: string;
  readonly method?: 'GET' | 'POST';
  /** With its query; may hold an identity number where the registry demands it, and is therefore never logged. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** A ready body, with its own content type in `headers`. */
  readonly body?: Uint8Array<ArrayBuffer> | string;
  /** Statuses beside 2xx that are an answer to this question, for example 404. */
  readonly answers?: readonly number[];
  /** The largest answer that makes sense, in bytes after unpacking. */
  readonly maxBytes: number;
  /** What a good answer holds. Default JSON; the text of a `text` answer stands in `json` too. */
  readonly expects?: 'json' | 'text';
  /** It only reads, though it is a POST: it may be asked again at once. A GET always may. */
  readonly repeatable?: boolean;
  readonly purpose?: Purpose;
  readonly people?: number;
}

export interface RegistryAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined when the answer had no body. */
  readonly json: unknown;
}

const errorBytes = 64 * 1024;

/** So often is one question asked before its job is told to come back. */
const mostAttempts = 5;

/**
 * Asks a registry one question. An answer of 401 forgets the token and asks once more with a new one (tokens end when
 * a registry changes its keys). With circuits, a question that only reads is asked up to five times when the registry
 * fails for a moment; what takes longer is for the job that asks.
 *
 * @throws RegistryUnavailable on 5xx, 429, no connection, no answer in time, and when its circuit is open.
 * @throws RegistryRefused on other statuses that are no answer to the question.
 * @throws RegistryAnswerUnreadable when the answer is not JSON of a sensible size.
 */
export async function callRegistry(
  endpoint: RegistryEndpoint,
  request: RegistryRequest,
): Promise<RegistryAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(endpoint, request);
    } catch (error) {
      if (!endpoint.circuits || attempt === mostAttempts || !mayAskAgain(request, error)) throw error;
      await endpoint.circuits.backOff(attempt);
    }
  }
}

/** A registry that hangs has had its time, and one that says when to come back is obeyed: both are for the job. */
const mayAskAgain = (request: RegistryRequest, error: unknown): boolean =>
  (request.repeatable ?? methodOf(request) === 'GET') &&
  error instanceof RegistryUnavailable &&
  (error.reason === 'server-error' || error.reason === 'network') &&
  error.retryAfterMs === null;

const methodOf = ({ method, json, body }: RegistryRequest): 'GET' | 'POST' =>
  method ?? (json === undefined && body === undefined ? 'GET' : 'POST');

async function ask(endpoint: RegistryEndpoint, request: RegistryRequest): Promise<RegistryAnswer> {
  const first = await callGuarded(endpoint, request);
  if (first.status !== 401 || !endpoint.authorization || request.answers?.includes(401)) {
    return settle(endpoint, request, first);
  }
  endpoint.authorization.forget();
  return settle(endpoint, request, await callGuarded(endpoint, request));
}

/** One call, if the circuit lets it out; the circuit is told how it went. */
async function callGuarded(endpoint: RegistryEndpoint, request: RegistryRequest): Promise<RegistryAnswer> {
  const { registry, baseUrl } = endpoint;
  // First of all: a token may come from the same registry, and must not find that we are the one who tries it.
  const authorization = await endpoint.authorization?.headers();
  const entry = endpoint.circuits?.of(registry, `${baseUrl}${request.path}`).enter();
  if (entry?.type === 'wait') throw new RegistryUnavailable(registry, 'circuit-open', entry.waitMs);
  try {
    const answer = await callOnce(endpoint, request, authorization);
    entry?.ended(answer.status >= 500 ? 'failed' : 'answered');
    return answer;
  } catch (error) {
    entry?.ended(outcomeOf(error));
    throw error;
  }
}

/** A certificate that we did not trust says nothing of how much the registry can take, and is an alarm each time. */
function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof RegistryAnswerUnreadable) return 'answered';
  const isDown = error instanceof RegistryUnavailable && error.reason !== 'certificate';
  return isDown ? 'failed' : 'unknown';
}

async function callOnce(
  endpoint: RegistryEndpoint,
  request: RegistryRequest,
  authorization: Readonly<Record<string, string>> | undefined,
): Promise<RegistryAnswer> {
  const { registry, clock } = endpoint;
  const headers = {
    accept: 'application/json',
    ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...authorization,
    ...request.headers,
  };
  const body = request.json === undefined ? request.body : JSON.stringify(request.json);
  const startedAt = clock.now().getTime();
  let outcome: RegistryCall['outcome'] = 'network';
  try {
    const response = await fetch(`${endpoint.baseUrl}${request.path}`, {
      method: methodOf(request),
      headers,
      ...(body === undefined ? {} : { body }),
      // A registry that sends us elsewhere would send our token there too.
      redirect: 'manual',
      signal: AbortSignal.timeout(endpoint.timeoutMs),
    });
    outcome = response.status;
    return {
      status: response.status,
      headers: response.headers,
      json: await read(registry, request, response),
    };
  } catch (error) {
    if (error instanceof RegistryAnswerUnreadable) throw error;
    // What fetch throws can hold the address of the call; only its kind is kept.
    outcome = failureOf(error);
    throw new RegistryUnavailable(registry, outcome);
  } finally {
    endpoint.onCall?.({
      registry,
      operation: request.operation,
      purpose: request.purpose ?? null,
      people: request.people ?? 0,
      outcome,
      durationMs: clock.now().getTime() - startedAt,
    });
  }
}

function failureOf(error: unknown): 'network' | 'timeout' | 'certificate' {
  if (!(error instanceof Error)) return 'network';
  if (error.name === 'TimeoutError') return 'timeout';
  const code = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : '';
  return /CERT|SIGNATURE|ERR_TLS/.test(code) ? 'certificate' : 'network';
}

/** An answer must be readable; of an error page we only want the code, if it has one. */
async function read(registry: string, request: RegistryRequest, response: Response): Promise<unknown> {
  if (isAnswer(request, response.status)) {
    const readBody = request.expects === 'text' ? readText : readJson;
    return readBody(registry, response, request.maxBytes);
  }
  return readJson(registry, response, errorBytes).catch((error) => {
    if (!(error instanceof RegistryAnswerUnreadable)) throw error;
    return error.reason === 'not-json' ? firewall : undefined;
  });
}

/** Stands for an error page in another language than JSON. */
const firewall = { kode: 'html' };

const isAnswer = (request: RegistryRequest, status: number): boolean =>
  (status >= 200 && status < 300) || request.answers?.includes(status) === true;

function settle(
  endpoint: RegistryEndpoint,
  request: RegistryRequest,
  answer: RegistryAnswer,
): RegistryAnswer {
  const { registry } = endpoint;
  const { status, headers } = answer;
  if (isAnswer(request, status)) return answer;
  const wait = (): number | null =>
    retryAfterMs(headers.get('retry-after'), endpoint.clock.now(), endpoint.retryAfterUnit);
  if (status === 429) throw new RegistryUnavailable(registry, 'too-many-requests', wait());
  if (status >= 500) throw new RegistryUnavailable(registry, 'server-error', wait());
  if (status >= 300 && status < 400) throw new RegistryAnswerUnreadable(registry, 'redirect', `${status}`);
  throw new RegistryRefused(registry, status, registryCode(answer.json));
}

/** A registry's own error code, when the body has one in a place and a form we know. Never its free text. */
export function registryCode(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  for (const key of ['kode', 'errorCode', 'error']) {
    const value: unknown = Object.getOwnPropertyDescriptor(body, key)?.value;
    if (typeof value === 'string' && /^[A-Za-z][A-Za-z_-]{1,39}(-?\d{1,5})?$/.test(value)) return value;
  }
  return null;
}
