import { FeeSnapshotPage, Id, PlacementSnapshotPage } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { kommuneOf } from '@opptak/http';
import type { Routes } from '@opptak/service';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { lastCursor } from '../repositories/events.ts';
import { findFees, findPlacements } from '../repositories/snapshots.ts';

const Page = Type.Object(
  { after: Type.Optional(Id), limit: Type.Integer({ minimum: 1, maximum: 1000, default: 500 }) },
  { additionalProperties: false },
);

/** The state that a partner ends in when it has taken in every event: to begin with, and to compare with. */
export const snapshotsRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/snapshots/placements',
    {
      config: { access: 'kommune', permission: 'opptak:placements.read' },
      schema: {
        operationId: 'getPlacementSnapshot',
        summary: 'All places as placement.changed has told of them, in order of id',
        tags: ['snapshots'],
        querystring: Page,
        response: { 200: PlacementSnapshotPage },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const { after, limit } = request.query;
        // Before the places: what happens in between is then in the page, and comes once more in the feed.
        const cursor = await lastCursor(tx);
        const page = await findPlacements(tx, after, limit);
        return {
          cursor,
          placements: page.map(({ id, kommune: _kommune, fromOn, untilOn, ...place }) => ({
            placementId: id,
            ...place,
            from: fromOn,
            until: untilOn,
          })),
          next: page.length === limit ? (page.at(-1)?.id ?? null) : null,
        };
      }),
  );

  app.get(
    '/v1/snapshots/fees',
    {
      config: { access: 'kommune', permission: 'opptak:fees.read' },
      schema: {
        operationId: 'getFeeSnapshot',
        summary: 'All vedtak on payment, with the amounts that webhooks leave out, in order of id',
        tags: ['snapshots'],
        querystring: Page,
        response: { 200: FeeSnapshotPage },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const { after, limit } = request.query;
        const cursor = await lastCursor(tx);
        const page = await findFees(tx, after, limit);
        return {
          cursor,
          fees: page.map(({ id, kommune: _kommune, ...fee }) => ({ vedtakId: id, ...fee })),
          next: page.length === limit ? (page.at(-1)?.id ?? null) : null,
        };
      }),
  );
};
