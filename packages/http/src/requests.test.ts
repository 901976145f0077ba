import type { AddressInfo } from 'node:net';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closed, reads, type TestApp, Thing, testApp, words, writes } from '../test/app.ts';

let t: TestApp;
let headers: Record<string, string>;

beforeAll(async () => {
  t = await testApp();
  t.app.post(
    '/things',
    {
      config: { ...writes, reads: true },
      schema: { ...words('echoThing'), body: Thing, response: { 200: Thing } },
    },
    async (request) => request.body,
  );
  t.app.get(
    '/things/:thingId',
    {
      config: reads,
      schema: {
        ...words('readThing'),
        params: Type.Object({ thingId: Type.String({ format: 'uuid' }) }),
        querystring: Type.Object(
          {
            limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
            tags: Type.Optional(Type.Array(Type.String())),
            open: Type.Optional(Type.Boolean()),
          },
          closed,
        ),
        response: {
          200: Type.Object({ limit: Type.Integer(), tags: Type.Array(Type.String()), open: Type.Boolean() }),
        },
      },
    },
    async (request) => ({
      limit: request.query.limit,
      tags: request.query.tags ?? [],
      open: request.query.open ?? false,
    }),
  );
  t.app.post(
    '/bug',
    { config: { access: 'open', reads: true }, schema: { ...words('bug'), response: { 200: Thing } } },
    async () => {
      throw new Error('select * from secret_table where name = Kari');
    },
  );
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  headers = { ...(await t.as()), 'content-type': 'application/json' };
});
afterAll(() => t.app.close());

const send = (payload: string | Buffer, more: Record<string, string> = {}) =>
  t.app.inject({ method: 'POST', url: '/things', payload, headers: { ...headers, ...more } });
const good = '{"name":"A","amount":1}';
const path = '/things/6b1f7c1e-1d2c-4f0e-9d7b-3a5b8c9d0e1f';

const expectProblem = (
  response: { statusCode: number; headers: object; json(): unknown },
  status: number,
) => {
  expect(response.statusCode).toBe(status);
  expect(response.headers).toMatchObject({
    'content-type': expect.stringMatching(/^application\/problem\+json/),
  });
  expect(response.json()).toMatchObject({
    status,
    type: expect.stringMatching(/^urn:opptak:[a-z-]+$/),
    instance: expect.stringMatching(/^urn:uuid:[\da-f-]{36}$/),
  });
};

