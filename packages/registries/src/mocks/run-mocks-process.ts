import { readFileSync } from 'node:fs';
import type { Clock } from '@opptak/domain';
import { keyInFile } from '../maskinporten/key-file.ts';
import { newSigningKey } from '../maskinporten/maskinporten-mock.ts';
import { type IntegratorsOfKommune, registerIntegrators } from '../maskinporten/mock-integrators.ts';
import type { MockWorld } from '../mock-world/mock-world.ts';
import { startMocks } from './start-mocks.ts';

/**
 * Runs all mock registries as a process, until SIGINT or SIGTERM. Environment:
 * PORT (8090), HOST (0.0.0.0), PUBLIC_URL (how the services reach it), CLIENT_KEY_FILE (the private key of the
 * registered client; made when the file is not there, so that the services can read it from a shared volume),
 * ORGANISATION (ours), TENANTS_FILE (the kommuner that have delegated to it, and who may ask for tokens to call Opptak),
 * INTEGRATOR_KEY_FILE (the private key with which those sign; made when the file is not there).
 */
export async function runMocksProcess(world: MockWorld, clock: Clock, env: NodeJS.ProcessEnv): Promise<void> {
  const { PORT, HOST, PUBLIC_URL, CLIENT_KEY_FILE, ORGANISATION, TENANTS_FILE, INTEGRATOR_KEY_FILE } = env;
  const kommuner: readonly IntegratorsOfKommune[] =
    TENANTS_FILE === undefined ? [] : JSON.parse(readFileSync(TENANTS_FILE, 'utf8')).tenants;
  const mocks = await startMocks({
    world,
    clock,
    port: Number(PORT ?? 8090),
    host: HOST ?? '0.0.0.0',
    clientKey: CLIENT_KEY_FILE === undefined ? await newSigningKey() : await keyInFile(CLIENT_KEY_FILE),
    ...(PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL }),
    ...(ORGANISATION === undefined ? {} : { organisation: ORGANISATION }),
    delegatedBy: kommuner.map(({ organisation }) => organisation),
  });
  if (INTEGRATOR_KEY_FILE !== undefined) {
    registerIntegrators(mocks.maskinporten, await keyInFile(INTEGRATOR_KEY_FILE), kommuner);
  }
  console.log(JSON.stringify({ message: 'mock registries listen', urls: mocks.urls }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void mocks.close().then(() => process.exit(0));
    });
  }
}
