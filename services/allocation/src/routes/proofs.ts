import { AskProof, Id, RunProof } from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { AppError } from '@opptak/domain';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import { Type } from 'typebox';
import { askForProof, proofAnswer } from '../actions/prove.ts';
import type { Deps } from '../deps.ts';
import { findProof } from '../repositories/proofs.ts';
import { getRunState } from '../repositories/runs.ts';

const RunId = Type.Object({ runId: Id });

/** Whether anything better exists for the families whom a run has left with a claim. */
export const proofsRoute: Routes<Deps> = async (app, { deps }) => {
  app.post(
    '/v1/runs/:runId/proof',
    {
      config: { access: 'kommune', permission: 'opptak:runs.audit' },
      schema: {
        operationId: 'askForProof',
        summary: 'Ask the exact solver whether fewer families could have been left with a claim',
        tags: ['proofs'],
        params: RunId,
        body: AskProof,
        response: { 202: RunProof },
      },
    },
    (request, reply) =>
      change(deps, request, reply, { status: 202 }, (tx, actor) =>
        askForProof(requested(deps, tx, actor), request.params.runId, request.body),
      ),
  );

  app.get(
    '/v1/runs/:runId/proof',
    {
      config: { access: 'kommune', permission: 'opptak:runs.audit' },
      schema: {
        operationId: 'getProof',
        summary:
          'What the exact solver says: nothing better, something better, or undecided within its budget',
        tags: ['proofs'],
        params: RunId,
        response: { 200: RunProof },
      },
    },
    (request) =>
      inKommune(deps.db, kommuneOf(request), async (tx) => {
        const { id } = await getRunState(tx, request.params.runId);
        const proof = await findProof(tx, id);
        if (!proof) throw new AppError('not-found', 'proof-not-found', 'Nobody has asked for a proof');
        return proofAnswer(proof);
      }),
  );
};
