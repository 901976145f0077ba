import { appendAccessLog, type Db, inKommune, type PlatformTables } from '@opptak/db';
import type { Actor, Clock } from '@opptak/domain';
import type { HttpApp } from '@opptak/http';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer shows one child's case, named by its `childId`: it is noted who has seen it, and why. */
    shows?: { readonly purpose: string };
  }
}

interface Wiring {
  readonly db: Db<PlatformTables>;
  readonly clock: Clock;
}

interface Seen {
  readonly personId: string;
  readonly purpose: string;
  readonly caseId?: string;
}

/**
 * Notes who has seen a person's case, on every route that says what it shows (`config.shows`): before the answer goes
 * out, so that nothing is seen that is not noted.
 *
 * Legal source: GDPR article 5 (2) and 32.
 */
export function useAccessLog(app: HttpApp, wiring: Wiring): void {
  app.addHook('preSerialization', async (request, reply, answer) => {
    const { shows } = request.routeOptions.config;
    if (!shows || !request.actor || reply.statusCode >= 300) return answer;
    const personId: unknown = Object(answer)['childId'];
    if (typeof personId !== 'string') throw new Error('A route that shows a case answers with its childId');
    const [caseId] = Object.values(Object(request.params)).filter((value) => typeof value === 'string');
    await noteSeen(wiring, request.actor, {
      personId,
      purpose: shows.purpose,
      ...(caseId === undefined ? {} : { caseId }),
    });
    return answer;
  });
}

/** Notes that an employee has seen somebody's data. What a system reads by itself is no seeing: it names no employee. */
export async function noteSeen({ db, clock }: Wiring, actor: Actor, seen: Seen): Promise<void> {
  if (actor.type !== 'kommune' || actor.employee === undefined) return;
  const { kommune } = actor;
  await inKommune(db, kommune, (tx) => appendAccessLog(tx, { ...seen, kommune, actor, at: clock.now() }));
}
