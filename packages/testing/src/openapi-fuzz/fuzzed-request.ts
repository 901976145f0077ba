import fc, { type Arbitrary } from 'fast-check';
import { arbitraryOf, arbitraryOfParameter, type Known } from './arbitrary-of-schema.ts';
import type { Operation, Parameter } from './document.ts';
import { brokenTexts, everyMutation, hostileTexts, mutate, mutation } from './mutations.ts';
import type { Oracle } from './oracle.ts';

/** A request to send, and whether the document says that it must be refused. */
export interface FuzzedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: no body. */
  readonly payload: string | null;
  readonly mustBeRefused: boolean;
  /** What was done to it. */
  readonly how: string;
}

/** Requests for an operation: as described, with one thing changed in the body, broken as text, hostile in path, query or header. */
export function fuzzedRequest(
  document: object,
  operation: Operation,
  known: Known,
  isValid: Oracle,
): Arbitrary<FuzzedRequest> {
  const { good, body, parameters } = partsOf(document, operation, known);
  const kinds: fc.WeightedArbitrary<FuzzedRequest>[] = [
    { arbitrary: good.map(({ request }) => request), weight: 3 },
  ];
  if (operation.body !== null) {
    const changed = fc
      .tuple(good, body, fc.array(mutation, { minLength: 1, maxLength: 2 }))
      .map(([{ request }, content, mutations]) =>
        withBody(operation, isValid, request, mutations.reduce<unknown>(mutate, content), 'changed body'),
      );
    const broken = fc.tuple(good, fc.nat(brokenTexts.length - 1)).map(([{ request }, index]) => {
      const payload = brokenTexts[index]?.(request.payload ?? '') ?? '';
      return {
        ...request,
        payload,
        mustBeRefused: payload !== request.payload,
        how: `body broken as text (${index})`,
      };
    });
    kinds.push({ arbitrary: changed, weight: 5 }, { arbitrary: broken, weight: 2 });
  }
  if (operation.parameters.length > 0) {
    const last = operation.parameters.length - 1;
    const hostile = fc
      .tuple(good, parameters, fc.nat(last), fc.constantFrom(...hostileTexts))
      .map(([{ request }, values, index, raw]) => ({
        ...request,
        ...addressed(operation, values.with(index, raw)),
        how: `hostile ${operation.parameters[index]?.name}`,
      }));
    kinds.push({ arbitrary: hostile, weight: 3 });
  }
  return fc.oneof(...kinds);
}

/** One request that is as described. The same seed gives the same request but for the values that are known. */
export function requestAsDescribed(
  document: object,
  operation: Operation,
  known: Known,
  seed: number,
): FuzzedRequest {
  const [one] = fc.sample(partsOf(document, operation, known).good, { seed, numRuns: 1 });
  if (!one) throw new Error(`No request can be made for ${operation.id}`);
  return one.request;
}

/** For each place of one body, and everything that callers send there by mistake or on purpose, one request. */
export function everyWrongBody(
  document: object,
  operation: Operation,
  known: Known,
  isValid: Oracle,
  { seed, most }: { readonly seed: number; readonly most: number },
): FuzzedRequest[] {
  if (operation.body === null) return [];
  const samples = fc.sample(partsOf(document, operation, known).good, { seed, numRuns: 20 });
  // The fullest of them: what is left out can not be got wrong.
  const fullest = samples.reduce((a, b) =>
    (b.request.payload ?? '').length > (a.request.payload ?? '').length ? b : a,
  );
  const keys = fc.sample(fc.uuid(), { seed, numRuns: most });
  return everyMutation(fullest.content, most).map((one, index) => {
    const request = withBody(
      operation,
      isValid,
      fullest.request,
      mutate(fullest.content, one),
      `body with ${one.kind}`,
    );
    return { ...request, headers: { ...request.headers, ...freshKey(request.headers, keys[index] ?? '') } };
  });
}

/** A change that is as described, asked for by several at the same moment, each with a key of its own. */
export function sameAtOnce(
  document: object,
  operation: Operation,
  known: Known,
  seed: number,
): FuzzedRequest[] {
  if (operation.parameters.every(({ name }) => name !== 'Idempotency-Key')) return [];
  const request = requestAsDescribed(document, operation, known, seed);
  return fc.sample(fc.uuid(), { seed, numRuns: 5 }).map((key) => ({
    ...request,
    headers: { ...request.headers, 'idempotency-key': key },
    how: 'by five at once',
  }));
}

const freshKey = (headers: FuzzedRequest['headers'], key: string): Record<string, string> =>
  'idempotency-key' in headers ? { 'idempotency-key': key } : {};

function withBody(
  operation: Operation,
  isValid: Oracle,
  request: FuzzedRequest,
  value: unknown,
  how: string,
): FuzzedRequest {
  // What JSON has no word for is left out, as it will be on the way.
  const payload = JSON.stringify(value) ?? 'null';
  return { ...request, payload, mustBeRefused: !isValid(operation.body, JSON.parse(payload)), how };
}

function partsOf(document: object, operation: Operation, known: Known) {
  const body = operation.body === null ? fc.constant(null) : arbitraryOf(document, operation.body, known);
  const parameters = fc.tuple(...operation.parameters.map((one) => rawValue(document, one, known)));
  const good = fc.tuple(parameters, body).map(([values, content]) => {
    const request: FuzzedRequest = {
      ...addressed(operation, values),
      payload: operation.body === null ? null : JSON.stringify(content),
      mustBeRefused: false,
      how: 'as described',
    };
    return { request, content };
  });
  return { good, body, parameters };
}

/** A parameter as it stands in path, query or header; null when it is left out. */
function rawValue(document: object, parameter: Parameter, known: Known): Arbitrary<string | null> {
  const { name, required, schema } = parameter;
  // Idempotency keys are fresh, or every second request would be a repetition of another one.
  const value = name === 'Idempotency-Key' ? fc.uuid() : arbitraryOfParameter(document, name, schema, known);
  const text = value.map((one) =>
    parameter.in === 'header' ? String(one) : encodeURIComponent(String(one)),
  );
  return required ? text : fc.option(text, { nil: null });
}

function addressed(
  operation: Operation,
  values: readonly (string | null)[],
): { url: string; headers: Record<string, string> } {
  const of = (place: Parameter['in']): { name: string; raw: string }[] =>
    operation.parameters.flatMap((one, index) => {
      const raw = values[index] ?? null;
      return one.in === place && raw !== null ? [{ name: one.name, raw }] : [];
    });
  const path = of('path').reduce((url, { name, raw }) => url.replace(`{${name}}`, raw), operation.path);
  const query = of('query').map(({ name, raw }) => `${name}=${raw}`);
  return {
    url: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: Object.fromEntries(of('header').map(({ name, raw }) => [name.toLowerCase(), raw])),
  };
}
