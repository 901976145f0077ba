import { parseArgs } from 'node:util';
import { regions, type SimulatedRegion } from '@opptak/simulation';

export interface DemoOptions {
  readonly region: SimulatedRegion;
  readonly seed: number;
  /** Lines of JSON instead of a progress bar and a table. */
  readonly json: boolean;
  /** Each service as a process of its own, killed now and then. */
  readonly chaos: boolean;
  /** Where the files go. */
  readonly out: string;
}

export const usage = `usage: npm run demo -- [--region ${regions.map(({ name }) => name).join('|')}] [--seed N] [--json] [--chaos] [--out FOLDER]`;

/** @throws Error that says what is wrong with the arguments. */
export function readOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      region: { type: 'string', default: 'nord-troms' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      chaos: { type: 'boolean', default: false },
      out: { type: 'string', default: 'out' },
    },
  });
  const region = regions.find(({ name }) => name === values.region);
  if (!region) throw new Error(`--region must be one of ${regions.map(({ name }) => name).join(', ')}`);
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0 || seed > 2 ** 31) throw new Error('--seed must be a whole number');
  return { region, seed, json: values.json, chaos: values.chaos, out: values.out };
}
