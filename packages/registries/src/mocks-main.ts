import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { systemClock } from '@opptak/domain';
import type { JWK } from 'jose';
import { newSigningKey } from './maskinporten/maskinporten-mock.ts';
import { mockWorld } from './mock-world/create-mock-world.ts';
import { registerSamples } from './mock-world/register-samples.ts';
import { startMocks } from './mocks/start-mocks.ts';

/**
 * Process: all mock registries, for docker-compose and for trying an adapter by hand. Environment:
 * PORT (8090), HOST (0.0.0.0), PUBLIC_URL (how the services reach it), CLIENT_KEY_FILE (the private key of the
 * registered client; made when the file is not there, so that the services can read it from a shared volume),
 * ORGANISATION and DELEGATED_BY (organisation numbers, the second a list with commas).
 *
 * The world holds the stored synthetic people.
 */
const { PORT, HOST, PUBLIC_URL, CLIENT_KEY_FILE, ORGANISATION, DELEGATED_BY } = process.env;

const world = mockWorld({ clock: systemClock });
for (const document of registerSamples().values()) world.addDocument(document);

const mocks = await startMocks({
  world,
  port: Number(PORT ?? 8090),
  host: HOST ?? '0.0.0.0',
  clientKey: await clientKey(CLIENT_KEY_FILE),
  ...(PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL }),
  ...(ORGANISATION === undefined ? {} : { organisation: ORGANISATION }),
  delegatedBy: DELEGATED_BY?.split(',').filter((one) => one !== '') ?? [],
});
console.log(JSON.stringify({ message: 'mock registries listen', urls: mocks.urls }));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void mocks.close().then(() => process.exit(0));
  });
}

async function clientKey(file: string | undefined): Promise<JWK> {
  if (file === undefined) return newSigningKey();
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const key = await newSigningKey();
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  return key;
}
