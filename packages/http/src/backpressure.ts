import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { HttpError } from './http-error.ts';

const resolutionMs = 10;
const sampleMs = 500;

/**
 * Tells new requests to come back while this process is too busy to serve the ones it has: an answer after a second
 * is better than all answers after a minute. Health and metrics are always answered.
 *
 * @param maxDelayMs Mean delay of the event loop over the last half second.
 */
export function useBackpressure(app: FastifyInstance, maxDelayMs: number): void {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  histogram.enable();
  let delayMs = 0;
  let sampledAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    // Without a single sample in the whole time, the loop stood still: then our own lateness is the delay.
    delayMs = histogram.count > 0 ? histogram.mean / 1e6 - resolutionMs : now - sampledAt - sampleMs;
    sampledAt = now;
    histogram.reset();
  }, sampleMs).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    histogram.disable();
  });
  app.addHook('onRequest', async (request) => {
    if (delayMs <= maxDelayMs || !request.routeOptions.config.access) return;
    throw new HttpError(503, 'overloaded', 'The service is busy; try again');
  });
}
