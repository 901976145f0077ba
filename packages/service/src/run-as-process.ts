import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { PlatformTables } from '@opptak/db';
import { readConfig } from './config.ts';
import type { ServiceDefinition } from './service-definition.ts';
import { openConfiguredQueues, startService } from './start-service.ts';

const stopWithinMs = 30_000;

/** Runs one service as a process of its own until it is told to stop (SIGTERM or Ctrl-C). */
export async function runAsProcess<S extends PlatformTables, D>(
  definition: ServiceDefinition<S, D>,
): Promise<void> {
  const config = readConfig(process.env);
  const queues = openConfiguredQueues(config);
  const service = await startService(definition, { config, version: version(), queues });
  const stop = (): void => {
    // Whoever hangs is ended: the work it held is taken up again by another process.
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    const stopped = service.stop().then(() => queues.close());
    void stopped.then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

/** The product's version, as it stands in the root's manifest. */
export function version(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, '../../../package.json'), 'utf8'),
  );
  return typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : '0';
}
