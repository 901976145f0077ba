import fs from 'node:fs';
import { answers } from './network.ts';

/**
 * Answers whether a Docker engine listens, without loading testcontainers to find out.
 * `OPPTAK_TEST_NO_DOCKER` says no: the tests then use what comes from npm.
 */
export async function dockerAnswers(): Promise<boolean> {
  if (process.env['OPPTAK_TEST_NO_DOCKER']) return false;
  const host = process.env['DOCKER_HOST'];
  if (host?.startsWith('tcp://')) {
    const url = new URL(host);
    return answers({ host: url.hostname, port: Number(url.port || 2375) });
  }
  const socket = host?.replace('unix://', '') ?? '/var/run/docker.sock';
  return fs.existsSync(socket) && answers({ path: socket });
}
