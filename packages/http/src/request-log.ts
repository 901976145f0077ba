import type { FastifyInstance } from 'fastify';

/** One line for each request: which operation, how it ended, how long it took, for which kommune. No URL, no body, no address. */
export function useRequestLog(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const { actor } = request;
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ...(actor?.type === 'kommune' ? { kommune: actor.kommune, supplier: actor.supplier ?? null } : {}),
      },
      'answered',
    );
  });
}
