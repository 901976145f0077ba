import { parseArgs } from 'node:util';
import { readMatchInput } from '@opptak/matching';
import { defaultBudget, type ProofBudget, proveDeviations } from '@opptak/matching-exact';
import type { Command } from './command.ts';
import { faultLines, readJson } from './json-input.ts';

const usage = 'usage: opptak prove FILE RESULT [--work N] [--most-children N]\n';

/**
 * `opptak prove FILE RESULT`: for the families that a result leaves with a claim, proves that fewer is impossible, or gives an allocation
 * that leaves fewer; docs/allocation-format.md § 11. JSON on stdout. Exit 2 when a file is bad or the result is not valid for the input.
 */
export const command: Command = async (args, { stdin, stdout, stderr }) => {
  const options = optionsOf(args);
  if (!options) {
    stderr.write(usage);
    return 2;
  }
  let reading = options.file;
  try {
    const input = readMatchInput(await readJson(options.file, stdin));
    reading = options.result;
    const proof = await proveDeviations(input, await readJson(options.result, stdin), {
      budget: options.budget,
    });
    stdout.write(`${JSON.stringify(proof)}\n`);
    return 0;
  } catch (error) {
    stderr.write(faultLines(error, reading));
    return 2;
  }
};

function optionsOf(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        work: { type: 'string', default: String(defaultBudget.work) },
        'most-children': { type: 'string', default: String(defaultBudget.mostChildren) },
      },
    });
    const [file, result, ...rest] = positionals;
    const budget: ProofBudget = { work: Number(values.work), mostChildren: Number(values['most-children']) };
    if (file === undefined || result === undefined || rest.length > 0) return undefined;
    if (!(budget.work > 0) || !Number.isSafeInteger(budget.mostChildren)) return undefined;
    return { file, result, budget };
  } catch {
    return undefined;
  }
}
