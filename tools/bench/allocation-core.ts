import {
  type CoreInstance,
  certifyCore,
  codeAll,
  coreInstance,
  coreMarket,
  naive,
  numberedByFirstWish,
  placesFromCutoffs,
  rankAll,
  solveCore,
} from '../../packages/matching/bench/core.ts';
import { lotDraw } from '../../packages/matching/src/lot/lot.ts';
import { type Cpp, checksumOf, cpp } from './allocation-cpp.ts';
import { leastMs, processorMs, shown } from './processor-time.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const sizes = [1_000, 10_000, 100_000, 1_000_000];

/**
 * Deferred acceptance alone, in nanoseconds of processor time for each proposal: ours, the same in C++, and a plain implementation with
 * objects and Maps. All on the same instance and with the same places. Rows numbered by area, and as they came.
 */
export function core(): void {
  const compiled = cpp();
  if (!compiled) say('no C++ compiler (g++, clang++ or c++) on this machine: its columns are empty');
  say('                              ns for each proposal                         as a multiple of ours');
  say('children  rows       ours  C++ heaps  C++ bits  C++ waves  objects+Maps    heaps  best C++  objects');
  for (const children of sizes) {
    coreRow(children, true, compiled);
    coreRow(children, false, compiled);
  }
  compiled?.close();
}

function coreRow(children: number, byArea: boolean, compiled: Cpp | null): void {
  const instance = prepared(children, byArea);
  const ranking = rankAll(instance);
  const market = coreMarket(instance, ranking);
  let solved = solveCore(market);
  const ours = leastMs(() => {
    solved = solveCore(market);
  });
  const { cutoff } = certifyCore(market, ranking, solved.held, instance.entries.group);
  const checksum = checksumOf(placesFromCutoffs(instance, ranking, cutoff));
  const perProposal = (ms: number) => (ms * 1e6) / solved.proposals;
  const plain = byArea ? naive(instance, ranking) : undefined;
  const plainMs = plain && processorMs(plain.solve);
  if (plain && checksumOf(plain.places()) !== checksum) throw new Error('objects and Maps disagree');
  const native = compiled?.solve(instance, ranking);
  for (const run of Object.values(native ?? {})) {
    if (run.checksum !== checksum || run.proposals !== solved.proposals) throw new Error('C++ disagrees');
  }
  const best = native && Math.min(native.bits.ms, native.waves.ms);
  const ns = (ms: number | undefined, width: number) =>
    (ms === undefined ? '–' : perProposal(ms).toFixed(perProposal(ms) < 100 ? 1 : 0)).padStart(width);
  const times = (ms: number | undefined, width: number) =>
    (ms === undefined ? '–' : `${(ms / ours).toFixed(ms < 10 * ours ? 2 : 0)}×`).padStart(width);
  say(
    `${String(children).padStart(8)}  ${byArea ? 'by area' : 'mixed  '} ${ns(ours, 7)} ${ns(native?.heaps.ms, 10)} ${ns(native?.bits.ms, 9)} ${ns(native?.waves.ms, 10)} ${ns(plainMs, 13)} ${times(native?.heaps.ms, 7)} ${times(best, 9)} ${times(plainMs, 8)}`,
  );
}

/** From facts in columns, as they came in, to the certificate's numbers: milliseconds of processor time. */
export function pipeline(): void {
  say('children      lots   number    codes    ranks    solve  certify      sum (ms)');
  for (const children of sizes) {
    const instance = prepared(children, true);
    let ranking = rankAll(instance);
    let market = coreMarket(instance, ranking);
    let solved = solveCore(market);
    const steps = [
      () => {
        const draw = lotDraw('a seed that was committed', '2027');
        for (let child = 0; child < children; child++) instance.lot[child] = draw(`a|c${child}`);
      },
      () => numberedByFirstWish(instance.town),
      () => codeAll(instance),
      () => {
        ranking = rankAll(instance);
        market = coreMarket(instance, ranking);
      },
      () => {
        solved = solveCore(market);
      },
      () => certifyCore(market, ranking, solved.held, instance.entries.group),
    ].map((step) => leastMs(step));
    const sum = steps.reduce((total, ms) => total + ms, 0);
    say(`${String(children).padStart(8)} ${[...steps, sum].map(shown).join(' ')}`);
  }
}

function prepared(children: number, byArea: boolean): CoreInstance {
  const instance = coreInstance(children, children, byArea);
  codeAll(instance);
  return instance;
}
