import { InvoiceBasis, IssueInvoiceBasis, Month } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { calendarMonth } from '@opptak/rules';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { exportInvoices, exportRefunds, fileFormats } from '../actions/export-invoices.ts';
import { issueInvoiceBasis } from '../actions/issue-invoice-basis.ts';
import type { Deps } from '../deps.ts';
import { findAdultsOfChildren, getBasis, type StoredBasis } from '../repositories/invoices.ts';

const OfMonth = Type.Object({ month: Month });
const reads = { access: 'kommune', permission: 'opptak:invoices.read' } as const;
const json = { 'application/json': { schema: Type.Unsafe<Buffer>({ type: 'object' }) } };
const csv = { 'text/csv': { schema: Type.Unsafe<Buffer>({ type: 'string' }) } };
const octets = { 'application/octet-stream': { schema: Type.Unsafe<Buffer>({ type: 'string' }) } };

/** Invoice and refund bases, month by month. */
export const invoicesRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/invoice-bases',
    {
      config: { access: 'kommune', permission: 'opptak:invoices.write' },
      schema: {
        operationId: 'issueInvoiceBasis',
        summary: 'Issue the invoice basis of a month; one that is issued is answered as it is',
        tags: ['invoices'],
        body: IssueInvoiceBasis,
        response: { 201: InvoiceBasis },
      },
    },
    (request, reply) =>
      change(
        deps,
        request,
        reply,
        { status: 201, location: ({ month }: InvoiceBasis) => `/v1/invoice-bases/${month}` },
        async (tx, actor) =>
          basisAnswer(await issueInvoiceBasis(requested(deps, tx, actor), calendarMonth(request.body.month))),
      ),
  );

  app.get(
    '/v1/invoice-bases/:month',
    {
      config: reads,
      schema: {
        operationId: 'getInvoiceBasis',
        summary: 'Control totals, hashes and differences of an issued basis',
        tags: ['invoices'],
        params: OfMonth,
        response: { 200: InvoiceBasis },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) =>
        basisAnswer(await getBasis(tx, calendarMonth(request.params.month))),
      ),
  );

  app.get(
    '/v1/invoice-bases/:month/files/:format',
    {
      config: reads,
      schema: {
        operationId: 'getInvoiceFile',
        summary: 'The rows of a basis: JSON, CSV, Agresso LG04 or Visma Enterprise; the same bytes each time',
        tags: ['invoices'],
        params: Type.Object({ month: Month, format: Type.Enum(fileFormats) }),
        response: { 200: { content: { ...json, ...csv, ...octets } } },
      },
    },
    async (request, reply) => {
      const { month, format } = request.params;
      const file = await inKommune(deps.db, kommuneOf(request), async (tx) => {
        const stored = await getBasis(tx, calendarMonth(month));
        const named = format === 'lg04' || format === 'visma';
        return exportInvoices(deps, stored, format, named ? await findAdultsOfChildren(tx, stored.id) : []);
      });
      return reply.type(file.mediaType).send(file.bytes);
    },
  );

  app.get(
    '/v1/refund-bases/:month/files/:format',
    {
      config: reads,
      schema: {
        operationId: 'getRefundFile',
        summary: 'What the kommune owes private kindergartens for a month, as JSON or CSV',
        tags: ['invoices'],
        params: Type.Object({ month: Month, format: Type.Enum(['json', 'csv']) }),
        response: { 200: { content: { ...json, ...csv } } },
      },
    },
    async (request, reply) => {
      const { month, format } = request.params;
      const stored = await inKommune(deps.db, kommuneOf(request), (tx) => getBasis(tx, calendarMonth(month)));
      const file = exportRefunds(stored, format);
      return reply.type(file.mediaType).send(file.bytes);
    },
  );
};

function basisAnswer(stored: StoredBasis): InvoiceBasis {
  return {
    basisId: stored.id,
    month: stored.month,
    issuedOn: stored.issuedOn,
    rows: stored.rowCount,
    lastNumber: Number(stored.lastNumber),
    totalOere: Number(stored.totalOere),
    sha256: stored.sha256,
    refundTotalOere: Number(stored.refundTotalOere),
    refundSha256: stored.refundSha256,
    // Written by us from the reconciliation; the answer's schema checks it.
    differences: stored.differences as InvoiceBasis['differences'],
  };
}
