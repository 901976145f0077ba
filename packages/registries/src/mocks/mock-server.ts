import type { Clock } from '@opptak/domain';
import Fastify, { type FastifyInstance } from 'fastify';
import type { MaskinportenMock } from '../maskinporten/maskinporten-mock.ts';
import type { MockWorld } from '../mock-world/mock-world.ts';
import type { FaultScript } from './fault-script.ts';
import { injectFaults } from './inject-faults.ts';
import type { MockRegistry } from './mock-registry.ts';
import type { RequestLog } from './request-log.ts';

export interface MockServerParts {
  readonly world: MockWorld;
  readonly clock: Clock;
  readonly issuer: MaskinportenMock;
  readonly registries: readonly MockRegistry[];
  readonly faults: FaultScript;
  readonly log: RequestLog;
}

/** One HTTP server with a mock registry under each prefix. Bodies are taken in the forms the registries take. */
export function mockServer(parts: MockServerParts): FastifyInstance {
  const app = Fastify({
    bodyLimit: 64 * 1024 * 1024,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2_000 },
    forceCloseConnections: true,
  });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  for (const registry of [parts.issuer, ...parts.registries]) {
    app.register(
      async (scope) => {
        injectFaults(scope, registry.name, parts);
        registry.routes(scope, {
          world: parts.world,
          clock: parts.clock,
          authorize: parts.issuer.authorize,
        });
      },
      { prefix: registry.prefix },
    );
  }
  return app;
}
