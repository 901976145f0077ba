import { readFileSync } from 'node:fs';
import { systemClock } from '@opptak/domain';
import { keyInFile } from './maskinporten/key-file.ts';
import { newSigningKey } from './maskinporten/maskinporten-mock.ts';
import { type IntegratorsOfKommune, registerIntegrators } from './maskinporten/mock-integrators.ts';
import { mockWorld } from './mock-world/create-mock-world.ts';
import { registerSamples } from './mock-world/register-samples.ts';
import { startMocks } from './mocks/start-mocks.ts';

/**
 * Process: all mock registries, for docker-compose and for trying an adapter by hand. Environment:
 * PORT (8090), HOST (0.0.0.0), PUBLIC_URL (how the services reach it), CLIENT_KEY_FILE (the private key of the
 * registered client; made when the file is not there, so that the services can read it from a shared volume),
 * ORGANISATION (ours), TENANTS_FILE (the kommuner that have delegated to it, and who may ask for tokens to call Opptak),
 * INTEGRATOR_KEY_FILE (the private key with which those sign; made when the file is not there).
 *
 * The world holds the stored synthetic people.
 */
const { PORT, HOST, PUBLIC_URL, CLIENT_KEY_FILE, ORGANISATION, TENANTS_FILE, INTEGRATOR_KEY_FILE } =
  process.env;
const kommuner: readonly IntegratorsOfKommune[] =
  TENANTS_FILE === undefined ? [] : JSON.parse(readFileSync(TENANTS_FILE, 'utf8')).tenants;

const world = mockWorld({ clock: systemClock });
for (const document of registerSamples().values()) world.addDocument(document);

const mocks = await startMocks({
  world,
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
