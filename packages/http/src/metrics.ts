import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { HttpError } from './http-error.ts';

interface Reading {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Something that is looked up when Prometheus asks. Its labels say nothing of people or kommuner. What can not be read
 * now is left out, and the rest is told.
 */
export interface GaugeSource {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  read(): readonly Reading[] | Promise<readonly Reading[]>;
}

/**
 * Counts and times requests for Prometheus. The labels are what the route says of itself – method, template, status –
 * and never who called or whom it was about: a kommune with few children would be a person.
 *
 * @param token Whoever does not ask from this machine must bring it. Null: this machine only.
 */
export function useMetrics(
  app: FastifyInstance,
  service: string,
  token: string | null,
  gauges: readonly GaugeSource[] = [],
): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  for (const { name, help, labels, read } of gauges) {
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [registry],
      async collect() {
        this.reset();
        const readings = await (async () => read())().catch(() => []);
        for (const one of readings) this.set(one.labels, one.value);
        // Without labels a gauge begins at 0, which would be a reading too.
        if (readings.length === 0 && labels.length === 0) this.remove();
      },
    });
  }
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    durations.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request, token)) throw new HttpError(404, 'not-found', 'Not found');
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  return registry;
}

const thisMachine = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function mayRead(request: FastifyRequest, token: string | null): boolean {
  if (token === null) return thisMachine.has(request.socket.remoteAddress ?? '');
  const brought = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return brought.length === wanted.length && timingSafeEqual(brought, wanted);
}
