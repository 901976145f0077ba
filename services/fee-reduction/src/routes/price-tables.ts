import { Month, PriceTable, PriceTables, SetPriceTable } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { calendarMonth, fullTimeRow } from '@opptak/rules';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { setPriceTable, withdrawPriceTable } from '../actions/set-price-table.ts';
import type { Deps } from '../deps.ts';
import { findPriceTables, type PriceTableVersion } from '../repositories/price-tables.ts';

const OfTable = Type.Object({
  owner: Type.String({
    pattern: '^(kommune|\\d{9})$',
    description: 'kommune for its own kindergartens, or the organisation number of one kindergarten',
  }),
  month: Month,
});
const writes = { access: 'kommune', permission: 'opptak:prices.write' } as const;

/** Prices of full-time and part-time places, from a month on. */
export const priceTablesRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/price-tables',
    {
      config: { access: 'kommune', permission: 'opptak:fees.read' },
      schema: {
        operationId: 'listPriceTables',
        summary: 'All price tables that hold, also those of coming months',
        tags: ['prices'],
        response: { 200: PriceTables },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => ({
        tables: (await findPriceTables(tx)).map(tableAnswer),
      })),
  );

  app.put(
    '/v1/price-tables/:owner/:month',
    {
      config: writes,
      schema: {
        operationId: 'setPriceTable',
        summary: 'Set prices from a month on: lower fees count at once, higher ones after notice',
        tags: ['prices'],
        params: OfTable,
        body: SetPriceTable,
        response: { 200: PriceTable },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) =>
        tableAnswer(await setPriceTable(requested(deps, tx, actor), keyOf(request.params), request.body)),
      ),
  );

  app.delete(
    '/v1/price-tables/:owner/:month',
    {
      config: writes,
      schema: {
        operationId: 'withdrawPriceTable',
        summary: 'Withdraw a table that was set by mistake; it stays in the log',
        tags: ['prices'],
        params: OfTable,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await change(deps, request, reply, { status: 204 }, (tx, actor) =>
        withdrawPriceTable(requested(deps, tx, actor), keyOf(request.params)),
      );
      return reply.send(null);
    },
  );
};

const keyOf = ({ owner, month }: { readonly owner: string; readonly month: string }) => ({
  owner,
  fromMonth: calendarMonth(month),
});

function tableAnswer({ owner, fromMonth, version, adoptedOn, unit, rows }: PriceTableVersion): PriceTable {
  if (!unit || !rows) throw new Error('A withdrawn table is not shown');
  const partTime = rows.flatMap(({ from, upTo, fullTime, ...amounts }) =>
    fullTime ? [] : [{ atLeast: from, atMost: upTo, ...amounts }],
  );
  const { monthlyNok, foodNok } = fullTimeRow(rows);
  const fullTime = { monthlyNok, ...(foodNok === undefined ? {} : { foodNok }) };
  return { owner, month: fromMonth, version, adoptedOn, unit, fullTime, partTime };
}
