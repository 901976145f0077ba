#!/usr/bin/env node
// The only entry that a newcomer needs: plain JavaScript without dependencies, for any Node >= 20 with npm.
// It fetches what is missing (Node 24 for older Nodes, then the locked packages), and runs one command.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM = '12.21.0';
const NODE = '24.21.0';
/** The first Node that runs TypeScript by itself. */
const OLDEST = [22, 18];

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const calledFrom = process.env.INIT_CWD ?? process.cwd();
process.chdir(root);
const windows = process.platform === 'win32';
const say = (text) => process.stderr.write(`> ${text}\n`);
/** Runs to its end with all its output on stderr: stdout belongs to the command that the user asked for. */
const install = (command, args, options) =>
  spawnSync(command, args, { stdio: ['ignore', 2, 2], shell: windows, ...options }).status === 0;

const node = nodeThatRunsTypeScript();
const env = {
  ...process.env,
  NODE_COMPILE_CACHE: path.join(root, '.cache', 'compiled'),
  OPPTAK_CALLED_FROM: calledFrom,
  PATH: [path.dirname(node), path.join(root, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter),
};
installPackages();

const bin = (file) => [node, [`node_modules/${file}`]];
const script = (file, ...args) => [node, [file, ...args]];
const biome = bin('@biomejs/biome/bin/biome');
const commands = {
  demo: [script('tools/demo.ts')],
  start: [script('tools/start.ts')],
  dev: [[node, ['--watch', '--watch-preserve-output', 'tools/start.ts']]],
  test: [with_(bin('vitest/vitest.mjs'), 'run')],
  check: [
    with_(biome, 'check', '--error-on-warnings', '.'),
    with_(bin('typescript/bin/tsc'), '--noEmit', '-p', '.'),
    with_(
      script('tools/with-typescript-5/node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      'packages',
      'services',
      'tools',
      'examples',
    ),
    script('tools/generate.ts', '--check'),
  ],
  format: [with_(biome, 'check', '--write', '.')],
  types: [with_(bin('typescript/bin/tsc'), '--noEmit', '-p', '.')],
  generate: [script('tools/generate.ts')],
  bench: [script('tools/bench.ts')],
  opptak: [script('tools/opptak.ts')],
  node: [[node, []]],
};

const [name = 'demo', ...rest] = process.argv.slice(2);
const steps = commands[name];
if (!steps) {
  say(`unknown command "${name}"; one of ${Object.keys(commands).join(', ')}`);
  process.exit(2);
}
for (const [index, [command, args]] of steps.entries()) {
  const code = await run(command, index === steps.length - 1 ? [...args, ...rest] : args);
  if (code !== 0) process.exit(code);
}

function with_([command, args], ...more) {
  return [command, [...args, ...more]];
}

function run(command, args) {
  const child = spawn(command, args, { stdio: 'inherit', env });
  // Ctrl-C reaches the child by itself; what is sent to us alone must be passed on.
  const stop = (signal) => child.kill(signal);
  process
    .on('SIGTERM', stop)
    .on('SIGINT', () => {})
    .on('SIGHUP', stop);
  // A signal to npm alone ends the shell between us and it, and we hear nothing of it.
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && stop('SIGTERM'), 500);
  if (!process.env.npm_lifecycle_event) clearInterval(watch);
  return new Promise((resolve) => {
    child.on('error', (error) => {
      say(`${name}: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', stop).off('SIGHUP', stop);
      clearInterval(watch);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

function nodeThatRunsTypeScript() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath;

  const platform = `${windows ? 'win' : process.platform}-${process.arch}`;
  const name = `node-${platform}`;
  const folder = path.join(root, '.cache', `node-${NODE}`);
  const executable = path.join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
  if (fs.existsSync(executable)) return executable;

  say(
    `Node ${process.versions.node} does not run TypeScript: fetching Node ${NODE} (about 45 MB) into .cache/`,
  );
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  const npm = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${NODE}`];
  if (!install(windows ? 'npm.cmd' : 'npm', npm, { cwd: folder }) || !fs.existsSync(executable)) {
    say(
      `Node ${NODE} for ${platform} can not be fetched: install Node ${OLDEST.join('.')} or newer and try again`,
    );
    process.exit(1);
  }
  return executable;
}

/** Installs only when the lockfile or a manifest has changed since last time. */
function installPackages() {
  const stamp = path.join('node_modules', '.opptak-installed');
  const wanted = createHash('sha256').update(fs.readFileSync('pnpm-lock.yaml')).digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return;

  say('installing the locked packages');
  const pnpm = [
    '-y',
    `pnpm@${PNPM}`,
    'install',
    '--frozen-lockfile',
    '--reporter=append-only',
    '--loglevel=warn',
  ];
  if (!install(windows ? 'npx.cmd' : 'npx', pnpm, { env })) process.exit(1);
  fs.writeFileSync(stamp, wanted);
}
