import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { closed, reads, Things, testApp, words, writes } from '../test/app.ts';

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
