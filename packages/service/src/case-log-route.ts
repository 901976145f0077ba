import { CaseLog, CaseLogSummary, Id } from '@opptak/contracts';
import { inKommune, type PlatformTables, platformTx } from '@opptak/db';
import { kommuneOf } from '@opptak/http';
import { Type } from 'typebox';
import type { Routes } from './routes.ts';
import type { Environment } from './service-definition.ts';

const actorTypes = { system: 'system', guardian: 'guardian', kommune: 'kommune' } as const;

/** The case log, as every service keeps it: what happened in a case, and how much of the work people had to do. */
export const caseLogRoute: Routes<Pick<Environment<PlatformTables>, 'db'>> = async (app, { deps }) => {
  app.get(
    '/v1/case-log/:caseId',
    {
      config: { access: 'kommune', permission: 'opptak:case-log.read' },
      schema: {
        operationId: 'getCaseLog',
        summary: 'What has happened in a case, oldest first',
        tags: ['case log'],
        params: Type.Object({ caseId: Id }),
        response: { 200: CaseLog },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const lines = await platformTx(tx)
          .selectFrom('caseEvent')
          .select(['type', 'actor', 'occurredAt', 'details'])
          .where('caseId', '=', request.params.caseId)
          .orderBy('id')
          .execute();
        return {
          lines: lines.map((line) => ({
            ...line,
            occurredAt: line.occurredAt.toISOString(),
            details: Object(line.details),
          })),
        };
      }),
  );

  app.get(
    '/v1/case-log-summary',
    {
      config: { access: 'kommune', permission: 'opptak:case-log.read' },
      schema: {
        operationId: 'getCaseLogSummary',
        summary: 'How many steps of each kind were taken by rule, by families and by people in the kommune',
        tags: ['case log'],
        response: { 200: CaseLogSummary },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const rows = await platformTx(tx)
          .selectFrom('caseEvent')
          .select((row) => [
            'type',
            row.fn<string>('split_part', ['actor', row.val(':'), row.val(1)]).as('by'),
            row.fn.countAll<string>().as('count'),
          ])
          .groupBy(['type', 'by'])
          .orderBy('type')
          .orderBy('by')
          .execute();
        return {
          steps: rows.map(({ type, by, count }) => ({
            type,
            by: actorTypes[by as keyof typeof actorTypes] ?? 'system',
            count: Number(count),
          })),
        };
      }),
  );
};
