import { Application, ApplicationPage, Id } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { etagOf, kommuneOf } from '@opptak/http';
import type { Routes } from '@opptak/service';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import {
  findApplications,
  getApplication,
  type Application as Stored,
} from '../repositories/applications.ts';

const OfRound = Type.Object(
  {
    roundId: Id,
    after: Type.Optional(Id),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
  },
  { additionalProperties: false },
);

/** GET /v1/applications and /v1/applications/:applicationId */
export const readApplicationRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/applications/:applicationId',
    {
      config: {
        access: 'kommune',
        permission: 'opptak:applications.read',
        shows: { purpose: 'application' },
      },
      schema: {
        operationId: 'getApplication',
        summary: 'Read an application',
        tags: ['applications'],
        params: Type.Object({ applicationId: Id }),
        response: { 200: Application },
      },
    },
    async (request, reply) => {
      const stored = await inKommune(deps.db, kommuneOf(request), (tx) =>
        getApplication(tx, request.params.applicationId),
      );
      reply.header('etag', etagOf(stored.version));
      return applicationAnswer(stored);
    },
  );

  app.get(
    '/v1/applications',
    {
      config: { access: 'kommune', permission: 'opptak:applications.read' },
      schema: {
        operationId: 'listApplications',
        summary: 'List the applications of a round, in order of id',
        tags: ['applications'],
        querystring: OfRound,
        response: { 200: ApplicationPage },
      },
    },
    async (request) => {
      const { roundId, after, limit } = request.query;
      const page = await inKommune(deps.db, kommuneOf(request), (tx) =>
        findApplications(tx, { roundId, after, limit }),
      );
      return {
        applications: page.map(applicationAnswer),
        next: page.length === limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  );
};

/** An application as it is shown. A claim of priority by law is not part of it. */
export function applicationAnswer(stored: Stored): Application {
  return {
    applicationId: stored.id,
    roundId: stored.roundId,
    childId: stored.childId,
    startOn: stored.startOn,
    daysPerWeek: stored.daysPerWeek,
    together: stored.together,
    wishes: stored.wishes.map((wish) => ({
      kindergartenId: wish.kindergartenId,
      wishedSince: wish.wishedSince.toISOString(),
    })),
    rightToPlace: stored.rightToPlace,
    status: stored.status,
    submittedAt: stored.submittedAt.toISOString(),
    late: stored.late,
    version: stored.version,
  };
}
