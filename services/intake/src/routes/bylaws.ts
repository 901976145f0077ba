import { BylawsDocument, BylawsReceipt } from '@opptak/contracts';
import { change } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { adoptBylaws } from '../actions/adopt-bylaws.ts';
import type { Deps } from '../deps.ts';

/** POST /v1/bylaws — new admission criteria, as data. Refused with every finding when they are unlawful or unclear. */
export const bylawsRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/bylaws',
    {
      config: { access: 'kommune', permission: 'opptak:bylaws.write' },
      schema: {
        operationId: 'adoptBylaws',
        summary: 'Adopt the admission criteria of the kommune and its kindergartens',
        tags: ['bylaws'],
        body: BylawsDocument,
        response: { 201: BylawsReceipt },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 201 }, (tx, actor) =>
        adoptBylaws(requested(deps, tx, actor), request.body),
      ),
  );
};
