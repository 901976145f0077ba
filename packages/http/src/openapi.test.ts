import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { closed, reads, Thing, Things, testApp, words, writes } from '../test/app.ts';
import { openApiDocument } from './index.ts';

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

  test('lets callers leave out what is filled in, and says that a link may be for something else', async () => {
    const t = await testApp({ guardianLinks: { actorOf: async () => null } });
    const querystring = Type.Object({ limit: Type.Integer({ default: 20 }), round: Type.String() }, closed);
    t.app.get(
      '/things',
      { config: reads, schema: { ...words('listThings'), querystring, response: { 200: Things } } },
      async () => ({ things: [] }),
    );
    t.app.post(
      '/answers',
      { config: { access: 'guardian-link' }, schema: { ...words('answer'), response: { 200: Thing } } },
      async () => ({ name: 'A', amount: 1 }),
    );
    await t.app.ready();
    const { paths } = JSON.parse(JSON.stringify(openApiDocument(t.app)));

    const required = paths['/things'].get.parameters.map(
      ({ name, required }: { name: string; required?: boolean }) => [name, required ?? false],
    );
    expect(required).toEqual(
      expect.arrayContaining([
        ['limit', false],
        ['round', true],
      ]),
    );
    expect(Object.keys(paths['/answers'].post.responses)).toContain('403');
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
