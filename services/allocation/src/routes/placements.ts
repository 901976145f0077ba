import {
  EndPlacement,
  Id,
  ImportPlacements,
  ImportReceipt,
  Placement,
  PlacementPage,
} from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { endPlace } from '../actions/end-place.ts';
import { importPlacements } from '../actions/import-placements.ts';
import type { Deps } from '../deps.ts';
import { findPlacements, type Placement as Stored } from '../repositories/placements.ts';

const PlacementId = Type.Object({ placementId: Id });
const Page = Type.Object(
  { after: Type.Optional(Id), limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }) },
  { additionalProperties: false },
);

/** The ledger of places. */
export const placementsRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/placement-imports',
    {
      config: { access: 'kommune', permission: 'opptak:placements.write' },
      schema: {
        operationId: 'importPlacements',
        summary: 'Take over places from the system used before; all rows or none, safe to repeat',
        tags: ['placements'],
        body: ImportPlacements,
        response: { 200: ImportReceipt },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, (tx, actor) =>
        importPlacements(deps, requested(deps, tx, actor), request.body),
      ),
  );

  app.get(
    '/v1/placements',
    {
      config: { access: 'kommune', permission: 'opptak:placements.read' },
      schema: {
        operationId: 'listPlacements',
        summary: 'All places, in order of id',
        tags: ['placements'],
        querystring: Page,
        response: { 200: PlacementPage },
      },
    },
    async (request) => {
      const { after, limit } = request.query;
      const page = await inKommune(deps.db, kommuneOf(request), (tx) => findPlacements(tx, after, limit));
      return {
        placements: page.map(placementAnswer),
        next: page.length === limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  );

  app.post(
    '/v1/placements/:placementId/end',
    {
      config: { access: 'kommune', permission: 'opptak:placements.write' },
      schema: {
        operationId: 'endPlacement',
        summary: 'End a place on its last day',
        tags: ['placements'],
        params: PlacementId,
        body: EndPlacement,
        response: { 200: Placement },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, async (tx, actor) =>
        placementAnswer(
          await endPlace(
            deps,
            requested(deps, tx, actor),
            request.params.placementId,
            request.body.lastDayOn,
          ),
        ),
      ),
  );
};

function placementAnswer({
  id,
  childId,
  kindergartenId,
  fromOn,
  untilOn,
  daysPerWeek,
  status,
  version,
}: Stored): Placement {
  return {
    placementId: id,
    childId,
    kindergartenId,
    from: fromOn,
    until: untilOn,
    daysPerWeek,
    status,
    version,
  };
}
