import { parseArgs } from 'node:util';
import { regions } from '@opptak/simulation';

export interface DemoOptions {
  readonly kommuner: readonly string[];
  readonly seed: number;
  /** Lines of JSON instead of a progress bar and a table. */
  readonly json: boolean;
  /** Each service as a process of its own, killed in the midst of its work. */
  readonly chaos: boolean;
  /** Where the files go. */
  readonly out: string;
}

export const usage = `usage: npm run demo -- [--region ${regions.map(({ name }) => name).join('|')}] [--kommune 5546]… [--seed N] [--json] [--chaos] [--out FOLDER]`;

/** @throws Error that says what is wrong with the arguments. */
export function readOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      region: { type: 'string', default: 'nord-troms' },
      kommune: { type: 'string', multiple: true },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      chaos: { type: 'boolean', default: false },
      out: { type: 'string', default: 'out' },
    },
  });
  const region = regions.find(({ name }) => name === values.region);
  if (!region) throw new Error(`--region must be one of ${regions.map(({ name }) => name).join(', ')}`);
  const known = regions.flatMap(({ kommuner }) => kommuner);
  const kommuner = values.kommune ?? region.kommuner;
  if (kommuner.some((one) => !known.includes(one))) {
    throw new Error(`--kommune must be one of ${known.join(', ')}`);
  }
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0 || seed > 2 ** 31) throw new Error('--seed must be a whole number');
  return { kommuner, seed, json: values.json, chaos: values.chaos, out: values.out };
}
