import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { answers, freePort } from './network.ts';
import type { TestServer } from './test-server.ts';

/** Redis for the tests: `REDIS_URL` as given, else a container when asked for, else a server on the PATH, else the one from npm. */
export async function redisServer(docker: boolean): Promise<TestServer> {
  const given = process.env['REDIS_URL'];
  if (given) return { url: given, from: 'REDIS_URL', stop: async () => {} };
  if (docker) {
    const { RedisContainer } = await import('@testcontainers/redis');
    const container = await new RedisContainer('redis:7-alpine').start();
    return {
      url: container.getConnectionUrl(),
      from: 'a container',
      stop: async () => void (await container.stop()),
    };
  }
  const program = redisProgram();
  if (program) {
    const server = await spawnRedis(program, await freePort());
    return { url: server.url, from: `${program} on the PATH`, stop: () => server.kill() };
  }
  const { createRedisServer } = await import('js-redis-server');
  const server = await createRedisServer();
  return {
    url: `redis://${server.host}:${server.port}`,
    from: 'js-redis-server, from npm',
    stop: () => server.close(),
  };
}

/** The Redis or Valkey server that is installed, if one is. */
export function redisProgram(): string | undefined {
  if (process.env['OPPTAK_TEST_NO_REDIS']) return undefined;
  return ['redis-server', 'valkey-server'].find((name) => {
    try {
      execFileSync(name, ['--version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

export interface SpawnedRedis {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends it at once, as a crash would: what was not written to disk is lost. */
  kill(): Promise<void>;
}

/** Starts a Redis of the test's own that keeps nothing on disk. */
export async function spawnRedis(
  program: string,
  port: number,
  options: readonly string[] = [],
): Promise<SpawnedRedis> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(program, [...settings, ...options], { stdio: 'ignore', cwd: '/tmp' });
  for (let attempt = 0; !(await answers({ host: '127.0.0.1', port })); attempt++) {
    if (attempt === 100 || server.exitCode !== null) throw new Error(`${program} does not come up`);
    await delay(20);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    process: server,
    async kill() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await gone;
    },
  };
}
