import { FeeSummary, KindergartenYear } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { kommuneOf } from '@opptak/http';
import { kindergartenYearOf, monthOfDate } from '@opptak/rules';
import type { Routes } from '@opptak/service';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { summarise } from '../repositories/summary.ts';

/** GET /v1/fee-summary — fees of a kindergarten year in numbers. */
export const feeSummaryRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/fee-summary',
    {
      config: { access: 'kommune', permission: 'opptak:fees.read' },
      schema: {
        operationId: 'getFeeSummary',
        summary: 'Decisions, reductions, open cases and kroner a month of a kindergarten year',
        tags: ['fees'],
        querystring: Type.Object(
          { kindergartenYear: Type.Optional(KindergartenYear) },
          { additionalProperties: false },
        ),
        response: { 200: FeeSummary },
      },
    },
    (request) => {
      const year = request.query.kindergartenYear ?? kindergartenYearOf(monthOfDate(deps.clock.today()));
      return inKommune(deps.db, kommuneOf(request), (tx) => summarise(tx, year));
    },
  );
};
