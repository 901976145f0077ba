import fc from 'fast-check';
import type { Known } from './arbitrary-of-schema.ts';
import { type Operation, operationsOf } from './document.ts';
import { everyWrongBody, type FuzzedRequest, fuzzedRequest, sameAtOnce } from './fuzzed-request.ts';
import { type Oracle, oracleFor } from './oracle.ts';
import { type Answer, type Injectable, send } from './send.ts';

/** For each operation. More places than this has no form of ours by far, times what may stand there wrongly. */
const mostWrongBodies = 400;

export interface FuzzOptions {
  readonly app: Injectable;
  /** The service's own OpenAPI document. */
  readonly document: object;
  /** Headers that let a caller in: a fresh token for kommune operations, a link for guardians'. */
  readonly callerOf: (operation: Operation) => Promise<Record<string, string>>;
  /** Values that exist, by the name of the parameter or field that holds them. */
  readonly known?: Known;
  readonly seed: number;
  /** Requests for each operation that are left to chance, beside every field got wrong in every way. */
  readonly runs?: number;
  /** How many wrong bodies are sent to each operation at most: fewer where each takes long. */
  readonly wrongBodies?: number;
  /** Operations that are left out, by operationId: say why where you list them. */
  readonly except?: readonly string[];
}

export interface FuzzReport {
  readonly requests: number;
  /** By operationId, how often each status was answered. A good fuzz has a 2xx for each. */
  readonly statuses: Readonly<Record<string, Readonly<Record<number, number>>>>;
  /** Bodies that were as described and yet refused with 400: rules of the service that its document does not tell. */
  readonly refusedAsDescribed: readonly string[];
}

/**
 * Sends a service requests made from its own OpenAPI document – as described, and changed in every way a caller may
 * get them wrong – and holds every answer against that document: no 5xx, a status, media type and body that are
 * described, nothing taken in that the document does not allow, nothing without a caller, no word of the caller's in a
 * refusal, no change that fails because several ask for it at once.
 *
 * Give the application limits that a flood of requests does not reach.
 *
 * @throws Error with the smallest request that breaks one of these, and the seed that finds it again.
 */
export async function fuzzApi(options: FuzzOptions): Promise<FuzzReport> {
  const { app, document, seed, runs = 40, wrongBodies = mostWrongBodies, except = [], known = {} } = options;
  const isValid = oracleFor(document);
  const statuses: Record<string, Record<number, number>> = {};
  const refusedAsDescribed: string[] = [];
  let requests = 0;
  for (const operation of operationsOf(document).filter(({ id }) => !except.includes(id))) {
    const counts: Record<number, number> = {};
    statuses[operation.id] = counts;
    const ask = async (request: FuzzedRequest, caller: Record<string, string>): Promise<Answer> => {
      const answer = await send(app, operation, request, caller);
      requests += 1;
      counts[answer.statusCode] = (counts[answer.statusCode] ?? 0) + 1;
      return answer;
    };
    const arbitrary = fuzzedRequest(document, operation, known, isValid);
    const judge = async (request: FuzzedRequest): Promise<void> => {
      const answer = await ask(request, await options.callerOf(operation));
      const fault = faultOf(operation, request, answer, isValid);
      if (fault)
        throw new Error(`${operation.id}: ${fault} (${request.how}): ${shownRequest(operation, request)}`);
    };
    const wrong = everyWrongBody(document, operation, known, isValid, { seed, most: wrongBodies });
    for (const request of wrong) await judge(request);
    const result = await fc.check(
      fc.asyncProperty(arbitrary, async (request) => {
        const response = await ask(request, await options.callerOf(operation));
        const fault = faultOf(operation, request, response, isValid);
        if (fault) throw new Error(fault);
        if (request.how === 'as described' && response.statusCode === 400) {
          refusedAsDescribed.push(`${shownRequest(operation, request)}: ${response.body}`);
        }
      }),
      { seed, numRuns: runs },
    );
    if (result.failed) throw found(operation, result);
    await Promise.all(sameAtOnce(document, operation, known, seed).map(judge));
    await refusesStrangers(
      operation,
      arbitrary,
      seed,
      async (request) => (await ask(request, {})).statusCode,
    );
  }
  return { requests, statuses, refusedAsDescribed };
}

function found(operation: Operation, result: fc.RunDetails<[FuzzedRequest]>): Error {
  const request = result.counterexample?.[0];
  const sent = request ? shownRequest(operation, request) : '';
  const fault = result.errorInstance instanceof Error ? result.errorInstance.message : 'failed';
  return new Error(`${operation.id}: ${fault} (${request?.how}; seed ${result.seed}): ${sent}`, {
    cause: result.errorInstance,
  });
}

const shownRequest = (operation: Operation, { url, payload }: FuzzedRequest): string =>
  `${operation.method} ${url} ${payload ?? ''}`.slice(0, 1000);

/** The same requests without token or link must all be refused, by 401 or by something that comes before it. */
async function refusesStrangers(
  operation: Operation,
  arbitrary: fc.Arbitrary<FuzzedRequest>,
  seed: number,
  statusWithoutCaller: (request: FuzzedRequest) => Promise<number>,
): Promise<void> {
  if (operation.security.length === 0) return;
  for (const request of fc.sample(arbitrary, { seed, numRuns: 3 })) {
    const status = await statusWithoutCaller(request);
    if (status < 400 || status >= 500) throw new Error(`${operation.id}: ${status} without token or link`);
  }
}

/** What is wrong with an answer, by the document; null when nothing is. */
function faultOf(
  operation: Operation,
  request: FuzzedRequest,
  answer: Answer,
  isValid: Oracle,
): string | null {
  const { statusCode: status, body } = answer;
  if (status >= 500) return `${status}`;
  const described = operation.responses.get(status);
  // Refused before it is known which operation it is for: no path of ours, or one that is too long.
  if (!described && ![404, 405, 414].includes(status)) return `status ${status} is not described`;
  if (request.mustBeRefused && status < 400) return `${status} for what the document does not allow`;
  const type = String(answer.headers['content-type'] ?? '').split(';')[0] ?? '';
  if (status >= 400 && type !== 'application/problem+json') return `refused as ${type}`;
  if (status >= 400 && echoes(request, body)) return 'the refusal repeats what was sent';
  if (!described) return null;
  if (described.size === 0) return body === '' ? null : `status ${status} has a body`;
  if (!described.has(type)) return `media type ${type} is not described for ${status}`;
  if (!type.endsWith('json')) return null;
  return isValid(described.get(type), JSON.parse(body)) ? null : `the body of ${status} is not as described`;
}

/** Whether a longer text of the request's body – not the name of a field – stands in the answer. */
function echoes(request: FuzzedRequest, body: string): boolean {
  const texts = (request.payload ?? '').matchAll(/"((?:[^"\\]|\\.){12,})"(?!\s*:)/g);
  return [...texts].some(([, text = '']) => body.includes(text));
}
