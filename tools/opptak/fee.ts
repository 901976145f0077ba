import { readFile } from 'node:fs/promises';
import type { Fault } from '@opptak/domain';
import {
  explainFeeStepInAll,
  type FeeFacts,
  feeFaults,
  type HouseholdFee,
  householdFee,
} from '@opptak/rules';
import type { Command } from './command.ts';
import { readFeeInput } from './fee-input.ts';

/** `opptak fee FILE.json`: what households pay in a month. One case, or an array of cases; `-` reads stdin. */
export const command: Command = async (args, { stdin, stdout, stderr }) => {
  const [file, ...rest] = args;
  const refuse = (faults: readonly Fault[]): number => {
    for (const { at, message } of faults) stderr.write(`${at === '' ? '(whole file)' : at}: ${message}\n`);
    return 2;
  };
  if (file === undefined || rest.length > 0) {
    stderr.write('usage: opptak fee FILE.json   (- reads stdin)\n');
    return 2;
  }
  const bytes = await bytesOf(file, stdin);
  if (bytes === null) {
    stderr.write(`${file}: can not be read\n`);
    return 2;
  }
  const text = textFrom(bytes);
  if (text === null) return refuse([{ at: '', message: 'is not UTF-8 text' }]);
  const read = readFeeInput(text);
  if (!read.ok) return refuse(read.faults);
  const pointer = (index: number) => (read.many ? `/${index}` : '');
  const faults = read.cases.flatMap((facts, index) =>
    feeFaults(facts).map(({ at, message }) => ({ at: `${pointer(index)}${at}`, message })),
  );
  if (faults.length > 0) return refuse(faults);
  const results: object[] = [];
  for (const [index, facts] of read.cases.entries()) {
    const result = decide(facts);
    if ('message' in result)
      return refuse([{ at: `${pointer(index)}${result.at}`, message: result.message }]);
    results.push(printed(result));
  }
  stdout.write(`${JSON.stringify(read.many ? results : results[0], null, 2)}\n`);
  return 0;
};

async function bytesOf(file: string, stdin: NodeJS.ReadableStream): Promise<Uint8Array | null> {
  try {
    if (file !== '-') return await readFile(file);
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

/** Letters that are read wrongly would be printed wrongly: a name in another encoding is a fault, not a question mark. */
function textFrom(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A day of vedtak before the first rates is only found when law is read. */
function decide(facts: FeeFacts): HouseholdFee | Fault {
  try {
    return householdFee(facts);
  } catch (error) {
    const match = error instanceof RangeError && /^(\/\w+): (.*)$/.exec(error.message);
    if (!match) throw error;
    return { at: match[1] ?? '', message: match[2] ?? '' };
  }
}

function printed({ children, totalNok }: HouseholdFee): object {
  return {
    children: children.map(({ id, feeNok, foodNok, steps }) => ({
      id,
      feeNok,
      foodNok,
      steps: steps.map((step) => ({
        rule: step.rule,
        section: step.source.section,
        source: step.source.document,
        outcome: step.outcome,
        facts: step.facts,
        result: step.result,
        text: explainFeeStepInAll(step),
      })),
    })),
    totalNok,
  };
}
