import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { makePost } from './post-webhook.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listening(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
}

const quick = { connectMs: 200, totalMs: 400, drainMs: 100, answerBytes: 20_000 };
const post = makePost({ toLoopback: true, limits: quick });
const parcel = (url: string) => ({ url, headers: { 'webhook-id': 'one' }, body: '{"type":"x"}' });

describe('sending one webhook', () => {
  test('delivers the body and headers as they are', async () => {
    const seen: unknown[] = [];
    const url = await listening((request, response) => {
      request.setEncoding('utf8').on('data', (body) => seen.push(body, request.headers['webhook-id']));
      request.on('end', () => response.writeHead(204).end());
    });

    expect(await post(parcel(url))).toEqual({ outcome: 'delivered', statusCode: 204, retryAfterMs: null });
    expect(seen).toEqual(['{"type":"x"}', 'one']);
  });

  test('takes a redirect for a refusal, and asks nobody where it leads', async () => {
    let asked = 0;
    const inside = await listening((_request, response) => {
      asked += 1;
      response.end();
    });
    const url = await listening((_request, response) => response.writeHead(307, { location: inside }).end());

    expect(await post(parcel(url))).toMatchObject({ outcome: 'refused', statusCode: 307 });
    expect(asked).toBe(0);
  });

  test('gives up on a receiver that takes the request and says nothing', async () => {
    const url = await listening(() => {});
    const startedAt = performance.now();

    expect(await post(parcel(url))).toEqual({ outcome: 'timeout', statusCode: null, retryAfterMs: null });
    expect(performance.now() - startedAt).toBeLessThan(quick.totalMs + 500);
  });

  test('does not wait for an answer that never ends, nor take in one without bounds', async () => {
    let sent = 0;
    const endless = await listening((_request, response) => {
      const chunk = Buffer.alloc(16_384);
      const more = (): void => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length;
      };
      response.on('drain', more).on('error', () => {});
      more();
    });
    const dripping = await listening((_request, response) => {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });

    expect(await post(parcel(endless))).toMatchObject({ outcome: 'delivered' });
    expect(await post(parcel(dripping))).toMatchObject({ outcome: 'delivered' });
    // What lies in the buffers of the sockets, not what an endless answer would be.
    expect(sent).toBeLessThan(20_000_000);
  });

  test('tells refusals from receivers that can not be reached', async () => {
    const url = await listening((_request, response) =>
      response.writeHead(503, { 'retry-after': '120' }).end(),
    );
    expect(await post(parcel(url))).toEqual({ outcome: 'refused', statusCode: 503, retryAfterMs: 120_000 });

    const gone = await listening((request) => request.socket.destroy());
    expect(await post(parcel(gone))).toMatchObject({ outcome: 'unreachable' });
    expect(await post(parcel('http://127.0.0.1:1/'))).toMatchObject({ outcome: 'unreachable' });
  });

  test('sends nothing to where webhooks may not go, whatever stands in the database', async () => {
    let asked = 0;
    const url = await listening((_request, response) => {
      asked += 1;
      response.end();
    });
    const strict = makePost({ toLoopback: false, limits: quick });

    expect(await strict(parcel(url))).toMatchObject({ outcome: 'blocked' });
    expect(await strict(parcel(url.replace('http:', 'https:')))).toMatchObject({ outcome: 'blocked' });
    expect(asked).toBe(0);
  });

  test('looks at what a name leads to when it connects, not before', async () => {
    const lookedUp: string[] = [];
    const rebound = makePost({
      toLoopback: false,
      limits: quick,
      resolve: async (name) => {
        lookedUp.push(name);
        return [{ address: '127.0.0.1', family: 4 }];
      },
    });

    expect(await rebound(parcel('https://partner.example.no/'))).toMatchObject({ outcome: 'blocked' });
    expect(lookedUp).toEqual(['partner.example.no']);
  });
});
