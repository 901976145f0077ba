/** The command line: `npm run -s opptak -- COMMAND …`. Each command lies in tools/opptak/ and runs the services' own code. */
import path from 'node:path';
import type { Command } from './opptak/command.ts';

const commands: Readonly<Record<string, () => Promise<{ readonly command: Command }>>> = {
  explain: () => import('./opptak/explain.ts'),
  fee: () => import('./opptak/fee.ts'),
  'lint-bylaws': () => import('./opptak/lint-bylaws.ts'),
  match: () => import('./opptak/match.ts'),
  prove: () => import('./opptak/prove.ts'),
  token: () => import('./opptak/token.ts'),
  sync: () => import('./opptak/sync.ts'),
  verify: () => import('./opptak/verify.ts'),
};

const [name, ...args] = process.argv.slice(2);
const load = name === undefined ? undefined : commands[name];
if (!load) {
  process.stderr.write(`usage: opptak ${Object.keys(commands).join(' | ')} …\n`);
  process.exit(2);
}
// npm runs us in the project's root; file names are meant from where the person stands.
process.chdir(path.resolve(process.env['OPPTAK_CALLED_FROM'] ?? '.'));
const { command } = await load();
process.exitCode = await command(args, process);
