import { kommuneNumber } from '@opptak/domain';
import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { closed, reads, Thing, Things, testApp, words, writes } from '../test/app.ts';
import { oneKommune, otherKommune, vendor } from '../test/issuer.ts';
import { etagOf, HttpError, kommuneOf, openApiDocument, seenVersion } from './index.ts';

const thingId = '6b1f7c1e-1d2c-4f0e-9d7b-3a5b8c9d0e1f';
const party = (organisation: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${organisation}` });

describe('a route is refused at start', () => {
  const schema = { ...words('readThings'), response: { 200: Things } };
  const open = Type.Object({ name: Type.String() });
  test.each([
    ['without access', {}, schema, '/things', 'config.access is missing'],
    ['for kommuner without permission', { access: 'kommune' }, schema, '/things', 'config.permission'],
    [
      'with a permission of another form',
      { access: 'kommune', permission: 'things' },
      schema,
      '/things',
      'config.permission',
    ],
    [
      'that is open and asks for a permission',
      { access: 'open', permission: 'opptak:a.b' },
      schema,
      '/things',
      'config.permission',
    ],
    ['without name', reads, { ...schema, operationId: '' }, '/things', 'operationId'],
    ['hidden from the document', reads, { ...schema, hide: true }, '/things', 'hidden'],
    ['without answer', reads, words('x'), '/things', 'no answer'],
    ['with an undescribed part of the path', reads, schema, '/things/:thingId', 'thingId'],
    [
      'with an open body',
      writes,
      { ...schema, body: Type.Object({ a: Type.Array(open) }, closed) },
      '/things',
      '/properties/a/items',
    ],
    [
      'for guardians in a service without links',
      { access: 'guardian-link' },
      schema,
      '/things',
      'guardianLinks',
    ],
  ] as const)('%s', async (_what, config, described, url, fault) => {
    const { app } = await testApp();

    expect(() =>
      app.route({ method: 'POST', url, config, schema: described, handler: async () => null }),
    ).toThrow(fault);
  });
});

describe('access', () => {
  const setUp = async () => {
    const t = await testApp({
      guardianLinks: {
        actorOf: async (token) =>
          token === 'good'
            ? {
                type: 'guardian',
                kommune: kommuneNumber('5540'),
                guardianId: thingId,
                opens: { purpose: 'offer', id: thingId },
              }
            : null,
      },
    });
    const who = { 200: Type.Object({ kommune: Type.String() }, closed) };
    t.app.get('/things', { config: reads, schema: { ...words('a'), response: who } }, async (request) => ({
      kommune: kommuneOf(request),
    }));
    t.app.post(
      '/kommuner/:kommune/things',
      {
        config: { ...writes, reads: true },
        schema: { ...words('b'), params: Type.Object({ kommune: Type.String() }), response: who },
      },
      async (request) => ({ kommune: kommuneOf(request) }),
    );
    t.app.get(
      '/invitation',
      { config: { access: 'guardian-link' }, schema: { ...words('c'), response: who } },
      async (request) => ({
        kommune: kommuneOf(request),
      }),
    );
    t.app.post(
      '/answers',
      {
        config: { access: 'guardian-link', reads: true },
        schema: { ...words('d'), body: Type.Object({ token: Type.String() }, closed), response: who },
      },
      async (request) => ({ kommune: kommuneOf(request) }),
    );
    return t;
  };
  test('is given to the kommune of the token, whatever else the request says', async () => {
    const t = await setUp();

    const response = await t.app.inject({
      method: 'GET',
      url: '/things',
      headers: {
        ...(await t.as()),
        'x-forwarded-for': '10.0.0.1',
        'x-user': 'admin',
        'x-tenant': '5538',
        'opptak-kommune': '5538',
      },
    });

    expect(response.json()).toEqual({ kommune: '5540' });
  });

  test.each([
    ['no token', {}, 401],
    ['another scheme', { authorization: 'Basic YTpi' }, 401],
    ['a token that is none', { authorization: 'Bearer x' }, 401],
  ])('is refused with %s', async (_what, headers, status) => {
    const t = await setUp();
    const response = await t.app.inject({ method: 'GET', url: '/things', headers });

    expect(response.statusCode).toBe(status);
    expect(response.headers['www-authenticate']).toMatch('Bearer');
  });

  test.each([
    ['the scope of another operation', { scope: 'opptak:things.write' }],
    ['a scope that only begins alike', { scope: 'opptak:things.reader opptak:things.rea opptak:things' }],
    ['a scope in capitals', { scope: 'OPPTAK:THINGS.READ' }],
    ['the scope with a tab instead of a space', { scope: 'a\topptak:things.read' }],
    ['an organisation that is no kommune here', { consumer: party(vendor) }],
    [
      'a supplier that the kommune has not approved',
      { consumer: party(otherKommune), supplier: party(vendor) },
    ],
  ])('is forbidden with %s', async (_what, claims) => {
    const t = await setUp();

    expect(
      (await t.app.inject({ method: 'GET', url: '/things', headers: await t.as(claims) })).statusCode,
    ).toBe(403);
  });

  test('of a supplier ends with its approval, at once', async () => {
    const t = await setUp();
    const call = async () =>
      (
        await t.app.inject({
          method: 'GET',
          url: '/things',
          headers: await t.as({ supplier: party(vendor) }),
        })
      ).statusCode;

    expect(await call()).toBe(200);
    t.suppliers.length = 0;
    expect(await call()).toBe(403);
  });

  test('to another kommune’s path looks like a path that does not exist', async () => {
    const t = await setUp();
    const call = async (url: string) => {
      const response = await t.app.inject({ method: 'POST', url, headers: await t.as() });
      return { ...response.json(), instance: '' };
    };

    expect((await call('/kommuner/5540/things')).kommune).toBe('5540');
    expect(await call('/kommuner/5538/things')).toEqual(await call('/kommuner/5538/nothing'));
  });

  test('by a guardian’s link works with the link in header or body, and only a good one', async () => {
    const t = await setUp();
    const get = (token: string) =>
      t.app.inject({ method: 'GET', url: '/invitation', headers: { 'opptak-link': token } });

    expect((await get('good')).json()).toEqual({ kommune: '5540' });
    expect((await get('bad')).statusCode).toBe(401);
    expect((await t.app.inject({ method: 'GET', url: '/invitation' })).statusCode).toBe(401);
    const post = (token: string) => t.app.inject({ method: 'POST', url: '/answers', payload: { token } });
    expect((await post('good')).json()).toEqual({ kommune: '5540' });
    expect((await post('bad')).statusCode).toBe(401);
  });

  test.each(['05892098765', '058920-98765 ', 'a b', 'x'.repeat(65), 'Åse'])(
    'refuses %j as an employee’s id',
    async (employee) => {
      const t = await setUp();
      const headers = { ...(await t.as()), 'opptak-employee': employee };
      const response = await t.app.inject({ method: 'GET', url: '/things', headers });

      expect([response.statusCode, response.body.includes(employee)]).toEqual([400, false]);
    },
  );
});

describe('answers', () => {
  const answering = async (answer: unknown, more: object = {}) => {
    const t = await testApp();
    t.app.route({
      method: 'GET',
      url: '/things',
      config: reads,
      schema: { ...words('readThing'), response: { 200: Thing } },
      handler: async (_request, reply) => reply.headers({ ...more }).send(answer as never),
    });
    const response = await t.app.inject({ method: 'GET', url: '/things', headers: await t.as() });
    return { response, lines: t.lines };
  };

  test.each([
    ['null for text', { name: null, amount: 1 }],
    ['a field that nobody has described', { name: 'A', amount: 1, nationalId: 'secret' }],
    ['a missing field', { name: 'A' }],
    ['a number that is none', { name: 'A', amount: Number.NaN }],
    ['a Date for a day', { name: 'A', amount: 1, startOn: new Date(0) }],
  ])('with %s do not leave: it is a bug, and says so in the log', async (_what, answer) => {
    const { response, lines } = await answering(answer);

    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('secret');
    expect(lines.join('')).toContain('The answer is not as described');
  });

  test('keep null where null is described', async () => {
    expect((await answering({ name: 'A', amount: 1, note: null })).response.json()).toEqual({
      name: 'A',
      amount: 1,
      note: null,
    });
  });

  test('of a status or type that is not declared do not leave', async () => {
    const t = await testApp();
    const schema = { ...words('a'), response: { 200: Thing } };
    t.app.route({
      method: 'GET',
      url: '/a',
      config: reads,
      schema,
      handler: async (_request, reply) => reply.code(202 as never).send({} as never),
    });
    t.app.route({
      method: 'GET',
      url: '/b',
      config: reads,
      schema: { ...schema, operationId: 'b' },
      handler: async (_request, reply) => reply.type('text/html').send('<p>' as never),
    });

    for (const url of ['/a', '/b']) {
      expect((await t.app.inject({ method: 'GET', url, headers: await t.as() })).statusCode).toBe(500);
    }
  });
});

describe('versions', () => {
  test('a change says which version it has seen', async () => {
    const t = await testApp();
    t.app.put(
      '/things',
      {
        config: { ...writes, versioned: true },
        schema: { ...words('a'), body: Thing, response: { 200: Thing } },
      },
      async (request, reply) => {
        if (seenVersion(request) !== 7)
          throw new HttpError(412, 'stale-version', 'The record has another version');
        reply.header('etag', etagOf(8));
        return request.body;
      },
    );
    const put = async (ifMatch?: string) =>
      t.app.inject({
        method: 'PUT',
        url: '/things',
        payload: { name: 'A', amount: 1 },
        headers: { ...(await t.as()), ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) },
      });

    expect((await put()).statusCode).toBe(428);
    expect((await put('*')).statusCode).toBe(428);
    for (const stale of ['"6"', 'W/"7"', '7', '"07"', '"7", "8"', '"99999999999999999999"']) {
      expect([stale, (await put(stale)).statusCode]).toEqual([stale, 412]);
    }
    expect((await put('"7"')).headers['etag']).toBe('"8"');
  });
});

describe('rates', () => {
  test('one kommune that floods is told to wait; the other notices nothing', async () => {
    let ms = 0;
    const t = await testApp({
      monotonicMs: () => ms,
      limits: {
        rates: {
          perKommune: { burst: 5, perSecond: 2 },
          perAddress: { burst: 5, perSecond: 2 },
          everyone: { burst: 1000, perSecond: 1000 },
        },
      },
    });
    t.app.get(
      '/things',
      { config: reads, schema: { ...words('a'), response: { 200: Things } } },
      async () => ({ things: [] }),
    );
    const call = async (organisation: string) =>
      t.app.inject({ method: 'GET', url: '/things', headers: await t.as({ consumer: party(organisation) }) });

    const flood = [];
    for (let i = 0; i < 8; i += 1) flood.push(await call(oneKommune));
    expect(flood.map((response) => response.statusCode)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    expect(flood[7]?.headers).toMatchObject({
      'retry-after': '1',
      'ratelimit-policy': '"kommune";q=5;w=3',
      ratelimit: '"kommune";r=0;t=1',
    });
    expect((await call(otherKommune)).statusCode).toBe(200);
    ms += 500;
    expect((await call(oneKommune)).statusCode).toBe(200);
    expect((await call(oneKommune)).statusCode).toBe(429);
  });
});

describe('the OpenAPI document', () => {
  const documented = async () => {
    const t = await testApp();
    await t.app.register(async (app) => {
      app.get(
        '/things',
        { config: reads, schema: { ...words('readThings'), response: { 200: Things } } },
        async () => ({}),
      );
      app.post(
        '/things',
        { config: writes, schema: { ...words('addThing'), body: Thing, response: { 201: Thing } } },
        async () => ({}),
      );
      app.put(
        '/things/:thingId',
        {
          config: { ...writes, versioned: true },
          schema: {
            ...words('changeThing'),
            params: Type.Object({ thingId: Type.String({ format: 'uuid' }) }),
            body: Thing,
            response: { 200: Thing },
          },
        },
        async () => ({}),
      );
    });
    await t.app.ready();
    return { t, document: JSON.parse(JSON.stringify(openApiDocument(t.app))) };
  };

  test('has exactly the operations that the service has', async () => {
    const { t, document } = await documented();

    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(Object(item)).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routes = t.app.declaredRoutes.map(
      (route) => `${route.method} ${route.url.replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(operations.sort()).toEqual(routes.sort());
    expect(routes).toHaveLength(3);
  });

  test('names each schema once and refers to it', async () => {
    const { document } = await documented();

    expect(Object.keys(document.components.schemas)).toEqual(['Problem', 'Thing', 'Things']);
    expect(document.components.schemas.Things.properties.things.items).toEqual({
      $ref: '#/components/schemas/Thing',
    });
    const add = document.paths['/things'].post;
    expect(add.requestBody.content['application/json'].schema).toEqual({
      $ref: '#/components/schemas/Thing',
    });
    expect(JSON.stringify(document)).not.toContain('x-component');
  });

  test('says of every operation what it needs and how it refuses', async () => {
    const { document } = await documented();

    const change = document.paths['/things/{thingId}'].put;
    expect(change.security).toEqual([{ maskinporten: ['opptak:things.write'] }]);
    expect(Object.keys(change.responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '409',
      '412',
      '413',
      '415',
      '422',
      '428',
      '429',
      '500',
      '503',
    ]);
    expect(change.responses['412'].content['application/problem+json'].schema).toEqual({
      $ref: '#/components/schemas/Problem',
    });
    const header = (operation: { parameters: { name: string; required: boolean }[] }, name: string) =>
      operation.parameters.find((one) => one.name === name)?.required;
    expect(header(change, 'If-Match')).toBe(true);
    expect(header(change, 'Idempotency-Key')).toBe(false);
    expect(header(document.paths['/things'].post, 'Idempotency-Key')).toBe(true);
    expect(document.components.securitySchemes.maskinporten.flows.clientCredentials.scopes).toEqual({
      'opptak:things.read': 'things: read',
      'opptak:things.write': 'things: write',
    });
  });

  test('keeps what JSON schema can say: tables by pattern, tuples, constants, null', async () => {
    const t = await testApp();
    const answer = Type.Object(
      {
        table: Type.Record(Type.String({ pattern: '^[a-z]{2}$' }), Type.Integer(), closed),
        pair: Type.Tuple([Type.String(), Type.Integer()]),
        kind: Type.Literal('main'),
        none: Type.Union([Type.String(), Type.Null()]),
      },
      closed,
    );
    t.app.get(
      '/a',
      { config: reads, schema: { ...words('a'), response: { 200: answer } } },
      async () => ({}) as never,
    );
    await t.app.ready();
    const document = JSON.parse(JSON.stringify(openApiDocument(t.app)));

    expect(document.paths['/a'].get.responses[200].content['application/json'].schema.properties).toEqual({
      table: {
        type: 'object',
        patternProperties: { '^[a-z]{2}$': { type: 'integer' } },
        additionalProperties: false,
      },
      pair: {
        type: 'array',
        prefixItems: [{ type: 'string' }, { type: 'integer' }],
        items: false,
        minItems: 2,
      },
      kind: { type: 'string', const: 'main' },
      none: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    });
  });

  test('two different schemas with one name are a mistake', async () => {
    const t = await testApp();
    const other = Type.Object({ x: Type.String() }, { $id: 'Thing', ...closed });
    t.app.get(
      '/a',
      { config: reads, schema: { ...words('a'), response: { 200: Thing } } },
      async () => ({}) as never,
    );
    t.app.get(
      '/b',
      { config: reads, schema: { ...words('b'), response: { 200: other } } },
      async () => ({}) as never,
    );
    await t.app.ready();

    expect(() => openApiDocument(t.app)).toThrow('Two different schemas are called Thing');
  });
});

