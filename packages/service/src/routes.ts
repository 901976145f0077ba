import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';

/** The routes of one operation, or of one small resource, in one file. */
export type Routes<D> = FastifyPluginAsyncTypebox<{ readonly deps: D }>;
