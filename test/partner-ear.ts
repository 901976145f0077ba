import http from 'node:http';

/** One webhook as it came: every header and the body. */
export interface Heard {
  readonly headers: string;
  readonly body: Buffer;
}

/** A partner that takes every webhook and keeps it as it came over the wire. */
export async function openEar() {
  const heard: Heard[] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    heard.push({ headers: JSON.stringify(request.rawHeaders), body: Buffer.concat(chunks) });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
    heard: heard as readonly Heard[],
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
