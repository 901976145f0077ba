import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './repository-files.ts';
import { type SeenOutside, watchServices } from './watch-services.ts';

/** A year that `npm run demo` has lived: what it printed, and what it left. */
export interface LivedByCommand {
  readonly exitCode: number | null;
  /** Everything it wrote to the terminal: progress, the services' logs, the summary. */
  readonly lines: readonly string[];
  readonly files: ReadonlyMap<string, Buffer>;
  readonly seen: SeenOutside;
}

/** Lives a kommune's year as a person does, by the command, with everything that the services log. */
export async function liveByCommand(options: {
  readonly kommune: string;
  readonly seed: number;
  readonly databaseUrl: string;
  /** Sent to the services, which must refuse it and not say it again. */
  readonly probes: readonly string[];
}): Promise<LivedByCommand> {
  const out = mkdtempSync(path.join(os.tmpdir(), 'opptak-test-year-'));
  const { kommune, seed, databaseUrl, probes } = options;
  const args = ['--kommune', kommune, '--seed', String(seed), '--json', '--out', out];
  const child = spawn(process.execPath, [path.join(root, 'tools/demo.ts'), ...args], {
    cwd: root,
    // Few connections: a PostgreSQL as it is installed has a hundred, and other tests run beside this one.
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: databaseUrl,
      OPPTAK_DB_CONNECTIONS: '9',
      LOG_LEVEL: 'debug',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: Buffer[] = [];
  const watch = watchServices(probes);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      written.push(chunk);
      watch.hear(chunk.toString('utf8'));
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const seen = await watch.stop();
  const files = readdirSync(out).map((name) => [name, readFileSync(path.join(out, name))] as const);
  rmSync(out, { recursive: true });
  return {
    exitCode,
    lines: Buffer.concat(written).toString('utf8').trimEnd().split('\n'),
    files: new Map(files),
    seen,
  };
}
