import { Id, Pairing, Pairings, RecordPairing, RunStep } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { dateInNorway } from '@opptak/domain';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { agreeToPairing, discardPairing, pairingsOf, recordPairing } from '../actions/pairings.ts';
import type { Deps } from '../deps.ts';

const RunId = Type.Object({ runId: Id });
const PairingId = Type.Object({ pairingId: Id });

/** Part-time children who share a place, so that another place is free. */
export const pairingsRoute: Routes<Deps> = async (app, { deps }) => {
  app.get(
    '/v1/runs/:runId/pairings',
    {
      config: { access: 'kommune', permission: 'opptak:runs.audit' },
      schema: {
        operationId: 'listPairings',
        summary:
          'Part-time children who could share a place, by what the run gave; what each pair would free',
        tags: ['pairings'],
        params: RunId,
        response: { 200: Pairings },
      },
    },
    async (request) => ({
      pairings: [
        ...(await inKommune(deps.db, kommuneOf(request), (tx) =>
          pairingsOf(tx, request.params.runId, dateInNorway(deps.clock.now())),
        )),
      ],
    }),
  );

  app.post(
    '/v1/runs/:runId/pairings',
    {
      config: { access: 'kommune', permission: 'opptak:runs.decide' },
      schema: {
        operationId: 'recordPairing',
        summary: 'Record that two families have agreed to share a place; by a named caseworker',
        tags: ['pairings'],
        params: RunId,
        body: RecordPairing,
        response: { 200: Pairing },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 200 }, (tx, actor) =>
        recordPairing(requested(deps, tx, actor), request.params.runId, request.body),
      ),
  );

  const steps = [
    {
      path: 'agreement',
      operationId: 'agreeToPairing',
      summary: 'Agree to a recorded pairing, by another caseworker; what becomes free is refilled at once',
      act: agreeToPairing,
    },
    {
      path: 'discarding',
      operationId: 'discardPairing',
      summary: 'Put a recorded pairing aside',
      act: discardPairing,
    },
  ];
  for (const { path, operationId, summary, act } of steps) {
    app.post(
      `/v1/pairings/:pairingId/${path}`,
      {
        config: { access: 'kommune', permission: 'opptak:runs.decide' },
        schema: {
          operationId,
          summary,
          tags: ['pairings'],
          params: PairingId,
          body: RunStep,
          response: { 200: Pairing },
        },
      },
      (request, reply) =>
        change(deps, request, reply, { status: 200 }, (tx, actor) =>
          act(requested(deps, tx, actor), request.params.pairingId),
        ),
    );
  }
};
