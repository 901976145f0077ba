import path from 'node:path';
import { migrate, startEmbeddedPostgres } from '@opptak/db';

export interface HouseDatabase {
  readonly adminUrl: string;
  /** For people: which server it is. */
  readonly description: string;
  stop(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Finds or starts PostgreSQL, and brings it up to date.
 *
 * @param folder Keeps the data of the embedded server there, and leaves stopping it to us, also at Ctrl-C; without it
 * they are thrown away.
 */
export async function openDatabase(env: NodeJS.ProcessEnv, folder?: string): Promise<HouseDatabase> {
  const given = env['DATABASE_URL'];
  if (given) {
    await migrate({ adminUrl: given, folder: path.join(root, 'migrations') });
    return { adminUrl: given, description: 'PostgreSQL at DATABASE_URL', stop: async () => {} };
  }
  const server = await startEmbeddedPostgres({
    folder,
    durable: folder !== undefined,
    shielded: folder !== undefined,
  });
  await migrate({ adminUrl: server.url, folder: path.join(root, 'migrations') });
  return {
    adminUrl: server.socketUrl ?? server.url,
    description: `PostgreSQL ${server.version} from its npm package, ready in ${server.ms} ms`,
    stop: () => server.stop(),
  };
}
