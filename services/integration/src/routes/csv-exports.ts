import { YearMonth } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { kommuneOf } from '@opptak/http';
import type { Routes } from '@opptak/service';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import {
  type ExportedInvoiceRow,
  type ExportedPlacement,
  findInvoiceRows,
  findPlacementsForExport,
} from '../repositories/exports.ts';
import { csvFile } from './csv-file.ts';

const placementColumns = [
  'placementId',
  'childId',
  'kindergartenId',
  'kindergarten',
  'from',
  'until',
  'daysPerWeek',
  'status',
  'version',
] as const satisfies readonly (keyof ExportedPlacement)[];

const invoiceColumns = [
  'basisId',
  'month',
  'number',
  'childId',
  'kindergartenId',
  'kindergarten',
  'feeOere',
  'foodOere',
] as const satisfies readonly (keyof ExportedInvoiceRow)[];

const reads = { access: 'kommune', permission: 'opptak:exports.read' } as const;
const csv = { 200: { content: { 'text/csv': { schema: Type.String() } } } };

/** Files for other systems of the kommune's. Children are ids in them: no names, numbers or addresses. */
export const csvExportsRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/exports/placements.csv',
    {
      config: reads,
      schema: {
        operationId: 'exportPlacements',
        summary: 'All places, by kindergarten',
        tags: ['exports'],
        response: csv,
      },
    },
    async (request, reply) => {
      const rows = await inKommune(deps.db, kommuneOf(request), (tx) => findPlacementsForExport(tx));
      reply.type('text/csv; charset=utf-8');
      return csvFile(placementColumns, rows);
    },
  );

  app.get(
    '/v1/exports/invoices/:month.csv',
    {
      config: reads,
      schema: {
        operationId: 'exportInvoices',
        summary: 'The invoice basis of a month as it was issued, in øre',
        tags: ['exports'],
        params: Type.Object({ month: YearMonth }),
        response: csv,
      },
    },
    async (request, reply) => {
      const rows = await inKommune(deps.db, kommuneOf(request), (tx) =>
        findInvoiceRows(tx, request.params.month),
      );
      if (rows.length === 0) {
        throw new AppError('not-found', 'no-invoice-basis', 'No invoice basis is issued for this month');
      }
      reply.type('text/csv; charset=utf-8');
      return csvFile(invoiceColumns, rows);
    },
  );
};
