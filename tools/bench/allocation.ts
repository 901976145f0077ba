import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { allocate, readMatchInput } from '@opptak/matching';
import {
  type CoreInstance,
  certifyCore,
  codeAll,
  coreInstance,
  coreMarket,
  naive,
  numberedByFirstWish,
  rankAll,
  solveCore,
} from '../../packages/matching/bench/core.ts';
import { country, wholeCountry } from '../../packages/matching/bench/country.ts';
import { siblingMarket } from '../../packages/matching/bench/sibling-market.ts';
import { lotDraw } from '../../packages/matching/src/lot/lot.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const shown = (ms: number) => (ms < 10 ? ms.toFixed(2) : ms.toFixed(0)).padStart(8);

/** Median of several runs, the first ones thrown away while the compiler warms up. */
function median(runs: number, work: () => void): number {
  const times: number[] = [];
  for (let run = 0; run < runs + 2; run++) {
    const startedAt = performance.now();
    work();
    if (run >= 2) times.push(performance.now() - startedAt);
  }
  return times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
}

/** Sections: `core`, `pipeline`, `cli`, `country`, `siblings`, `worst`; without a name all of them. */
export async function bench(args: readonly string[]): Promise<void> {
  const sections = { core, pipeline, cli, country: wholeRound, siblings, worst };
  for (const [name, section] of Object.entries(sections)) {
    if (args.length > 0 && !args.includes(name)) continue;
    say(`\n${name}`);
    section();
  }
}

const sizes = [1_000, 10_000, 100_000, 1_000_000];

/** Deferred acceptance alone, beside a plain implementation with objects and Maps on the same instance; rows by first wish, and as they came. */
function core(): void {
  say(
    'children    proposals   ms (by area)  ns/proposal   ms (as they came)   objects+Maps ms  ns/proposal   ratio',
  );
  for (const children of sizes) {
    const instance = prepared(children);
    const ranking = rankAll(instance);
    const market = coreMarket(instance, ranking);
    const runs = children > 100_000 ? 3 : 9;
    let solved = solveCore(market);
    const ms = median(runs, () => {
      solved = solveCore(market);
    });
    const plain = naive(instance, ranking);
    if (!samePlaces(instance, certifiedPlaces(instance, market, ranking, solved), plain.placed)) {
      throw new Error('the two implementations disagree');
    }
    const mixed = coreInstance(children, children, false);
    codeAll(mixed);
    const mixedMarket = coreMarket(mixed, rankAll(mixed));
    const asTheyCame = median(runs, () => {
      solveCore(mixedMarket);
    });
    const [fast, slow] = [(ms * 1e6) / solved.proposals, (plain.ms * 1e6) / plain.proposals];
    say(
      `${String(children).padStart(8)} ${String(solved.proposals).padStart(12)} ${shown(ms)} ${fast.toFixed(1).padStart(16)} ${shown(asTheyCame).padStart(18)} ${shown(plain.ms).padStart(18)} ${slow.toFixed(0).padStart(12)} ${(slow / fast).toFixed(0).padStart(8)}×`,
    );
  }
}

/** From facts in columns, as they came in, to the certificate's numbers. */
function pipeline(): void {
  say('children      lots   number    codes    ranks    solve  certify      sum (ms)');
  for (const children of sizes) {
    const instance = prepared(children);
    const runs = children > 100_000 ? 3 : 9;
    const lots = median(runs, () => {
      const draw = lotDraw('a seed that was committed', '2027');
      for (let child = 0; child < children; child++) instance.lot[child] = draw(`a|c${child}`);
    });
    const number = median(runs, () => {
      numberedByFirstWish(instance.town);
    });
    const codes = median(runs, () => codeAll(instance));
    let ranking = rankAll(instance);
    let market = coreMarket(instance, ranking);
    const ranks = median(runs, () => {
      ranking = rankAll(instance);
      market = coreMarket(instance, ranking);
    });
    let solved = solveCore(market);
    const solve = median(runs, () => {
      solved = solveCore(market);
    });
    const certify = median(runs, () => {
      certifyCore(market, ranking, solved.held, instance.entries.group);
    });
    const steps = [lots, number, codes, ranks, solve, certify];
    const sum = steps.reduce((total, ms) => total + ms, 0);
    say(`${String(children).padStart(8)} ${[...steps, sum].map(shown).join(' ')}`);
  }
}

