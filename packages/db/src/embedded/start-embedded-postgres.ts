import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { ADMIN, type Cluster, openCluster } from './cluster.ts';
import { postgresPrograms } from './native-binaries.ts';
import { giveTo, type RunAs, unprivilegedUser } from './run-as.ts';

export interface EmbeddedPostgresOptions {
  /** Keeps the data here. Without it the data is thrown away on stop. */
  readonly folder?: string | undefined;
  /** False turns fsync off: fast, and the data does not survive a power cut. For demo and tests. */
  readonly durable: boolean;
  /** Without it, a free one. */
  readonly port?: number | undefined;
  /** Ctrl-C in the terminal reaches us and not the server: for those who stop it themselves, after all who use it. */
  readonly shielded?: boolean | undefined;
}

export interface EmbeddedPostgres {
  /** Superuser's address of the database `opptak`. For migrations; services connect with their own roles. */
  readonly url: string;
  /** The same through a socket in the file system, which costs less than TCP; null where there is none to be had. */
  readonly socketUrl: string | null;
  readonly version: string;
  /** How long it took to be ready. */
  readonly ms: number;
  /** True when the server of another process already served the folder. */
  readonly attached: boolean;
  /** `immediate` stops like a power cut: nothing is written out, the next start recovers from the log. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

const DATABASE = 'opptak';

/**
 * Starts PostgreSQL from its npm package, so that Opptak can be tried and tested where nothing is installed.
 * A folder that another process serves already is shared with it.
 *
 * @throws Error with the last lines of the server's log when it does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const startedAt = performance.now();
  const user = unprivilegedUser();
  const programs = postgresPrograms(user);
  const cluster = openCluster(programs, user, options.folder, options.durable);
  const ready = async (port: number) => ({
    url: addressOf(cluster, port, DATABASE),
    version: await prepare(cluster, port),
    ms: Math.round(performance.now() - startedAt),
  });

  const served = servedPort(cluster);
  if (served !== null) {
    try {
      return { ...(await ready(served)), socketUrl: null, attached: true, stop: async () => {} };
    } catch {
      // The pid file was left by a server that is gone: PostgreSQL clears it away when it starts.
    }
  }
  const port = options.port ?? (await freePort());
  const sockets = fs.mkdtempSync(path.join(os.tmpdir(), 'opptak-pgs-'));
  giveTo(user, sockets);
  const server = await launch(programs, user, cluster, {
    port,
    sockets,
    durable: options.durable,
    shielded: options.shielded ?? false,
  });
  const stopOnExit = () => {
    server.kill('SIGINT');
    fs.rmSync(sockets, { recursive: true, force: true });
  };
  process.once('exit', stopOnExit);
  const up = await ready(port);
  return {
    ...up,
    socketUrl: process.platform === 'win32' ? null : `${up.url}?host=${encodeURIComponent(sockets)}`,
    attached: false,
    async stop(mode = 'fast') {
      process.off('exit', stopOnExit);
      await end(server, mode);
      fs.rmSync(sockets, { recursive: true, force: true });
      if (!options.folder) fs.rmSync(cluster.folder, { recursive: true, force: true });
    },
  };
}

const addressOf = (cluster: Cluster, port: number, database: string): string =>
  `postgres://${ADMIN}:${cluster.password}@127.0.0.1:${port}/${database}`;

/** Makes the database when it is missing. @returns the server's version. */
async function prepare(cluster: Cluster, port: number): Promise<string> {
  const client = new pg.Client(addressOf(cluster, port, 'postgres'));
  await client.connect();
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (known.rowCount === 0) await client.query(`create database ${DATABASE}`);
    const version = await client.query<{ server_version: string }>('show server_version');
    return version.rows[0]?.server_version ?? 'unknown';
  } finally {
    await client.end();
  }
}

/** The port of the server that holds this data folder, if its process lives. */
function servedPort(cluster: Cluster): number | null {
  const file = path.join(cluster.data, 'postmaster.pid');
  if (!fs.existsSync(file)) return null;
  const [pid, , , port] = fs.readFileSync(file, 'utf8').split('\n');
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // EPERM: it lives, as another user.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return null;
  }
  return Number(port) > 0 ? Number(port) : null;
}

interface Launch {
  readonly port: number;
  readonly sockets: string;
  readonly durable: boolean;
  readonly shielded: boolean;
}

async function launch(programs: string, user: RunAs, cluster: Cluster, how: Launch): Promise<ChildProcess> {
  const settings: Record<string, string | number> = {
    port: how.port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: process.platform === 'win32' ? '' : how.sockets,
    max_connections: 200,
    jit: 'off',
    ...(how.durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '1GB' }),
  };
  const server = spawn(
    path.join(programs, 'bin', 'postgres'),
    ['-D', cluster.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...user,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: how.shielded,
    },
  );
  await new Promise<void>((resolve, reject) => {
    let tail = '';
    server.stderr.on('data', (chunk) => {
      tail = (tail + String(chunk)).slice(-4000);
      if (tail.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Embedded PostgreSQL ended (${code}): ${tail}`)));
  });
  // Neither the server nor its log keeps our own process alive.
  server.unref();
  if (server.stderr instanceof net.Socket) server.stderr.unref();
  return server;
}

async function end(server: ChildProcess, mode: 'fast' | 'immediate'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  server.ref();
  const gone = new Promise((resolve) => server.once('exit', resolve));
  // Smart shutdown first: pools close their sockets a moment after their end() has answered.
  server.kill(mode === 'immediate' ? 'SIGQUIT' : 'SIGTERM');
  const hurry = setTimeout(() => server.kill('SIGINT'), 300);
  await gone;
  clearTimeout(hurry);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('No free port')),
      );
    });
  });
}
