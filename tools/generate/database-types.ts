import path from 'node:path';
import { serviceNames } from '@opptak/contracts';
import { migrate, schemaOf, startEmbeddedPostgres } from '@opptak/db';
import pg from 'pg';
import type { GeneratedFile } from './generated-file.ts';
import { readTables } from './read-tables.ts';
import { writeTypes } from './table-types.ts';

/**
 * The types of all tables, as the migrations make them: migrates a throw-away PostgreSQL and reads its catalogue.
 * The platform's tables, which every service has, are written once.
 */
export async function databaseTypes(root: string): Promise<readonly GeneratedFile[]> {
  const server = await startEmbeddedPostgres({ durable: false });
  const client = new pg.Client(server.url);
  try {
    await migrate({ adminUrl: server.url, folder: path.join(root, 'migrations') });
    await client.connect();
    const platform = (await readTables(client, schemaOf(serviceNames[0]))).filter((t) =>
      isPlatform.has(t.name),
    );
    const files: GeneratedFile[] = [
      {
        file: 'packages/db/src/platform-tables.generated.ts',
        text: writeTypes(platform, { schemaName: 'PlatformTables' }),
      },
    ];
    for (const service of serviceNames) {
      const own = (await readTables(client, schemaOf(service))).filter((t) => !isPlatform.has(t.name));
      files.push({
        file: `services/${service}/src/schema.generated.ts`,
        text: writeTypes(own, {
          schemaName: 'Schema',
          base: { name: 'PlatformTables', from: '@opptak/db' },
        }),
      });
    }
    return files;
  } finally {
    await client.end();
    await server.stop();
  }
}

const isPlatform = new Set([
  'outbox',
  'inbox',
  'schedule_slot',
  'idempotency_key',
  'case_event',
  'access_log',
]);
