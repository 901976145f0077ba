import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { reads, type TestApp, Thing, Things, testApp, words, writes } from '../test/app.ts';
import type { HttpOptions } from './index.ts';

let t: TestApp;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await t.app.close();
});

async function listening(limits: NonNullable<HttpOptions<never>['limits']>): Promise<number> {
  t = await testApp({ limits: { handlerMs: 2000, ...limits } });
  t.app.post(
    '/things',
    { config: { ...writes, reads: true }, schema: { ...words('a'), body: Thing, response: { 200: Thing } } },
    async (request) => request.body,
  );
  t.app.get(
    '/never',
    { config: reads, schema: { ...words('b'), response: { 200: Things } } },
    () => new Promise<never>(() => {}),
  );
  await t.app.listen({ port: 0, host: '127.0.0.1' });
  return (t.app.server.address() as AddressInfo).port;
}

/** Opens a connection; `closed` is what was answered until the server hung up. */
function open(port: number): { socket: Socket; closed: Promise<string> } {
  let answer = '';
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  // A server that hangs up on someone who still writes resets the connection.
  socket.on('error', () => {});
  const closed = new Promise<string>((resolve) => socket.on('close', () => resolve(answer)));
  return { socket, closed };
}

describe('a caller', () => {
  test('whose headers do not come to an end is cut off', async () => {
    const { socket, closed } = open(await listening({ headersMs: 200, requestMs: 400 }));

    socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\nX-A: ');

    expect(await closed).toMatch(
      /^HTTP\/1\.1 408 [\s\S]*application\/problem\+json[\s\S]*urn:opptak:request-timeout/,
    );
  });

  test('whose body comes too slowly is cut off', async () => {
    const { socket, closed } = open(await listening({ headersMs: 200, requestMs: 400 }));
    const { authorization } = await t.as();

    socket.write(
      `POST /things HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );

    expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('who never stops sending gets 413, and the connection ends', async () => {
    const { socket, closed } = open(await listening({ requestMs: 2000, headersMs: 200 }));
    const { authorization } = await t.as();
    const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;
    const flood = (): void => {
      while (!socket.destroyed && socket.write(chunk));
    };

    socket.on('drain', flood);
    socket.write(
      `POST /things HTTP/1.1\r\nHost: a\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    flood();

    expect(await closed).toMatch(/^HTTP\/1\.1 413 [\s\S]*urn:opptak:body-too-large/);
    expect(socket.bytesWritten).toBeLessThan(50 * 1024 * 1024);
  });

  test('who asks for what takes too long is told to come back', async () => {
    await listening({ handlerMs: 100 });

    const response = await t.app.inject({ method: 'GET', url: '/never', headers: await t.as() });

    expect([response.statusCode, response.json().type]).toEqual([503, 'urn:opptak:timeout']);
    expect(response.headers['retry-after']).toBe('2');
  });

  test('who expects something unknown is refused', async () => {
    const { socket, closed } = open(await listening({}));

    socket.write('GET /health/live HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\n\r\n');

    expect(await closed).toMatch(/^HTTP\/1\.1 417 [\s\S]*urn:opptak:unknown-expectation/);
  });
});

describe('under pressure', () => {
  test('new requests are told to come back; health is still answered', async () => {
    await listening({ eventLoopDelayMs: 100, handlerMs: 50 });
    const call = async () => t.app.inject({ method: 'GET', url: '/never', headers: await t.as() });
    expect((await call()).json().type).toBe('urn:opptak:timeout');

    // Busy for well over a sample, again and again: the first time, what was measured before may still outweigh it.
    let refused = await call();
    for (let i = 0; i < 5 && refused.json().type !== 'urn:opptak:overloaded'; i += 1) {
      const busyUntil = performance.now() + 1200;
      while (performance.now() < busyUntil);
      await new Promise((resolve) => setImmediate(resolve));
      refused = await call();
    }

    expect([refused.statusCode, refused.json().type]).toEqual([503, 'urn:opptak:overloaded']);
    expect(refused.headers['retry-after']).toBe('2');
    expect((await t.app.inject({ method: 'GET', url: '/health/live' })).statusCode).toBe(200);
    expect((await t.app.inject({ method: 'GET', url: '/nothing' })).statusCode).toBe(404);
  });
});
