import { AppError } from '@opptak/domain';
import type { Run } from '../repositories/runs.ts';

/** What a run was frozen with and what it gave. @throws AppError conflict `run-not-computed` */
export function storedDocuments({ input, result }: Pick<Run, 'input' | 'result'>): {
  readonly input: string;
  readonly result: string;
} {
  if (input === null || result === null)
    throw new AppError('conflict', 'run-not-computed', 'The run has not been computed');
  return { input, result };
}