describe('health and metrics', () => {
  test('say little, to anyone', async () => {
    let stuck: string | null = null;
    const t = await testApp({ liveness: () => stuck });
    const get = async (url: string) => {
      const response = await t.app.inject({ method: 'GET', url });
      return [response.statusCode, response.body];
    };

    expect(await get('/health/live')).toEqual([200, '{"status":"alive"}']);
    expect(await get('/health/ready')).toEqual([200, '{"status":"ready"}']);
    stuck = 'jobs wait and none has started for 30 s';
    expect(await get('/health/live')).toEqual([503, '{"status":"stuck"}']);
  });

  test('count by route template and never by caller', async () => {
    const t = await testApp();
    t.app.get(
      '/things/:thingId',
      {
        config: reads,
        schema: { ...words('a'), params: Type.Object({ thingId: Type.String() }), response: { 200: Things } },
      },
      async () => ({ things: [] }),
    );
    await t.app.inject({ method: 'GET', url: `/things/${thingId}`, headers: await t.as() });
    const { body } = await t.app.inject({ method: 'GET', url: '/metrics' });

    expect(body).toContain(
      'http_request_duration_seconds_count{service="intake",method="GET",route="/things/:thingId",status="200"} 1',
    );
    expect(body).not.toMatch(new RegExp(`${thingId}|5540|${oneKommune}`));
  });

  test('are for this machine, or whoever has the token', async () => {
    const t = await testApp({ metricsToken: 'secret' });
    const get = async (headers: Record<string, string>, remoteAddress: string) =>
      (await t.app.inject({ method: 'GET', url: '/metrics', headers, remoteAddress })).statusCode;

    expect(await get({}, '10.0.0.9')).toBe(404);
    expect(await get({ authorization: 'Bearer secres' }, '10.0.0.9')).toBe(404);
    expect(await get({ authorization: 'Bearer secret' }, '10.0.0.9')).toBe(200);
    const local = await testApp();
    expect(
      (await local.app.inject({ method: 'GET', url: '/metrics', remoteAddress: '10.0.0.9' })).statusCode,
    ).toBe(404);
  });
});
