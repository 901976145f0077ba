import { describe, expect, test } from 'vitest';
import { fuzzApi } from './fuzz-api.ts';
import type { Injectable } from './send.ts';

const problem = { type: 'object', required: ['status'], properties: { status: { type: 'integer' } } };
const refused = { description: '', content: { 'application/problem+json': { schema: problem } } };
const Thing = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'amount'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 40 },
    amount: { type: 'integer', minimum: 0, maximum: 10 },
    startOn: { type: 'string', format: 'date' },
  },
};
const document = {
  openapi: '3.1.0',
  components: { schemas: { Thing } },
  paths: {
    '/things/{thingId}': {
      put: {
        operationId: 'changeThing',
        security: [{ token: [] }],
        parameters: [
          { name: 'thingId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
          { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } },
        ],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        responses: {
          200: {
            description: '',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
          400: refused,
          401: refused,
        },
      },
    },
  },
};

interface Request {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly payload?: string;
}
const answer = (
  statusCode: number,
  body: object,
  type = statusCode < 400 ? 'application/json' : 'application/problem+json',
) => ({
  statusCode,
  headers: { 'content-type': `${type}; charset=utf-8` },
  body: JSON.stringify(body),
});
const refusal = (status: number) => answer(status, { status });

/** A careful service, written for this one operation; each test lets it make one mistake. */
function careful({ url, headers, payload = '' }: Request) {
  if (!headers['authorization']) return refusal(401);
  if (!/^\/things\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(url)) return refusal(400);
  if (/__proto__|\\u0000|\\ud800|\uFEFF|9007199254740993/.test(payload) || /"(\w+)":0,"\1"/.test(payload))
    return refusal(400);
  let body: Record<string, unknown>;
  try {
    body = JSON.parse(payload);
  } catch {
    return refusal(400);
  }
  const { name, amount, startOn, ...more } = Object(body) as Record<string, unknown>;
  const good =
    !Array.isArray(body) &&
    Object.keys(more).length === 0 &&
    typeof name === 'string' &&
    name !== '' &&
    [...name].length <= 40 &&
    typeof amount === 'number' &&
    Number.isInteger(amount) &&
    amount >= 0 &&
    amount <= 10 &&
    (startOn === undefined || isDay(startOn));
  return good ? answer(200, body) : refusal(400);
}

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^[1-9]\d{3}-\d\d-\d\d$/.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** @param open how many requests are on their way, this one included. */
type Serve = (request: Request, open: number) => ReturnType<typeof answer>;

const fuzz = (serve: Serve) => {
  let open = 0;
  const app: Injectable = {
    async inject(request) {
      open += 1;
      await Promise.resolve();
      const made = serve(request, open);
      open -= 1;
      return made;
    },
  };
  return fuzzApi({
    app,
    document,
    callerOf: async () => ({ authorization: 'Bearer x' }),
    seed: 7,
    runs: 300,
  });
};

describe('the fuzz', () => {
  test('finds nothing wrong with a service that keeps to its document', async () => {
    const report = await fuzz(careful);

    // 300 by chance, 3 without token, 5 at once, and 3 fields with 28 replacements and 4 other mistakes each: 96.
    expect(report.requests).toBe(404);
    expect(report.statuses['changeThing']?.[200]).toBeGreaterThan(50);
    expect(report.statuses['changeThing']?.[400]).toBeGreaterThan(50);
    expect(report.statuses['changeThing']?.[401]).toBe(3);
  });

  const accepting = (pattern: RegExp) => (request: Request) =>
    pattern.test(request.payload ?? '') && request.headers['authorization']
      ? answer(200, { name: 'A', amount: 1 })
      : careful(request);
  const mistakes: [string, Serve, RegExp][] = [
    [
      'a failure for an awkward name',
      (one) => (/\u0301|👩/.test(one.payload ?? '') ? refusal(500) : careful(one)),
      /500/,
    ],
    [
      'a failure for a path it can not read',
      (one) => (one.url.includes('%00') ? refusal(500) : careful(one)),
      /500/,
    ],
    ['null taken for a number', accepting(/"amount":null/), /200 for what the document does not allow/],
    ['a number taken as text', accepting(/"amount":"\d+"/), /200 for what the document does not allow/],
    ['an unknown field taken in', accepting(/"kommune"/), /200 for what the document does not allow/],
    ['a key that stands twice', accepting(/"name":0,"name"/), /200 for what the document does not allow/],
    ['NUL in text', accepting(/\\u0000/), /200 for what the document does not allow/],
    ['a day that does not exist', accepting(/2026-02-30/), /200 for what the document does not allow/],
    [
      'an undescribed status',
      (one) => (careful(one).statusCode === 400 ? refusal(418) : careful(one)),
      /418 is not described/,
    ],
    [
      'a refusal that is no problem',
      (one) => (careful(one).statusCode === 400 ? answer(400, {}, 'text/html') : careful(one)),
      /refused as text\/html/,
    ],
    [
      'an answer that is not as described',
      (one) => (careful(one).statusCode === 200 ? answer(200, { name: null }) : careful(one)),
      /body of 200/,
    ],
    [
      'a refusal that repeats what was sent',
      (one) => {
        const made = careful(one);
        return made.statusCode === 400 ? answer(400, { status: 400, detail: one.payload }) : made;
      },
      /repeats what was sent/,
    ],
    [
      'a change that fails when several ask for it at once',
      (one, open) => (open > 1 ? refusal(500) : careful(one)),
      /500 \(by five at once\)/,
    ],
    [
      'a service that needs no token',
      (one) => careful({ ...one, headers: { ...one.headers, authorization: 'x' } }),
      /without token/,
    ],
  ];
  test.each(mistakes)('finds %s', async (_what, serve, message) => {
    await expect(fuzz(serve)).rejects.toThrow(message);
  });

  test('of a document without operations is a mistake, not a success', async () => {
    const app: Injectable = { inject: async () => refusal(400) };

    await expect(
      fuzzApi({ app, document: { paths: {} }, callerOf: async () => ({}), seed: 1 }),
    ).rejects.toThrow('no operations');
  });
});
