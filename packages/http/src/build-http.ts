import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from '@fastify/helmet';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Db } from '@opptak/db';
import type { Clock } from '@opptak/domain';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  fastify,
  LogController,
  type RawServerDefault,
} from 'fastify';
import { type GuardianLinks, useAccess } from './access.ts';
import { useBackpressure } from './backpressure.ts';
import { useChanges } from './change.ts';
import { useGracefulStop } from './graceful-stop.ts';
import { useHealth } from './health.ts';
import { defaultLimits, type HttpLimits } from './limits.ts';
import { type GaugeSource, useMetrics } from './metrics.ts';
import { useOpenApi } from './openapi.ts';
import { useRateLimits } from './rate-limit.ts';
import { answerError, refuseConnection, refuseExpectation, useRefusals } from './refusals.ts';
import { useRequestLog } from './request-log.ts';
import { type DeclaredRoute, useRouteRules } from './route-rules.ts';
import { useStrictAnswers } from './strict-answers.ts';
import { useStrictRequests } from './strict-requests.ts';
import type { TenantDirectory } from './tenants.ts';
import type { TokenVerifier } from './token-verifier.ts';
import { useValidation } from './validation.ts';
import { useVersions } from './versions.ts';

/** A service's HTTP side, with request and answer types taken from the TypeBox schemas of its routes. */
export type HttpApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface HttpOptions<S> {
  readonly service: string;
  /** Title of the OpenAPI document. */
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
  readonly db: Db<S>;
  readonly verifier: TokenVerifier;
  readonly tenants: TenantDirectory;
  /** Needed by services with routes for guardians. */
  readonly guardianLinks?: GuardianLinks;
  /** What else must hold for the process to be alive; a text says why it does not. */
  readonly liveness?: () => string | null;
  /** Lets a Prometheus on another machine read /metrics; without it, only this machine may. */
  readonly metricsToken?: string;
  /** Shown at /metrics beside requests and the process. */
  readonly gauges?: readonly GaugeSource[];
  readonly limits?: Partial<HttpLimits>;
  /** For tests of limits; real time otherwise. */
  readonly monotonicMs?: () => number;
}

/**
 * Builds the HTTP side of a service, without its routes. Every request is taken literally or refused, every refusal
 * is problem+json, every route says who may call it, and every answer is as its description says.
 */
export async function buildHttp<S>(options: HttpOptions<S>): Promise<HttpApp> {
  const limits = { ...defaultLimits, ...options.limits };
  const app = fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    // An id of ours: one that a caller chose would end in our log. What a proxy says of the caller is not believed.
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: false,
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    handlerTimeout: limits.handlerMs,
    http: {
      headersTimeout: limits.headersMs,
      connectionsCheckingInterval: Math.min(1000, limits.headersMs),
      maxHeaderSize: 16_384,
      // Node would refuse with an empty answer; `useStrictRequests` refuses with a problem.
      requireHostHeader: false,
    },
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    clientErrorHandler: refuseConnection,
  }).withTypeProvider<TypeBoxTypeProvider>();

  useValidation(app);
  useStrictAnswers(app);
  useChanges(app);
  const declared: DeclaredRoute[] = [];
  useRefusals(app, declared);
  app.server.on('checkExpectation', refuseExpectation);
  useRequestLog(app);
  await app.register(helmet, { global: true });
  useMetrics(app, options.service, options.metricsToken ?? null, options.gauges);
  useHealth(app, options, useGracefulStop(app));
  await useOpenApi(app, options);
  app.decorate('declaredRoutes', declared);
  useRouteRules(app, declared, { guardianLinks: options.guardianLinks !== undefined });
  useBackpressure(app, limits.eventLoopDelayMs);
  useStrictRequests(app, limits.bodyBytes);
  useRateLimits(app, limits.rates, options.monotonicMs ?? (() => performance.now()));
  useAccess(app, options);
  useVersions(app);
  return app;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The service's own operations, as declared; the OpenAPI document has the same ones. */
    declaredRoutes: readonly DeclaredRoute[];
  }
}
