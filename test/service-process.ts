import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import readline from 'node:readline';

const root = path.resolve(import.meta.dirname, '..');

/** A process of ours under test, by the same entry that a container runs. */
export interface TestProcess {
  readonly child: ChildProcess;
  /** Waits for the first line of its log that `read` makes something of. @throws Error when it ends before. */
  logged<T>(read: (line: Record<string, unknown>) => T | undefined): Promise<T>;
  /** Sends the signal and waits. @returns the exit code, null when a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts `entry` (from the root) with nothing in its environment but `env` and PATH. */
export function startProcess(entry: string, env: Readonly<Record<string, string>>): TestProcess {
  const child = spawn(process.execPath, [path.join(root, entry)], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints = (complaints + String(chunk)).slice(-2_000);
  });
  const lines = readline.createInterface({ input: child.stdout });
  return {
    child,
    logged(read) {
      return new Promise((resolve, reject) => {
        lines.on('line', (text) => {
          const found = text.startsWith('{') ? read(JSON.parse(text)) : undefined;
          if (found !== undefined) resolve(found);
        });
        child.once('exit', (code) => reject(new Error(`${entry} ended (${code}): ${complaints}`)));
      });
    },
    async end(signal) {
      if (child.exitCode !== null) return child.exitCode;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
      return child.exitCode;
    },
  };
}
