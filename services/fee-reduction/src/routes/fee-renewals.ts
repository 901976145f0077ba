import { FeeRenewals, Id, KindergartenYear } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { kommuneOf } from '@opptak/http';
import { kindergartenYearOf, monthOfDate } from '@opptak/rules';
import type { Routes } from '@opptak/service';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { findRenewals } from '../repositories/renewals.ts';

const Page = Type.Object(
  {
    kindergartenYear: Type.Optional(KindergartenYear),
    after: Type.Optional(Id),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
  },
  { additionalProperties: false },
);

/** GET /v1/fee-renewals — who must be told to apply anew before August. */
export const feeRenewalsRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/fee-renewals',
    {
      config: { access: 'kommune', permission: 'opptak:fees.read' },
      schema: {
        operationId: 'listFeeRenewals',
        summary: 'Households with a reduction that have not applied for the coming kindergarten year',
        tags: ['fees'],
        querystring: Page,
        response: { 200: FeeRenewals },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const { after, limit } = request.query;
        const year =
          request.query.kindergartenYear ?? kindergartenYearOf(monthOfDate(deps.clock.today())) + 1;
        const households = await findRenewals(tx, { year, after, limit });
        return {
          kindergartenYear: year,
          households: households.map(({ householdId, childIds }) => ({
            householdId,
            childIds: [...childIds],
          })),
          next: households.length === limit ? (households.at(-1)?.householdId ?? null) : null,
        };
      }),
  );
};
