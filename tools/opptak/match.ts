import { allocate, readMatchInput } from '@opptak/matching';
import type { Command } from './command.ts';
import { faultLines, readJson } from './json-input.ts';

/**
 * `opptak match FILE` (or `-` for stdin): allocates an `opptak-match/1` document and prints the result with its certificate.
 * The format stands in docs/allocation-format.md. A bad file: one line for each fault, exit code 2.
 */
export const command: Command = async ([file, ...more], io) => {
  if (file === undefined || more.length > 0) {
    io.stderr.write('usage: opptak match FILE\n');
    return 2;
  }
  try {
    const document = await readJson(file, io.stdin);
    const startedAt = performance.now();
    const result = allocate(readMatchInput(document));
    const engineMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
    io.stdout.write(`${JSON.stringify({ ...result, stats: { ...result.stats, engineMs } })}\n`);
    return 0;
  } catch (error) {
    io.stderr.write(faultLines(error, file));
    return 2;
  }
};
