import { type Db, databaseTrouble } from '@opptak/db';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';

export interface HealthOptions<S> {
  readonly db: Db<S>;
  /** What else must hold for the process to be alive; a text says why it does not, and the supervisor restarts it. */
  readonly liveness?: (() => string | null) | undefined;
}

/**
 * `/health/live`: this process can still do work; when not, restart it. `/health/ready`: send it requests; it needs
 * PostgreSQL for that, and nothing else – with Redis away, applications are still taken in. Both say no more than that.
 */
export function useHealth<S>(
  app: FastifyInstance,
  options: HealthOptions<S>,
  isStopping: () => boolean,
): void {
  app.get('/health/live', { schema: { hide: true } }, async (request, reply) => {
    const fault = options.liveness?.() ?? null;
    if (fault === null) return { status: 'alive' };
    request.log.error({ reason: fault }, 'not alive');
    return reply.code(503).send({ status: 'stuck' });
  });
  app.get('/health/ready', { schema: { hide: true } }, async (_request, reply) => {
    const ready = !isStopping() && (await databaseAnswers(options.db));
    return ready ? { status: 'ready' } : reply.code(503).send({ status: 'not ready' });
  });
}

/** With every connection taken we are busy, not broken: taking the process out would only load the others. */
async function databaseAnswers<S>(db: Db<S>): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch (error) {
    return databaseTrouble(error) === 'busy';
  }
}
