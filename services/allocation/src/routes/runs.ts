import { Readable } from 'node:stream';
import {
  Id,
  nullable,
  PublicRunCertificate,
  parse,
  Run,
  RunDocuments,
  RunStep,
  Runs,
  StartRun,
  UnplacedRights,
} from '@opptak/contracts';
import { inKommune } from '@opptak/db';
import { change, kommuneOf } from '@opptak/http';
import { type Routes, requested } from '@opptak/service';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { approveRun, discardRun } from '../actions/approve-run.ts';
import { planMainRun } from '../actions/plan-run.ts';
import { publishRun } from '../actions/publish-run.ts';
import { storedDocuments } from '../actions/stored-documents.ts';
import type { Deps } from '../deps.ts';
import { Counts } from '../matcher/counts.ts';
import type { Reading } from '../repositories/documents.ts';
import { findRuns, getRunState, type RunState } from '../repositories/runs.ts';
import { asTexts } from './as-texts.ts';

const RunId = Type.Object({ runId: Id });
const OfRound = Type.Object({ roundId: Id }, { additionalProperties: false });

/** Runs: planned on a frozen round, approved by one caseworker, published by another. */
export const runsRoute: Routes<Deps> = async (app, { deps }) => {
  const readingOf =
    (request: FastifyRequest): Reading =>
    (read) =>
      inKommune(deps.db, kommuneOf(request), read);

  app.post(
    '/v1/runs',
    {
      config: { access: 'kommune', permission: 'opptak:runs.write' },
      schema: {
        operationId: 'startRun',
        summary: 'Freeze a closed round and allocate it; the run says how far that has come',
        tags: ['runs'],
        body: StartRun,
        response: { 202: Run },
      },
    },
    (request, reply) =>
      change(
        deps,
        request,
        reply,
        { status: 202, location: ({ runId }: Run) => `/v1/runs/${runId}` },
        async (tx, actor) => runAnswer(await planMainRun(requested(deps, tx, actor), request.body.roundId)),
      ),
  );

  app.get(
    '/v1/runs/:runId',
    {
      config: { access: 'kommune', permission: 'opptak:runs.read' },
      schema: {
        operationId: 'getRun',
        summary: 'Read a run: how far it has come, what it gave, what the checker says',
        tags: ['runs'],
        params: RunId,
        response: { 200: Run },
      },
    },
    async (request) =>
      runAnswer(await inKommune(deps.db, kommuneOf(request), (tx) => getRunState(tx, request.params.runId))),
  );

  app.get(
    '/v1/runs',
    {
      config: { access: 'kommune', permission: 'opptak:runs.read' },
      schema: {
        operationId: 'listRuns',
        summary: 'All runs of a round, oldest first',
        tags: ['runs'],
        querystring: OfRound,
        response: { 200: Runs },
      },
    },
    async (request) => {
      const runs = await inKommune(deps.db, kommuneOf(request), (tx) => findRuns(tx, request.query.roundId));
      return { runs: runs.map(runAnswer) };
    },
  );

  app.get(
    '/v1/runs/:runId/documents',
    {
      config: { access: 'kommune', permission: 'opptak:runs.audit' },
      schema: {
        operationId: 'getRunDocuments',
        summary: 'The frozen input and the result with its certificate, for anyone who wants to check them',
        tags: ['runs'],
        params: RunId,
        // Of a city they are tens of megabytes: they are sent as they are read.
        response: { 200: Type.Unsafe<Readable>(RunDocuments) },
      },
    },
    async (request, reply) => {
      const { input, result } = await storedDocuments(readingOf(request), request.params.runId);
      reply.type('application/json; charset=utf-8');
      return Readable.from(asTexts({ input, result }));
    },
  );

  app.get(
    '/v1/runs/:runId/public-certificate',
    {
      config: { access: 'kommune', permission: 'opptak:runs.read' },
      schema: {
        operationId: 'getPublicCertificate',
        summary: 'The certificate without personal data, to be published',
        tags: ['runs'],
        params: RunId,
        response: { 200: PublicRunCertificate },
      },
    },
    async (request) => {
      const { result } = await storedDocuments(readingOf(request), request.params.runId);
      return { certificate: (await deps.matcher.publish(result)).publicCertificate };
    },
  );

  app.get(
    '/v1/runs/:runId/unplaced-rights',
    {
      config: { access: 'kommune', permission: 'opptak:runs.read' },
      schema: {
        operationId: 'listUnplacedRights',
        summary:
          'Children with a right to a place for whom the run found none: each is for a person to solve',
        tags: ['runs'],
        params: RunId,
        response: { 200: UnplacedRights },
      },
    },
    async (request) => {
      const { result } = await storedDocuments(readingOf(request), request.params.runId);
      const { unplacedRights } = await deps.matcher.publish(result);
      return {
        applications: unplacedRights.map(({ id, reason }) => ({ applicationId: id, reason })),
      };
    },
  );

  const steps = [
    {
      path: 'approval',
      operationId: 'approveRun',
      summary: 'Approve a VALID run; by a named caseworker',
      act: approveRun,
    },
    {
      path: 'discarding',
      operationId: 'discardRun',
      summary: 'Put a run aside before it is released; also one that does not come on',
      act: discardRun,
    },
    {
      path: 'publication',
      operationId: 'publishRun',
      summary:
        'Publish an approved run; by another caseworker than the one who approved. It goes on by itself, and the run says how far',
      act: publishRun,
      status: 202,
    },
  ] as const;
  for (const { path, operationId, summary, act, ...step } of steps) {
    const status = 'status' in step ? step.status : 200;
    app.post(
      `/v1/runs/:runId/${path}`,
      {
        config: { access: 'kommune', permission: 'opptak:runs.decide' },
        schema: {
          operationId,
          summary,
          tags: ['runs'],
          params: RunId,
          body: RunStep,
          response: { [status]: Run },
        },
      },
      (request, reply) =>
        change(deps, request, reply, { status }, async (tx, actor) =>
          runAnswer(await act(requested(deps, tx, actor), request.params.runId)),
        ),
    );
  }
};

export function runAnswer(run: RunState): Run {
  const counts = parse(nullable(Counts), run.counts, 'allocation_run.counts');
  const { roundId, kind, status, progressPercent, discardedBecause, inputSha256, verdict } = run;
  return {
    runId: run.id,
    roundId,
    kind,
    status,
    progressPercent,
    discardedBecause,
    inputSha256,
    verdict,
    violations: Array.isArray(run.violations) ? run.violations.length : 0,
    applicants: counts?.applicants ?? null,
    placed: counts?.placed ?? null,
    firstWish: counts?.firstWish ?? null,
    deviations: counts?.deviations ?? null,
    unplacedRights: counts?.unplacedRights ?? null,
  };
}
