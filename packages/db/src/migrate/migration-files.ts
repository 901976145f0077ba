import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { type ServiceName, serviceNames } from '@opptak/contracts';

/** One SQL file, to be run in one schema. */
export interface Migration {
  readonly service: ServiceName;
  /** Folder and file, "every-service/0001_platform.sql": its permanent name. */
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/**
 * Reads what is to be run, in order: for each service first the files of `every-service`, then its own.
 *
 * @throws Error when a file is named otherwise than `0001_what-it-makes.sql`, or a number is used twice.
 */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const common = await readFolder(folder, 'every-service');
  const all: Migration[] = [];
  for (const service of serviceNames) {
    const own = await readFolder(folder, service);
    all.push(...[...common, ...own].map((file) => ({ service, ...file })));
  }
  return all;
}

async function readFolder(folder: string, name: string): Promise<Omit<Migration, 'service'>[]> {
  const at = path.join(folder, name);
  const files = (await fs.readdir(at).catch(() => [])).filter((file) => file.endsWith('.sql')).sort();
  const numbers = files.map((file) => /^(\d{4})_[a-z0-9_-]+\.sql$/.exec(file)?.[1]);
  for (const [index, file] of files.entries()) {
    const number = numbers[index];
    if (number === undefined) throw new Error(`Migration ${name}/${file}: name it 0001_what_it_makes.sql`);
    if (numbers.indexOf(number) !== index) throw new Error(`Migration ${name}/${file}: its number is taken`);
  }
  return Promise.all(
    files.map(async (file) => {
      const sql = await fs.readFile(path.join(at, file), 'utf8');
      return { name: `${name}/${file}`, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
