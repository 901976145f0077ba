import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { reads, Thing, testApp, words, writes } from '../test/app.ts';

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

  test('of a route that promises to keep an Idempotency-Key, and does not, do not leave', async () => {
    const t = await testApp();
    const schema = { ...words('a'), response: { 200: Thing } };
    const answer = async () => ({ name: 'A', amount: 1 });
    t.app.post('/a', { config: writes, schema }, answer);
    t.app.post('/b', { config: { ...writes, reads: true }, schema: { ...schema, operationId: 'b' } }, answer);
    const post = async (url: string) =>
      (await t.app.inject({ method: 'POST', url, headers: await t.as() })).statusCode;

    expect([await post('/a'), await post('/b')]).toEqual([500, 200]);
    expect(t.lines.join('')).toContain('without `change`');
  });

  test('of other media types and without a body leave as they are', async () => {
    const t = await testApp();
    const csv = { content: { 'text/csv': { schema: Type.String() } } };
    t.app.get(
      '/csv',
      { config: reads, schema: { ...words('a'), response: { 200: csv } } },
      async (_request, reply) => reply.type('text/csv; charset=utf-8').send('a;b'),
    );
    t.app.get(
      '/pdf',
      {
        config: reads,
        schema: { ...words('b'), response: { 200: { content: { 'application/pdf': { schema: {} } } } } },
      },
      async (_request, reply) => reply.type('application/pdf').send(Buffer.from('%PDF')),
    );
    t.app.delete(
      '/thing',
      { config: { ...writes, reads: true }, schema: { ...words('c'), response: { 204: Type.Null() } } },
      async (_request, reply) => reply.code(204).send(null),
    );
    const call = async (method: 'GET' | 'DELETE', url: string) => {
      const response = await t.app.inject({ method, url, headers: await t.as() });
      return [response.statusCode, response.body];
    };

    expect(await call('GET', '/csv')).toEqual([200, 'a;b']);
    expect(await call('GET', '/pdf')).toEqual([200, '%PDF']);
    expect(await call('DELETE', '/thing')).toEqual([204, '']);
  });
});
