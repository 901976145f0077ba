/** `npm run bench -- NAME`: measures, always beside a baseline in the same run. Each benchmark lies in tools/bench/. */
const benchmarks: Readonly<
  Record<string, () => Promise<{ readonly bench: (args: readonly string[]) => Promise<void> }>>
> = {
  allocation: () => import('./bench/allocation.ts'),
  campaign: () => import('./bench/campaign.ts'),
  fees: () => import('./bench/fees.ts'),
  'service-loop': () => import('./bench/service-loop.ts'),
  sync: () => import('./bench/sync.ts'),
};

const [name, ...args] = process.argv.slice(2);
const load = name === undefined ? undefined : benchmarks[name];
if (!load) {
  process.stderr.write(`usage: bench ${Object.keys(benchmarks).join(' | ')}\n`);
  process.exit(2);
}
await (await load()).bench(args);
