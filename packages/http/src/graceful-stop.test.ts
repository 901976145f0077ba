import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { reads, Things, testApp, words } from '../test/app.ts';

test('while a service stops, what has begun is answered and nothing new is taken in', async () => {
  const t = await testApp();
  const begun = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  t.app.get('/things', { config: reads, schema: { ...words('a'), response: { 200: Things } } }, async () => {
    begun.resolve();
    await held.promise;
    return { things: [] };
  });
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(t.app.server.address() as AddressInfo).port}/things`;
  const headers = await t.as();

  const answer = fetch(url, { headers });
  await begun.promise;
  const stopped = t.app.close();
  while (t.app.server.listening) await new Promise((resolve) => setImmediate(resolve));
  const late = await fetch(url, { headers }).then(
    (response) => response.status,
    () => 'refused',
  );
  held.resolve();

  const { status, headers: answered } = await answer;
  expect([status, answered.get('connection'), late]).toEqual([200, 'close', 'refused']);
  await stopped;
});
