import { gzipSync } from 'node:zlib';
import type { Clock } from '@opptak/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault, FaultScript } from './fault-script.ts';
import type { RequestLog } from './request-log.ts';

const firewallPage =
  '<html><head><title>Request Rejected</title></head><body>The requested URL was rejected. Your support ID is: 4711</body></html>';

/** Writes every request of a mock to the log, and lets the script spoil it. */
export function injectFaults(
  app: FastifyInstance,
  mock: string,
  { faults, log, clock }: { readonly faults: FaultScript; readonly log: RequestLog; readonly clock: Clock },
): void {
  const met = new WeakMap<FastifyRequest, Fault>();

  app.addHook('preHandler', async (request, reply) => {
    const fault = faults.take(mock, request.url);
    log.add({
      mock,
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: request.body instanceof Uint8Array ? `${request.body.length} bytes` : request.body,
      fault: fault?.type ?? null,
      at: clock.now(),
    });
    if (!fault) return;
    met.set(request, fault);
    return spoilBefore(fault, reply);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = met.get(request);
    if (fault?.type === 'lose-answer') reply.raw.destroy();
    if (fault?.type !== 'half' || typeof payload !== 'string') return payload;
    reply.header('content-length', null);
    return payload.slice(0, Math.floor(payload.length / 2));
  });
}

async function spoilBefore(fault: Fault, reply: FastifyReply): Promise<FastifyReply | undefined> {
  switch (fault.type) {
    case 'status':
      return reply
        .code(fault.status)
        .headers({ ...fault.headers })
        .send(fault.body ?? {});
    case 'html':
      return reply
        .code(fault.status ?? 200)
        .type('text/html; charset=utf-8')
        .send(firewallPage);
    case 'hang':
      // The caller gives up; closing the server closes the socket.
      reply.hijack();
      return reply;
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return undefined;
    case 'cut':
      reply.hijack();
      reply.raw.destroy();
      return reply;
    case 'gzip-bomb':
      return reply
        .header('content-encoding', 'gzip')
        .type('application/json')
        .send(gzipBomb(fault.megabytes));
    case 'raw':
      return reply.type(fault.contentType ?? 'application/json').send(Buffer.from(fault.body));
    case 'lose-answer':
    case 'half':
      return undefined;
  }
}

/** One packed megabyte, said over and over: gzip files may follow each other, and unpack to one text. */
function gzipBomb(megabytes: number): Buffer {
  const packed = gzipSync(Buffer.alloc(1024 * 1024, '['), { level: 9 });
  return Buffer.concat(Array.from({ length: megabytes }, () => packed));
}
