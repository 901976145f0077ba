import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  allocate,
  allocateOnly,
  changed,
  type MatchResult,
  type RankMemory,
  rankMemory,
  readMatchInput,
  type WhatIfChange,
} from '@opptak/matching';
import { country, wholeCountry } from '../../packages/matching/bench/country.ts';
import { siblingMarket } from '../../packages/matching/bench/sibling-market.ts';
import { listsOf } from '../../packages/matching/src/engine/entries.ts';
import { marketOf, prepare } from '../../packages/matching/src/engine/run.ts';
import { settingOf } from '../../packages/matching/src/engine/setting.ts';
import { core, pipeline } from './allocation-core.ts';
import { leastMs, processorMs, shown } from './processor-time.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Sections: `core`, `pipeline`, `again`, `cli`, `country`, `siblings`, `worst`; without a name all of them. */
export async function bench(args: readonly string[]): Promise<void> {
  const sections = { core, pipeline, again, cli, country: wholeRound, siblings, worst };
  for (const [name, section] of Object.entries(sections)) {
    if (args.length > 0 && !args.includes(name)) continue;
    say(`\n${name}`);
    section();
  }
}

/** One what-if after another on a round of 10 000: everything from nothing, and with what runs before have ranked. Without the certificate. */
function again(): void {
  const input = readMatchInput(
    country(1, { ...wholeCountry, children: 10_000, kindergartens: 250, kommuner: 3, siblings: 0 }),
  );
  const kindergarten = 'k17';
  const other = input.criteria?.toReversed().filter(({ key }) => key === 'distance' || key === 'age') ?? [];
  const changes: Readonly<Record<string, WhatIfChange>> = {
    'one place more': { kind: 'places', kindergarten, band: 'small', change: 1 },
    'a closure': { kind: 'closure', kindergarten },
    'other criteria at one': {
      kind: 'criteria',
      kindergarten,
      criteria: [...(input.criteria ?? []).slice(0, 2), ...other],
    },
  };
  say(
    'change                    from nothing   remembered    ratio   (ms for who gets which place; then codes and orders of the wishes alone)',
  );
  for (const [name, change] of Object.entries(changes)) {
    const next = changed(input, [change]);
    const memory = rankMemory();
    allocateOnly(input, memory);
    let turn = 0;
    const fresh = leastMs(() => allocateOnly(next));
    const remembered = leastMs(() => allocateOnly(turn++ % 2 === 0 ? next : input, memory));
    const ranked = (memory?: RankMemory) => {
      const prepared = prepare(settingOf(next), memory);
      return leastMs(() => marketOf(prepared, listsOf(prepared.setting, prepared.near)));
    };
    const base = rankMemory();
    allocateOnly(input, base);
    const [all, some] = [ranked(), ranked(base)];
    say(
      `${name.padEnd(24)} ${shown(fresh)}     ${shown(remembered)} ${(fresh / remembered).toFixed(1).padStart(8)}×   ${shown(all)} ${shown(some)} ${(all / some).toFixed(1).padStart(6)}×`,
    );
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
  let result = allocate(input);
  const ms = processorMs(() => {
    result = allocate(input);
  });
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
      times.push(processorMs(() => claims.push(allocate(input).deviations.length)));
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
  let deviations: MatchResult['deviations'] = [];
  const ms = processorMs(() => {
    ({ deviations } = allocate(input));
  });
  const known = deviations.filter(({ extraPlaces }) => extraPlaces !== null).length;
  say(`${shown(ms)} ms; families left with a claim: ${deviations.length}, extra places known for ${known}`);
}
