import { EventPage } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { kommuneOf } from '@opptak/http';
import type { Routes } from '@opptak/service';
import { Type } from 'typebox';
import { partnerEvent } from '../actions/publish-event.ts';
import type { Deps } from '../deps.ts';
import { findEventsAfter } from '../repositories/events.ts';

const Page = Type.Object(
  {
    after: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 200 }),
  },
  { additionalProperties: false },
);

/** GET /v1/events — the feed, for partners who would rather ask than be told, or want to be sure that they missed nothing. */
export const eventsRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/events',
    {
      config: { access: 'kommune', permission: 'opptak:events.read' },
      schema: {
        operationId: 'listEvents',
        summary: 'Events after a cursor, oldest first',
        tags: ['events'],
        querystring: Page,
        response: { 200: EventPage },
      },
    },
    async (request) => {
      const { after, limit } = request.query;
      const found = await inKommune(deps.db, kommuneOf(request), (tx) =>
        findEventsAfter(tx, after, limit + 1),
      );
      const events = found.slice(0, limit).map(partnerEvent);
      return { events, next: events.at(-1)?.cursor ?? after, more: found.length > limit };
    },
  );
};