/** A document of 100 000 applicants through the command line: start of the process to the written result. */
function cli(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'opptak-bench-'));
  const file = path.join(folder, 'input.json');
  const input = country(1, { ...wholeCountry, children: 100_000, kindergartens: 2_500, siblings: 0 });
  const text = JSON.stringify(input);
  writeFileSync(file, text);
  const startedAt = performance.now();
  const run = spawnSync(process.execPath, ['tools/opptak.ts', 'match', file], { maxBuffer: 2 ** 30 });
  const ms = performance.now() - startedAt;
  rmSync(folder, { recursive: true });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  const engineMs = /"engineMs":([\d.]+)/.exec(run.stdout.subarray(-200).toString())?.[1];
  say(
    `${(text.length / 1e6).toFixed(0)} MB in, ${(run.stdout.length / 1e6).toFixed(0)} MB out: ${shown(ms)} ms in all, of which the engine with certificate ${engineMs} ms`,
  );
}

function wholeRound(): void {
  const input = readMatchInput(country(1));
  const startedAt = performance.now();
  const result = allocate(input);
  const ms = performance.now() - startedAt;
  const { placed, firstWish, proposals } = result.stats;
  say(
    `90 000 children, 5 100 kindergartens: ${shown(ms)} ms with certificate, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most; placed ${placed}, first wish ${firstWish}, proposals ${proposals}, families with a claim ${result.deviations.length}`,
  );
}

/** The hard markets with siblings: 15 % of the children in pairs. */
function siblings(): void {
  say('children   markets without a claim   most claims   median ms   longest ms');
  for (const children of [200, 500, 1_000, 2_000, 5_000, 10_000]) {
    const claims: number[] = [];
    const times: number[] = [];
    for (let number = 0; number < 10; number++) {
      const common = number % 2 === 0 ? 'child' : 'family';
      const input = siblingMarket(children * 100 + number, {
        children,
        siblingShare: 15,
        familySizes: [2],
        seats: 97,
        common,
      });
      const startedAt = performance.now();
      claims.push(allocate(input).deviations.length);
      times.push(performance.now() - startedAt);
    }
    times.sort((a, b) => a - b);
    say(
      `${String(children).padStart(8)} ${`${claims.filter((count) => count === 0).length}/10`.padStart(25)} ${String(Math.max(...claims)).padStart(13)} ${shown(times[5] ?? 0).padStart(11)} ${shown(times[9] ?? 0).padStart(12)}`,
    );
  }
}

/** 10 000 children, 30 % in families of two to four, seats for 80 of 100. */
function worst(): void {
  const input = siblingMarket(1, {
    children: 10_000,
    siblingShare: 30,
    familySizes: [2, 3, 4],
    seats: 80,
    common: 'child',
  });
  const startedAt = performance.now();
  const result = allocate(input);
  say(`${shown(performance.now() - startedAt)} ms, families left with a claim: ${result.deviations.length}`);
}

function prepared(children: number): CoreInstance {
  const instance = coreInstance(children, children);
  codeAll(instance);
  return instance;
}

function certifiedPlaces(
  instance: CoreInstance,
  market: ReturnType<typeof coreMarket>,
  ranking: ReturnType<typeof rankAll>,
  solved: ReturnType<typeof solveCore>,
): Int32Array {
  const { cutoff } = certifyCore(market, ranking, solved.held, instance.entries.group);
  // A child's place is the best group whose cut-off it reaches: so the certificate's numbers alone give the result.
  const { offset, group } = instance.entries;
  return Int32Array.from({ length: offset.length - 1 }, (_, row) => {
    for (let entry = offset[row] ?? 0; entry < (offset[row + 1] ?? 0); entry++) {
      const index = group[entry] ?? 0;
      const rank = (ranking.positionOf[entry] ?? 0) - (ranking.segment[index] ?? 0) + 1;
      if (rank <= (cutoff[index] ?? 0)) return index;
    }
    return -1;
  });
}

const samePlaces = ({ town }: CoreInstance, a: Int32Array, b: Int32Array): boolean =>
  a.length === town.children && a.every((place, row) => place === b[row]);
