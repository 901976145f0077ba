import { EstimateFees, FeeEstimate } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { kommuneOf } from '@opptak/http';
import type { Routes } from '@opptak/service';
import { estimateFees } from '../actions/estimate-fees.ts';
import type { Deps } from '../deps.ts';
import { findPricesByTable } from '../repositories/price-tables.ts';
import { findPrices } from '../repositories/projections.ts';

/** POST /v1/fee-estimates — what would we pay? Nothing is stored. */
export const feeEstimatesRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/fee-estimates',
    {
      config: { access: 'kommune', permission: 'opptak:fees.estimate', reads: true },
      schema: {
        operationId: 'estimateFees',
        summary: 'What a family would pay, also after a planned change of income',
        tags: ['fees'],
        body: EstimateFees,
        response: { 200: FeeEstimate },
      },
    },
    async (request) => {
      const kommune = kommuneOf(request);
      const known = await inKommune(deps.db, kommune, async (tx) => ({
        prices: await findPrices(tx, [
          ...new Set(request.body.children.map(({ kindergartenId }) => kindergartenId)),
        ]),
        tables: await findPricesByTable(tx),
      }));
      return estimateFees(kommune, deps.choices(kommune), known, deps.clock.today(), request.body);
    },
  );
};