describe('bodies', () => {
  test('are taken in when they are as described', async () => {
    const response = await send(good);

    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ name: 'A', amount: 1 });
  });

  const refused: [string, string, string][] = [
    ['null for a number', '{"name":"A","amount":null}', '/amount'],
    ['a number as text', '{"name":"A","amount":"5"}', '/amount'],
    ['true for a number', '{"name":"A","amount":true}', '/amount'],
    ['a number for text', '{"name":5,"amount":1}', '/name'],
    ['a list of one for text', '{"name":["A"],"amount":1}', '/name'],
    ['an unknown field', '{"name":"A","amount":1,"kommune":"5538"}', '/kommune'],
    ['a missing field', '{"name":"A"}', '/amount'],
    ['a fraction for a whole number', '{"name":"A","amount":1.5}', '/amount'],
    ['a number that JavaScript would round', '{"name":"A","amount":9007199254740993}', '/amount'],
    ['a number beyond all numbers', '{"name":"A","amount":1e400}', '/amount'],
    ['minus zero', '{"name":"A","amount":-0}', '/amount'],
    ['a key that stands twice', '{"name":"A","amount":1,"amount":2}', '/amount'],
    ['a key that stands twice in two spellings', '{"name":"A","amount":1,"\\u0061mount":2}', '/amount'],
    ['a day that does not exist', '{"name":"A","amount":1,"startOn":"2026-02-30"}', '/startOn'],
    ['the year zero', '{"name":"A","amount":1,"startOn":"0000-01-01"}', '/startOn'],
    ['an instant for a day', '{"name":"A","amount":1,"startOn":"2026-02-20T00:00:00Z"}', '/startOn'],
    ['NUL in text', '{"name":"A\\u0000","amount":1}', '/name'],
    ['half a surrogate pair in text', '{"name":"A\\ud800","amount":1}', '/name'],
    ['the other half', '{"name":"\\udc00A","amount":1}', '/name'],
  ];
  test.each(refused)('with %s are refused, and the field is named', async (_what, payload, pointer) => {
    const response = await send(payload);

    expectProblem(response, 400);
    expect(response.json().errors).toContainEqual({ in: 'body', pointer, detail: expect.any(String) });
  });

  const unreadable: [string, string | Buffer, number][] = [
    ['cut off', '{"name":', 400],
    ['NaN', '{"name":"A","amount":NaN}', 400],
    ['a comment', '{"name":"A","amount":1}//', 400],
    ['__proto__', '{"__proto__":{"admin":true},"name":"A","amount":1}', 400],
    ['constructor.prototype', '{"constructor":{"prototype":{"a":1}},"name":"A","amount":1}', 400],
    ['a byte order mark', Buffer.from(`\uFEFF${good}`), 400],
    ['UTF-16', Buffer.from(good, 'utf16le'), 400],
    ['Latin-1', Buffer.from('{"name":"Bjørg","amount":1}', 'latin1'), 400],
    ['200 000 brackets', '['.repeat(100_000) + ']'.repeat(100_000), 400],
    ['200 000 open brackets', '['.repeat(200_000), 400],
    ['nothing', '', 400],
    ['null', 'null', 400],
    ['one byte too many', `{"name":"${'a'.repeat(256 * 1024)}"}`, 413],
  ];
  test.each(unreadable)('of %s are refused', async (_what, payload, status) => {
    expectProblem(await send(payload), status);
  });

  test.each([
    ['text/plain', {}],
    ['application/xml', {}],
    ['application/json; charset=utf-16', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('of type %s %j are refused with 415', async (type, more) => {
    expectProblem(await send(good, { 'content-type': type, ...more }), 415);
  });

  test('without a type are refused', async () => {
    const { authorization = '' } = headers;
    const response = await fetch(`${base()}/things`, {
      method: 'POST',
      headers: { authorization },
      body: Buffer.from(good),
    });

    expect(response.status).toBe(415);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
  });

  test.each([
    'Bjørg 👩‍👧',
    'Kåfjord Gáivuotna',
    'e\u0301',
    '\u00e9',
    '\u202Eabc',
    'a\u200Bb',
    "'; drop table x;--",
    '{{7*7}}',
  ])('keep %j as it is', async (name) => {
    expect((await send(JSON.stringify({ name, amount: 1 }))).json()).toEqual({ name, amount: 1 });
  });

  test('are refused where none is described', async () => {
    const response = await t.app.inject({ method: 'POST', url: '/bug', payload: { a: 1 } });

    expectProblem(response, 400);
    expect(response.json().errors).toEqual([{ in: 'body', pointer: '', detail: 'must be left out' }]);
  });

  test('keep no value of the caller in the refusal, not even an unknown field that looks like data', async () => {
    const response = await send('{"05892098765":1,"name":"Kari Nordmann","amount":"05892098765"}');

    expectProblem(response, 400);
    expect(response.body).not.toMatch(/0589|Kari/);
  });
});

describe('paths and queries', () => {
  const get = (url: string) => t.app.inject({ method: 'GET', url, headers });

  test('are read as the types they stand for', async () => {
    expect((await get(`${path}?limit=5&tags=a&open=true`)).json()).toEqual({
      limit: 5,
      tags: ['a'],
      open: true,
    });
    expect((await get(`${path}?tags=a&tags=b`)).json()).toEqual({ limit: 20, tags: ['a', 'b'], open: false });
  });

  test.each([
    'limit=0x10',
    'limit=1e1',
    'limit=%205',
    'limit=007',
    'limit=',
    'limit=5&limit=6',
    'limit=101',
    'limit=-0',
    'limit=9007199254740993',
    'open=1',
    'open=yes',
    'opne=true',
    '__proto__=1',
    'tags=%00',
    'limit[]=5',
  ])('refuse ?%s, and name the parameter', async (query) => {
    const response = await get(`${path}?${query}`);

    expectProblem(response, 400);
    expect(response.json().errors).toMatchObject([{ in: 'query', pointer: expect.any(String) }]);
  });

  test.each([
    ['/things/%00', 400],
    ['/things/%zz', 400],
    ['/things/%c3%28', 400],
    ['/things/..%2f..%2fetc', 400],
    ['/things/not-a-uuid', 400],
    ['/things/urn:uuid:6b1f7c1e-1d2c-4f0e-9d7b-3a5b8c9d0e1f', 400],
    [`/things/${'a'.repeat(201)}`, 414],
    ['/nothing', 404],
    ['/', 404],
    ['//things', 404],
    ['/things/../health/live/x', 404],
    ['/THINGS/6b1f7c1e-1d2c-4f0e-9d7b-3a5b8c9d0e1f', 404],
  ])('answer %s with %i', async (url, status) => {
    const response = await get(url);

    expectProblem(response, status);
    expect(response.body).not.toContain('etc');
  });

  test('that hold what can not be stored are refused with the name of the parameter, if it is one', async () => {
    const errors = async (url: string) => (await get(url)).json().errors;
    const detail = 'holds a character that can not be stored';

    expect(await errors('/things/%00')).toEqual([{ in: 'path', pointer: '/thingId', detail }]);
    expect(await errors(`${path}?tags=a&tags=%00`)).toEqual([{ in: 'query', pointer: '/tags', detail }]);
    expect(await errors(`${path}?13897248022=%00`)).toEqual([{ in: 'query', pointer: '/*', detail }]);
  });
});

describe('methods', () => {
  test.each(['DELETE', 'PUT', 'PATCH', 'OPTIONS', 'TRACE'] as const)(
    '%s is refused where it means nothing',
    async (method) => {
      const response = await t.app.inject({ method: method as 'DELETE', url: path, headers });

      expectProblem(response, 405);
      expect(response.headers['allow']).toBe('GET, HEAD');
    },
  );

  test('HEAD is a GET without body, and needs the same token', async () => {
    const response = await t.app.inject({ method: 'HEAD', url: path, headers });

    expect([response.statusCode, response.body]).toEqual([200, '']);
    expect((await t.app.inject({ method: 'HEAD', url: path })).statusCode).toBe(401);
  });

  test('override headers override nothing', async () => {
    const response = await t.app.inject({
      method: 'GET',
      url: path,
      headers: { ...headers, 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' },
    });

    expect(response.statusCode).toBe(200);
  });
});

describe('failures of ours', () => {
  test('show the caller nothing, and the log everything that may stand there', async () => {
    const response = await t.app.inject({ method: 'POST', url: '/bug' });

    expectProblem(response, 500);
    expect(response.body).not.toMatch(/select|secret|Kari|stack|\.ts/);
    expect(JSON.stringify(response.headers)).not.toMatch(/fastify|node|express/i);
    expect(t.lines.some((line) => line.includes(response.json().instance.slice('urn:uuid:'.length)))).toBe(
      true,
    );
  });

  test('no page of another site may read the answers, and nothing asks browsers to share them', async () => {
    const response = await t.app.inject({
      method: 'GET',
      url: path,
      headers: { ...headers, origin: 'https://evil.example' },
    });

    expect(response.headers['access-control-allow-origin']).toBeUndefined();
    expect(response.headers['x-content-type-options']).toBe('nosniff');
  });
});

const base = (): string => `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}`;
