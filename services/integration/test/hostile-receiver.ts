import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** One request as a receiver saw it. */
export interface Seen {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
}

export interface HostileReceiver {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** What it answers from now on, and does before that. */
  behave(how: (seen: Seen, response: ServerResponse) => void): void;
  stop(): Promise<void>;
}

export const status =
  (code: number, headers: Record<string, string> = {}) =>
  (_seen: Seen, response: ServerResponse): void =>
    void response.writeHead(code, headers).end();

/** A receiver that answers as a test says, and remembers what came. */
export async function hostileReceiver(): Promise<HostileReceiver> {
  const seen: Seen[] = [];
  let how: (one: Seen, response: ServerResponse) => void = status(204);
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const header = (name: string) => String(request.headers[name] ?? '');
    const one = {
      id: header('webhook-id'),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
      body: Buffer.concat(chunks).toString(),
    };
    seen.push(one);
    how(one, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
    seen,
    behave: (next) => {
      how = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
