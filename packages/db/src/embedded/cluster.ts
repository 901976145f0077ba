import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { giveTo, isReachable, type RunAs } from './run-as.ts';

/** A PostgreSQL data folder and the password of its superuser. */
export interface Cluster {
  readonly folder: string;
  readonly data: string;
  readonly password: string;
}

/** Superuser of an embedded cluster. Only migrations and tests use it; services have their own roles. */
export const ADMIN = 'opptak_admin';

/**
 * Opens the data folder at `folder`, making it with initdb the first time; without a folder, a throw-away one.
 * When `user` may not enter the folder's parents, the data lies under the system's state folder instead.
 */
export function openCluster(
  programs: string,
  user: RunAs,
  folder: string | undefined,
  durable: boolean,
): Cluster {
  const at = place(folder, user);
  fs.mkdirSync(at, { recursive: true });
  fs.chmodSync(at, 0o755);
  giveTo(user, at);
  const data = path.join(at, 'data');
  const passwordFile = path.join(at, 'password');
  if (!fs.existsSync(path.join(data, 'PG_VERSION'))) {
    fs.writeFileSync(passwordFile, randomBytes(18).toString('base64url'), { mode: 0o600 });
    giveTo(user, passwordFile);
    initialise(programs, user, data, passwordFile, durable);
  }
  return { folder: at, data, password: fs.readFileSync(passwordFile, 'utf8').trim() };
}

function place(folder: string | undefined, user: RunAs): string {
  if (!folder) return fs.mkdtempSync(path.join(os.tmpdir(), 'opptak-pg-'));
  const wanted = path.resolve(folder);
  if (isReachable(wanted, user)) return wanted;
  return `/var/lib/opptak-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`;
}

function initialise(programs: string, user: RunAs, data: string, passwordFile: string, durable: boolean) {
  const options = [
    `--pgdata=${data}`,
    `--username=${ADMIN}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  execFileSync(path.join(programs, 'bin', 'initdb'), options, {
    ...user,
    cwd: '/',
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
