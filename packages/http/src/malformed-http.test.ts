import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../test/app.ts';

let t: TestApp;

beforeAll(async () => {
  t = await testApp();
  await t.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => t.app.close());

/** Writes bytes to the server and gives back all it answers until it hangs up. */
const raw = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect((t.app.server.address() as AddressInfo).port, '127.0.0.1', () =>
      socket.write(bytes),
    );
    socket.setTimeout(30_000, () => socket.destroy(new Error(`The server did not hang up: ${answer}`)));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', reject).on('close', () => resolve(answer));
  });

describe('what is no proper HTTP', () => {
  const head = 'POST /things HTTP/1.1\r\nHost: a\r\n';
  test.each([
    ['two lengths and chunks', `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['two different lengths', `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde`],
    ['bare line feeds', 'GET /things HTTP/1.1\nHost: a\n\n'],
    ['a folded header', `${head}X-A: b\r\n c\r\n\r\n`],
    ['a space before the colon', `${head}Transfer-Encoding : chunked\r\n\r\n`],
    ['an unknown chunk size', `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['no host', 'GET /health/live HTTP/1.1\r\n\r\n'],
    ['two hosts', 'GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['an unknown method', 'BREW /things HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['something else', '\x16\x03\x01\x02\x00\r\n\r\n'],
  ])('%s: 400, and the connection is closed', async (_what, bytes) => {
    const answer = await raw(bytes);

    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
  });

  test('headers without end are refused with 431', async () => {
    expect(await raw(`GET / HTTP/1.1\r\nHost: a\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });
});
