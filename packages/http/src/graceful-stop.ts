import type { FastifyInstance } from 'fastify';

/**
 * Lets what has begun be answered when the service stops, and then hangs up: without that, a caller that keeps its
 * connection open for more would hold the process until the connection has been idle long enough.
 *
 * @returns Whether the service is stopping.
 */
export function useGracefulStop(app: FastifyInstance): () => boolean {
  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
  });
  app.addHook('onSend', async (_request, reply, payload) => {
    if (stopping) reply.header('connection', 'close');
    return payload;
  });
  return () => stopping;
}
