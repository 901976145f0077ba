import { type ChildProcess, spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { type ServiceName, serviceNames } from '@opptak/contracts';
import { portsFrom } from '@opptak/service';
import type { RunningServices } from './services.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Time enough for five at once on a machine that is busy with something else. */
const startWithinMs = 180_000;
const stopWithinMs = 30_000;

interface Supervised {
  readonly name: ServiceName;
  child: ChildProcess;
}

/**
 * Starts each service as a process of its own, by the same entry that a container runs, and starts it again whenever
 * it ends – as Docker or Kubernetes would.
 */
export async function startProcesses(env: NodeJS.ProcessEnv): Promise<RunningServices> {
  const firstPort = await freePorts(serviceNames.length);
  const ports = portsFrom(firstPort);
  let stopping = false;
  const start = (name: ServiceName): ChildProcess =>
    spawn(process.execPath, [path.join(root, 'services', name, 'src/main.ts')], {
      env: { ...env, OPPTAK_FIRST_PORT: String(firstPort) },
      // Their logs go where ours do: what we print ourselves may be read by a program.
      stdio: ['ignore', 2, 2],
    });
  const supervise = (one: Supervised): void => {
    one.child.once('exit', () => {
      if (stopping) return;
      one.child = start(one.name);
      supervise(one);
    });
  };
  const all = serviceNames.map((name): Supervised => ({ name, child: start(name) }));
  for (const one of all) supervise(one);

  const urlOf = (name: ServiceName): string => `http://127.0.0.1:${ports[name]}`;
  const urls = {
    notification: urlOf('notification'),
    intake: urlOf('intake'),
    allocation: urlOf('allocation'),
    'fee-reduction': urlOf('fee-reduction'),
    integration: urlOf('integration'),
  };
  // Whoever ends us, takes them along.
  const endAll = (): void => {
    stopping = true;
    for (const { child } of all) child.kill('SIGKILL');
  };
  process.once('exit', endAll);
  try {
    await Promise.all(serviceNames.map((name) => untilReady(urls[name])));
  } catch (error) {
    endAll();
    throw error;
  }

  return {
    urls,
    kill: (service) => all.find(({ name }) => name === service)?.child.kill('SIGKILL') ?? false,
    async stop() {
      stopping = true;
      await Promise.all(all.map(({ child }) => stopped(child)));
      process.off('exit', endAll);
    },
  };
}

async function untilReady(url: string): Promise<void> {
  const until = performance.now() + startWithinMs;
  for (;;) {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    if (response?.ok) return;
    if (performance.now() > until) throw new Error(`${url} does not come up`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    child.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** The first of so many ports in a row that nobody uses. */
async function freePorts(count: number): Promise<number> {
  for (let first = 20_000 + (process.pid % 20_000); first < 60_000; first += count) {
    const free = await Promise.all(Array.from({ length: count }, (_, index) => isFree(first + index)));
    if (free.every(Boolean)) return first;
  }
  throw new Error('There are no free ports');
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
