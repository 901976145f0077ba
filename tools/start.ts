/** `npm start`: everything up on localhost until Ctrl-C, with made-up families around the real kindergartens of Nord-Troms. */
import path from 'node:path';
import { serviceNames } from '@opptak/contracts';
import { systemClock } from '@opptak/domain';
import { keyInFile, registerIntegrators } from '@opptak/registries/mocks';
import { readTenants } from '@opptak/service';
import { dataFolder, integratorKeyFile, tenantsFile } from './house/files.ts';
import { nordTroms } from './house/nord-troms.ts';
import { type House, openHouse } from './house/open-house.ts';

const firstPort = 4001;
const mocksPort = 4100;
/** Whoever hangs is ended; the next start takes up what was left. */
const stopWithinMs = 35_000;

async function start(): Promise<House> {
  const { world, families } = nordTroms(systemClock);
  const house = await openHouse({
    env: { OPPTAK_WEBHOOKS_TO_LOOPBACK: 'yes', ...process.env },
    world,
    clock: systemClock,
    dataFolder: path.join(dataFolder, 'postgres'),
    firstPort,
    mocksPort,
    logLevel: process.env['LOG_LEVEL'] ?? 'warn',
  });
  const tenants = readTenants(process.env['OPPTAK_TENANTS_FILE'] ?? tenantsFile);
  registerIntegrators(house.mocks.maskinporten, await keyInFile(integratorKeyFile), tenants.all);

  const children = families.reduce((sum, family) => sum + family.children.length, 0);
  const addresses = serviceNames.map((name) => `  ${name.padEnd(16)}${house.urls[name]}/docs`).join('\n');
  process.stdout.write(`
Opptak is up. ${house.database.description}.

${addresses}
  ${'registries'.padEnd(16)}http://127.0.0.1:${mocksPort} (mocks: ${families.length} made-up families, ${children} children)

A token:  npm run -s opptak -- token --kommune 5544
Stop:     Ctrl-C. The data stays in .data/ until you remove it.
`);
  return house;
}

let house: House | null = null;
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

/** Ends everything in good order; what has just begun to start ends with the process. */
function stop(): void {
  if (stopping) return;
  if (!house) process.exit(1);
  stopping = true;
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  house.stop().then(
    () => process.exit(0),
    (error: unknown) => complain('Opptak did not stop well', error),
  );
}

function complain(what: string, error: unknown): never {
  process.stderr.write(`${what}: ${error instanceof Error ? error.message : 'unknown error'}\n`);
  process.exit(1);
}

try {
  house = await start();
} catch (error) {
  complain('Opptak does not start', error);
}
