/** `npm run demo`: an admission year of real kommuner with made-up families, in about a minute. */
import fs from 'node:fs';
import path from 'node:path';
import { serviceNames } from '@opptak/contracts';
import { readTenants } from '@opptak/service';
import { liveYear, year } from './demo/live-year.ts';
import { type DemoOptions, readOptions, usage } from './demo/options.ts';
import { summaryText } from './demo/print-summary.ts';
import { progressBar, progressLines } from './demo/show-progress.ts';

async function demo({ kommuner, seed, json, chaos, out }: DemoOptions): Promise<void> {
  const startedAt = performance.now();
  // Before the year is lived, not after it.
  const folder = madeFolder(out);
  const bar = progressBar(process.stderr);
  const lived = await liveYear({
    kommuner,
    seed,
    chaos,
    env: process.env,
    progress: (now) => (json ? progressLines(process.stdout, now) : bar),
  });
  bar.end();

  for (const { name, content } of lived.files) fs.writeFileSync(path.join(folder, name), content);

  const elapsedMs = Math.round(performance.now() - startedAt);
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...lived.summary, partner: lived.partner, killed: lived.killed, elapsedMs, seed })}\n`
      : summaryText({ ...lived, names: kommuneNames(), year, elapsedMs, folder: out }),
  );
  const spared = chaos ? serviceNames.filter((name) => !lived.killed.includes(name)) : [];
  const good = lived.summary.certificate === 'VALID' && lived.partner.differences === 0;
  process.exitCode = good && spared.length === 0 ? 0 : 1;
}

/** The folder for the files, from where the command was called. Ends the command when it can not be made. */
function madeFolder(out: string): string {
  const folder = path.resolve(process.env['OPPTAK_CALLED_FROM'] ?? '.', out);
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch {
    process.stderr.write(`--out ${out}: no folder can be made there\n`);
    process.exit(2);
  }
  return folder;
}

function kommuneNames(): Readonly<Record<string, string>> {
  const tenants = readTenants(path.resolve(import.meta.dirname, '../examples/tenants.json'));
  return Object.fromEntries(
    tenants.all.map(({ kommune, name }) => [kommune, name.nb.replace(' kommune', '')]),
  );
}

// Ends the ordinary way, so that PostgreSQL and the services end with us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

let options: DemoOptions;
try {
  options = readOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'bad arguments'}\n${usage}\n`);
  process.exit(2);
}
await demo(options);
