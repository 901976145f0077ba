/** Process: all mock registries, for trying an adapter by hand. The world holds the stored synthetic people. */
import { systemClock } from '@opptak/domain';
import { mockWorld } from './mock-world/create-mock-world.ts';
import { registerSamples } from './mock-world/register-samples.ts';
import { runMocksProcess } from './mocks/run-mocks-process.ts';

const world = mockWorld({ clock: systemClock });
for (const document of registerSamples().values()) world.addDocument(document);
await runMocksProcess(world, systemClock, process.env);
