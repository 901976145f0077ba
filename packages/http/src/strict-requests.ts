import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpError } from './http-error.ts';
import { isPlainText } from './plain-text.ts';
import { readStrictJson } from './strict-json.ts';
import { shownPointer } from './validation.ts';

/** What every request must be before a route sees it: one host, readable text, JSON in UTF-8 or nothing. */
export function useStrictRequests(app: FastifyInstance, bodyBytes: number): void {
  app.addHook('onRequest', async (request) => {
    const hosts = request.raw.rawHeaders.filter((name, index) => index % 2 === 0 && /^host$/i.test(name));
    if (hosts.length !== 1 && request.raw.httpVersion !== '1.0') {
      throw new HttpError(400, 'malformed-request', 'Send one Host header', closing);
    }
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
      throw new HttpError(415, 'unsupported-content-encoding', 'Send the body uncompressed', {
        headers: { 'accept-encoding': 'identity' },
      });
    }
    for (const [part, values] of [
      ['path', request.params],
      ['query', request.query],
    ] as const) {
      const unreadable = Object.entries(Object(values)).filter((entry) => !entry.flat(2).every(isReadable));
      if (unreadable.length === 0) continue;
      throw new HttpError(400, 'invalid-request', `The ${part} can not be taken literally`, {
        faults: unreadable.map(([name]) => ({
          in: part,
          pointer: shownPointer(`/${name}`),
          detail: 'holds a character that can not be stored',
        })),
      });
    }
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer', bodyLimit: bodyBytes },
    async (request: FastifyRequest, body: Buffer) => {
      const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
      if (!/^utf-?8$/i.test(charset))
        throw new HttpError(415, 'unsupported-media-type', 'Send application/json in UTF-8');
      return readStrictJson(body);
    },
  );
  app.addHook('preValidation', async (request) => {
    if (request.routeOptions.schema?.body || request.body === undefined) return;
    if (typeof request.body === 'object' && request.body !== null && Object.keys(request.body).length === 0)
      return;
    throw new HttpError(400, 'invalid-request', 'This operation takes no body', {
      faults: [{ in: 'body', pointer: '', detail: 'must be left out' }],
    });
  });
}

const closing = { headers: { connection: 'close' } } as const;
const isReadable = (value: unknown): boolean => typeof value !== 'string' || isPlainText(value);
