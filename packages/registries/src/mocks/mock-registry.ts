import type { Clock } from '@opptak/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MockWorld } from '../mock-world/mock-world.ts';

/** What every mock registry gets. */
export interface MockParts {
  readonly world: MockWorld;
  readonly clock: Clock;
  /**
   * Checks the bearer token as a registry does, and answers 401 or 403 itself. One of the scopes must be held.
   *
   * @returns the organisation number of the consumer, or null when the answer has been sent.
   */
  readonly authorize: (
    request: FastifyRequest,
    reply: FastifyReply,
    ...scopes: readonly string[]
  ) => Promise<string | null>;
}

/** A mock registry: its name (in faults and the request log), its place on the server, its routes. */
export interface MockRegistry {
  readonly name: string;
  /** "/folkeregisteret" */
  readonly prefix: string;
  readonly routes: (app: FastifyInstance, parts: MockParts) => void;
}
