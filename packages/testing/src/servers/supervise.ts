import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';

export interface Supervised {
  /** The program has said, by a message, that it is at work. Fails when it has ended by itself before. */
  readonly started: Promise<unknown>;
  /** How often it was killed so far. */
  kills(): number;
  /** Kills it, and waits until it is dead. */
  kill(): Promise<void>;
  /** Asks it to stop once it is at work, and waits until it has. @returns its exit code. */
  end(): Promise<number | null>;
}

/**
 * Runs a program as a process of its own, and starts it again whenever it is killed, as a supervisor does in production.
 *
 * @param environmentOf of its next start, by how often it has been killed; `OPPTAK_CRASH_AT` says where it dies.
 */
export function supervise(
  entry: string,
  args: readonly string[],
  environmentOf: (kills: number) => NodeJS.ProcessEnv,
): Supervised {
  let kills = 0;
  let ending = false;
  let child: ChildProcess;
  const started = Promise.withResolvers<unknown>();
  // Not everybody waits for it.
  started.promise.catch(() => {});
  const launch = (): void => {
    child = fork(entry, [...args], {
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'opptak-compiled'),
        NODE_ENV: 'test',
        ...environmentOf(kills),
      },
    });
    child.once('message', started.resolve);
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') {
        kills += 1;
        if (!ending) launch();
      } else {
        started.reject(new Error(`The process has ended by itself (${code})`));
      }
    });
  };
  launch();
  return {
    started: started.promise,
    kills: () => kills,
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    async end() {
      ending = true;
      await started.promise.catch(() => {});
      if (child.exitCode === null && child.signalCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGTERM');
        await gone;
      }
      return child.exitCode;
    },
  };
}
