import fs from 'node:fs';
import path from 'node:path';

/** The user that PostgreSQL runs as. Empty: as ourselves. */
export interface RunAs {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * PostgreSQL refuses to run as root. When we are root, it runs as `postgres` or else `nobody`.
 *
 * @throws Error when we are root and neither user exists.
 */
export function unprivilegedUser(): RunAs {
  if (process.getuid?.() !== 0) return {};
  const accounts = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const account = accounts.find((fields) => fields[0] === name);
    const [uid, gid] = [Number(account?.[2]), Number(account?.[3])];
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  throw new Error('Running as root, and there is no user "postgres" or "nobody" to run PostgreSQL as');
}

/** Answers whether `user` may walk to `file`: a checkout below a home of mode 0700 may not be reachable. */
export function isReachable(file: string, user: RunAs): boolean {
  if (user.uid === undefined) return true;
  let folder = path.dirname(path.resolve(file));
  for (;;) {
    const stat = fs.statSync(folder, { throwIfNoEntry: false });
    if (stat) {
      const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001;
      if ((stat.mode & bit) === 0) return false;
    }
    const parent = path.dirname(folder);
    if (parent === folder) return true;
    folder = parent;
  }
}

/** Gives files to `user`, when that is someone else than us. */
export function giveTo(user: RunAs, ...files: readonly string[]): void {
  if (user.uid === undefined || user.gid === undefined) return;
  for (const file of files) fs.chownSync(file, user.uid, user.gid);
}
