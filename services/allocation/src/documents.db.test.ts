import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, openBench } from '../test/bench.ts';
import { birk, einer } from '../test/test-kommune.ts';

const commandLine = path.resolve(import.meta.dirname, '../../../tools/opptak.ts');

let bench: Bench;
let folder: string;
beforeAll(async () => {
  bench = await openBench();
  folder = await mkdtemp(path.join(os.tmpdir(), 'opptak-documents-'));
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const opptak = (...args: readonly string[]) =>
  new Promise<{ code: number | string | null | undefined; stdout: string }>((resolve) => {
    execFile(process.execPath, [commandLine, ...args], { cwd: folder }, (error, stdout) =>
      resolve({ code: error ? error.code : 0, stdout }),
    );
  });

test('what a run hands out is checked and computed again by the command line, to the same bytes; one byte changed is found', async () => {
  await bench.round({ [birk]: { small: 2, large: 1 }, [einer]: { small: 1, large: 1 } }, [
    { name: 'tor', at: birk, wishes: [einer, birk] },
    { name: 'ada', wishes: [birk], priority: true },
    { name: 'bo', wishes: [birk, einer], family: 'twins' },
    { name: 'eli', wishes: [birk, einer], family: 'twins' },
    { name: 'kim', wishes: [einer], bornOn: '2023-02-01' },
    { name: 'liv', wishes: [einer], bornOn: '2023-03-01' },
  ]);
  const runId = await bench.run('computed');
  const { json } = await bench.call('GET', `/v1/runs/${runId}/documents`);
  const input = path.join(folder, 'input.json');
  const result = path.join(folder, 'result.json');
  const changed = path.join(folder, 'changed.json');
  await writeFile(input, json.input);
  await writeFile(result, json.result);
  const at = json.result.indexOf('"wish":1');
  await writeFile(changed, `${json.result.slice(0, at)}"wish":2${json.result.slice(at + 8)}`);

  const [checked, found, again] = await Promise.all([
    opptak('verify', input, result),
    opptak('verify', input, changed),
    opptak('match', input),
  ]);
  expect(checked).toEqual({ code: 0, stdout: 'VALID\n' });
  expect(found.code).toBe(1);
  expect(found.stdout).toContain('wrong-wish-number');
  // The command line has a clock and notes how long it took; that is the only difference.
  expect(again.stdout.replace(/,"engineMs":[\d.]+/, '')).toBe(`${json.result}\n`);
});
