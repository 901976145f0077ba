/** Brings the database at DATABASE_URL up to date, and ends. The only process that needs an administrator's address. */
import path from 'node:path';
import { migrate } from '@opptak/db';

const adminUrl = process.env['DATABASE_URL'];
if (!adminUrl) {
  process.stderr.write('DATABASE_URL is not set\n');
  process.exit(2);
}
const ran = await migrate({ adminUrl, folder: path.resolve(import.meta.dirname, '../migrations') });
for (const file of ran) process.stdout.write(`${file}\n`);
process.stdout.write(
  ran.length === 0 ? 'The database was up to date\n' : `${ran.length} migrations have run\n`,
);
