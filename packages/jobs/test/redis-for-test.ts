import { freePort, redisProgram, spawnRedis } from '@opptak/testing';
import { Redis } from 'ioredis';

/** A Redis of the test's own, which it may flush and misconfigure. */
export interface EmbeddedRedis {
  readonly url: string;
  setEvictionPolicy(policy: string): Promise<void>;
  stop(): Promise<void>;
}

/** From the installed server when there is one, else from npm. */
export async function createEmbeddedRedis(): Promise<EmbeddedRedis> {
  const program = redisProgram();
  if (program) {
    const server = await spawnRedis(program, await freePort());
    return { url: server.url, setEvictionPolicy: setPolicy(server.url), stop: () => server.kill() };
  }
  const { createRedisServer } = await import('js-redis-server');
  const server = await createRedisServer();
  const url = `redis://${server.host}:${server.port}`;
  return { url, setEvictionPolicy: setPolicy(url), stop: () => server.close() };
}

const setPolicy = (url: string) => async (policy: string) => {
  const client = new Redis(url);
  await client.config('SET', 'maxmemory-policy', policy);
  client.disconnect();
};
