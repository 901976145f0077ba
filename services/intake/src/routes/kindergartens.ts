import {
  Accepted,
  Kindergarten,
  KindergartenId,
  KindergartenOffer,
  Kindergartens,
  StartKindergartenImport,
} from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf, seenVersion } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { setOffer } from '../actions/set-offer.ts';
import { startImport } from '../actions/start-import.ts';
import type { Deps } from '../deps.ts';
import { findKindergartens, type Kindergarten as Stored } from '../repositories/kindergartens.ts';

/** Kindergartens, from the national register, and what their owners offer. Municipal and private alike (§ 17). */
export const kindergartensRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/kindergarten-imports',
    {
      config: { access: 'kommune', permission: 'opptak:kindergartens.write' },
      schema: {
        operationId: 'importKindergartens',
        summary: 'Fetch the kommune’s kindergartens from Nasjonalt barnehageregister',
        tags: ['kindergartens'],
        body: StartKindergartenImport,
        response: { 202: Accepted },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 202 }, async (tx, actor) => {
        await startImport(requested(deps, tx, actor));
        return { accepted: true };
      }),
  );

  app.get(
    '/v1/kindergartens',
    {
      config: { access: 'kommune', permission: 'opptak:kindergartens.read' },
      schema: {
        operationId: 'listKindergartens',
        summary: 'All kindergartens of the kommune',
        tags: ['kindergartens'],
        response: { 200: Kindergartens },
      },
    },
    async (request) => {
      const kindergartens = await inKommune(deps.db, kommuneOf(request), (tx) => findKindergartens(tx));
      return { kindergartens: kindergartens.map(kindergartenAnswer) };
    },
  );

  app.put(
    '/v1/kindergartens/:kindergartenId/offer',
    {
      config: { access: 'kommune', permission: 'opptak:kindergartens.write', versioned: true },
      schema: {
        operationId: 'setKindergartenOffer',
        summary: 'Set places, conversion, prices and hours',
        tags: ['kindergartens'],
        params: Type.Object({ kindergartenId: KindergartenId }),
        body: KindergartenOffer,
        response: { 200: Kindergarten },
      },
    },
    (request, reply) =>
      change(
        deps,
        request,
        reply,
        { status: 200, version: ({ version }: Kindergarten) => version },
        async (tx, actor) =>
          kindergartenAnswer(
            await setOffer(
              requested(deps, tx, actor),
              request.params.kindergartenId,
              seenVersion(request),
              request.body,
            ),
          ),
      ),
  );
};

function kindergartenAnswer(stored: Stored): Kindergarten {
  const { kommune: _kommune, id, lat: _lat, lon: _lon, capacitySmall, capacityLarge, ...rest } = stored;
  return { ...rest, kindergartenId: id, capacity: { small: capacitySmall, large: capacityLarge } };
}
