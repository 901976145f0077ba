import { CalendarDate, Id, OpenRound, Round, RoundReadiness } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { checkReadiness } from '../actions/check-readiness.ts';
import { openRound } from '../actions/open-round.ts';
import type { Deps } from '../deps.ts';
import { findParticipants } from '../repositories/applications.ts';
import { getRound, type Round as Stored } from '../repositories/rounds.ts';

/** Admission rounds: opened by the kommune, closed by the clock. */
export const roundsRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/rounds',
    {
      config: { access: 'kommune', permission: 'opptak:rounds.write' },
      schema: {
        operationId: 'openRound',
        summary: 'Open an admission round and commit to its lot',
        tags: ['rounds'],
        body: OpenRound,
        response: { 201: Round },
      },
    },
    (request, reply) =>
      change(
        deps,
        request,
        reply,
        { status: 201, location: ({ roundId }: Round) => `/v1/rounds/${roundId}` },
        async (tx, actor) =>
          roundAnswer(deps, await openRound(deps, requested(deps, tx, actor), request.body), 0),
      ),
  );

  app.get(
    '/v1/round-readiness',
    {
      config: { access: 'kommune', permission: 'opptak:rounds.read' },
      schema: {
        operationId: 'checkRoundReadiness',
        summary: 'What stands in the way of a round with this deadline: bylaws, places',
        tags: ['rounds'],
        querystring: Type.Object({ deadlineOn: CalendarDate }, { additionalProperties: false }),
        response: { 200: RoundReadiness },
      },
    },
    (request) => inKommune(deps.db, kommuneOf(request), (tx) => checkReadiness(tx, request.query.deadlineOn)),
  );

  app.get(
    '/v1/rounds/:roundId',
    {
      config: { access: 'kommune', permission: 'opptak:rounds.read' },
      schema: {
        operationId: 'getRound',
        summary: 'Read a round; its lot is revealed when it has closed',
        tags: ['rounds'],
        params: Type.Object({ roundId: Id }),
        response: { 200: Round },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const round = await getRound(tx, request.params.roundId);
        return roundAnswer(
          deps,
          round,
          round.applicationCount ?? (await findParticipants(tx, round.id)).length,
        );
      }),
  );
};

function roundAnswer(deps: Pick<Deps, 'vault'>, stored: Stored, applications: number): Round {
  const { kommune, id, kind, kindergartenYear, lotCommitment, status, checksum } = stored;
  return {
    roundId: id,
    kind,
    kindergartenYear,
    opensAt: stored.opensAt.toISOString(),
    deadlineAt: stored.deadlineAt.toISOString(),
    lotCommitment,
    lotSeed:
      status === 'closed' ? deps.vault.unseal(kommune, 'admission_round', id, stored.sealedLotSeed) : null,
    status,
    applications,
    checksum,
  };
}
