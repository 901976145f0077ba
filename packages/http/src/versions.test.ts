import { describe, expect, test } from 'vitest';
import { Thing, testApp, words, writes } from '../test/app.ts';
import { etagOf, HttpError, seenVersion } from './index.ts';

describe('versions', () => {
  test('a change says which version it has seen', async () => {
    const t = await testApp();
    t.app.put(
      '/things',
      {
        config: { ...writes, versioned: true, reads: true },
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
