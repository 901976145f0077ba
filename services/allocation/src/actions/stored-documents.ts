import { AppError } from '@opptak/domain';
import type { RunParts } from '../matcher/matcher.ts';
import { documentParts, type Reading } from '../repositories/documents.ts';
import { getRunState, type RunState } from '../repositories/runs.ts';

/**
 * A run that has been computed, with what it was frozen with and what it gave.
 *
 * @throws AppError conflict `run-not-computed`
 */
export async function storedDocuments(
  read: Reading,
  runId: string,
): Promise<RunParts & { readonly run: RunState }> {
  const run = await read((db) => getRunState(db, runId));
  if (run.verdict === null)
    throw new AppError('conflict', 'run-not-computed', 'The run has not been computed');
  return { run, input: documentParts(read, runId, 'input'), result: documentParts(read, runId, 'result') };
}
