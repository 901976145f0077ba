import { type AskProof, ProofSummary, parse, type RunProof } from '@opptak/contracts';
import { AppError } from '@opptak/domain';
import { defaultBudget } from '@opptak/matching-exact';
import { type Change, plan, record } from '@opptak/service';
import { proveRun } from '../jobs/prove-run-job.ts';
import { Counts } from '../matcher/counts.ts';
import type { ProofFound } from '../matcher/prove-work.ts';
import { insertDocument } from '../repositories/documents.ts';
import { answerProof, askProof, findProof, type StoredProof } from '../repositories/proofs.ts';
import { getRunState } from '../repositories/runs.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * Asks the exact solver about the families whom a run has left with a claim. Asked again with the same budget it is not
 * solved again: the answer would be the same.
 *
 * @throws AppError conflict `run-not-computed`, `no-claims-left`, `proof-under-way`.
 */
export async function askForProof(
  change: Change<Schema>,
  runId: string,
  { mostChildren = defaultBudget.mostChildren, work = defaultBudget.work }: AskProof,
): Promise<RunProof> {
  const { tx, kommune, at } = change;
  const run = await getRunState(tx, runId);
  if (run.verdict !== 'VALID')
    throw new AppError('conflict', 'run-not-computed', 'The run has no VALID result');
  if (parse(Counts, run.counts, 'allocation_run.counts').deviations === 0)
    throw new AppError('conflict', 'no-claims-left', 'The run leaves nobody with a claim');
  const before = await findProof(tx, runId);
  if (before?.mostChildren === mostChildren && before.work === work) return proofAnswer(before);
  if (before?.status === 'asked')
    throw new AppError('conflict', 'proof-under-way', 'The solver works with another budget');
  const asked = await askProof(tx, { kommune, runId, mostChildren, work, askedAt: at });
  await record(change, runId, 'proof-asked', { mostChildren, work });
  await plan(change, proveRun, { runId });
  return proofAnswer(asked);
}

/** Stores what the solver said with the run; what has been answered already is left as it is. */
export async function storeProof(
  change: Change<Schema>,
  asked: StoredProof,
  { parts, verdict, summary }: ProofFound,
): Promise<void> {
  const { tx, kommune, at } = change;
  const { runId } = asked;
  const answer = { verdict, summary: JSON.stringify(summary), answeredAt: at };
  if (!(await answerProof(tx, asked, answer))) return;
  await insertDocument(tx, { kommune, runId, document: 'proof' }, parts);
  await record(change, runId, 'proof-answered', { verdict });
}

export function proofAnswer({ runId, status, mostChildren, work, verdict, summary }: StoredProof): RunProof {
  return {
    runId,
    status,
    budget: { mostChildren, work },
    verdict,
    proof: summary === null ? null : parse(ProofSummary, summary, 'run_proof.summary'),
  };
}
