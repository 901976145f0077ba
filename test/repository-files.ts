import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** Files of the project, from the root: what git follows, and what is new and not ignored. Without git: nothing is known. */
export function projectFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)));
}

/** The text of a file, or null when it is no text. */
export function readText(file: string): string | null {
  const bytes = readFileSync(path.join(root, file));
  return bytes.subarray(0, 8_000).includes(0) ? null : bytes.toString('utf8');
}

export const exists = (file: string): boolean => existsSync(path.join(root, file));
export const isFolder = (file: string): boolean => statSync(path.join(root, file)).isDirectory();
