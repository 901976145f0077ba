import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Supervised {
  /** How often it was killed so far. */
  kills(): number;
  /** Asks it to stop, and waits until it has. */
  end(): Promise<void>;
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
  const launch = (): void => {
    child = fork(entry, [...args], {
      env: { ...process.env, NODE_ENV: 'test', ...environmentOf(kills) },
    });
    child.once('exit', (_code, signal) => {
      if (signal === 'SIGKILL') kills += 1;
      if (!ending) launch();
    });
  };
  launch();
  return {
    kills: () => kills,
    async end() {
      ending = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
