import path from 'node:path';
import * as contracts from '@opptak/contracts';
import { nationalIdFamily } from '@opptak/domain';
import { describe, expect, test } from 'vitest';
import { exists, projectFiles, readText, root } from './repository-files.ts';

const files = projectFiles().map((file) => ({ file, text: readText(file) }));
const texts = files.flatMap(({ file, text }) => (text === null ? [] : [{ file, text }]));
const markdown = texts.filter(({ file }) => file.endsWith('.md'));
const textOf = (file: string): string => readText(file) ?? '';

/** Published examples of real number families: the register's own test vectors, and public documentation. */
const publishedVectors = new Set(['30108299939', '20036914700', '29020073150', '55102499947', '02013299903']);

const where = (wrong: RegExp, skip: (file: string) => boolean = () => false): string[] =>
  texts.filter(({ file, text }) => !skip(file) && wrong.test(text)).map(({ file }) => file);

describe('no file of the repository', () => {
  test('names a folder of the machine it was written on', () => {
    // Homes, and the folder that holds this very checkout, unless it is one that every machine has.
    const homes = /\/(?:home|Users|root)\/[a-z]/;
    const around = path.dirname(root);
    const isEverywhere = /^\/(?:tmp|var\/tmp|app|opt|srv|mnt|data|src|usr\/src)?$/.test(around);
    expect(where(homes, (file) => file === 'Dockerfile')).toEqual([]);
    expect(
      texts.filter(({ text }) => text.includes(`${isEverywhere ? root : around}/`)).map(({ file }) => file),
    ).toEqual([]);
  });

  test('names the registry that packages came from', () => {
    expect(
      where(
        /registry\.npmjs|npm\.pkg|verdaccio|artifactory|"?resolved"?:\s*"?http|tarball:\s*http/i,
        (file) => file === 'test/repository.test.ts',
      ),
    ).toEqual([]);
  });

  test('holds an identity number that could be a real person’s', () => {
    const found = texts.flatMap(({ file, text }) =>
      [...text.matchAll(/(?<![\d.])\d{11}(?![\d.]*\d)/g)]
        .map(([number]) => number)
        .filter((number) => nationalIdFamily(number)?.synthetic === false && !publishedVectors.has(number))
        // The number itself stays out of the message.
        .map(() => file),
    );
    expect([...new Set(found)]).toEqual([]);
  });

  test('holds a private key', () => {
    expect(
      where(/-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\n[A-Za-z0-9+/]|"d":\s*"[A-Za-z0-9_-]{80,}"/),
    ).toEqual([]);
  });
});

describe('the documents', () => {
  test('link to what exists', () => {
    const broken = markdown.flatMap(({ file, text }) =>
      [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !linkHolds(file, text, target))
        .map((target) => `${file} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  test('say how to do a thing on one page of at most 40 lines', () => {
    const pages = markdown.filter(({ file }) => file.startsWith('docs/how-to/'));
    expect(pages.length).toBeGreaterThan(5);
    expect(
      pages.filter(({ text }) => text.trimEnd().split('\n').length > 40).map(({ file }) => file),
    ).toEqual([]);
  });

  test('mention each npm script', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(textOf('package.json'));
    const told = ['README.md', 'CONTRIBUTING.md'].map(textOf).join('\n');
    const silent = Object.keys(scripts).filter(
      (name) =>
        !(name === 'test' || name === 'start'
          ? told.includes(`npm ${name}`)
          : told.includes(`npm run ${name}`) || told.includes(`npm run -s ${name}`)),
    );
    expect(silent).toEqual([]);
  });

  test('tell of the version in the changelog', () => {
    const { version }: { version: string } = JSON.parse(textOf('package.json'));
    expect(textOf('CHANGELOG.md')).toContain(`## [${version}]`);
  });

  test('name every environment variable that configures a service', () => {
    const source = ['packages/service/src/config.ts', 'packages/service/src/keys.ts'].map(textOf).join('\n');
    const variables = [...source.matchAll(/'((?:[A-Z]+_)+[A-Z]+)'/g)].map(([, name = '']) => name);
    expect(variables.length).toBeGreaterThan(10);
    const told = textOf('docs/operations.md');
    expect(variables.filter((name) => !told.includes(`\`${name}\``))).toEqual([]);
  });

  test('explain words with names that the code has', () => {
    const code = texts
      .filter(
        ({ file }) => /^(packages|services|migrations)\/.*\.(ts|sql)$/.test(file) && !file.includes('.test.'),
      )
      .map(({ text }) => text)
      .join('\n');
    const words = new Set(code.match(/[A-Za-z_][A-Za-z0-9_]*/g));
    const names = [...textOf('docs/glossary.md').matchAll(/`([A-Za-z_]+)`/g)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !words.has(name))).toEqual([]);
  });

  test('list exactly the events of the contracts, with whom they reach', () => {
    const defined = Object.values<unknown>(contracts)
      .filter(isEvent)
      .map(({ type, consumers }) => `${type}: ${consumers.join(', ')}`);
    const listed = [
      ...textOf('docs/architecture.md').matchAll(/^\| `([a-z.-]+)` +\| [a-z-]+ +\| ([a-z, -]+?) +\|$/gm),
    ];
    expect(listed.map(([, type, receivers]) => `${type}: ${receivers}`).sort()).toEqual(defined.sort());
  });

  test('name the sender of each event rightly', () => {
    const listed = textOf('docs/architecture.md').matchAll(
      /^\| `([a-z.-]+)` +\| ([a-z-]+) +\| [a-z, -]+ +\|$/gm,
    );
    for (const [, type = '', sender = ''] of listed) {
      const name = type.replace(/[.-]([a-z])/g, (_all, letter: string) => letter.toUpperCase());
      const tells = new RegExp(`(?:tell|tellAll|emitEvents?)\\(\\s*[\\w.]+,\\s*${name}\\b`);
      const senders = texts
        .filter(
          ({ file, text }) =>
            /^services\/[^/]+\/src\/.*\.ts$/.test(file) && !file.includes('.test.') && tells.test(text),
        )
        .map(({ file }) => file.split('/')[1]);
      expect({ type, senders: [...new Set(senders)] }).toEqual({ type, senders: [sender] });
    }
  });
});

test.each(contracts.serviceNames)(
  '%s has its entry, its definition, its migrations and its OpenAPI document',
  (service) => {
    for (const file of [
      `services/${service}/src/main.ts`,
      `services/${service}/src/index.ts`,
      `migrations/${service}`,
      `openapi/${service}.json`,
    ]) {
      expect(exists(file), file).toBe(true);
    }
  },
);

test('the container file starts every service, each with its own password and no administrator', () => {
  const compose = textOf('docker-compose.yml');
  for (const service of contracts.serviceNames) {
    const block = new RegExp(`^  ${service}:\\n(?:    .*\\n|\\n)+`, 'm').exec(compose)?.[0] ?? '';
    const variable = service.replaceAll('-', '_').toUpperCase();
    expect(block).toContain(`SERVICE: ${service}\n`);
    expect(block.match(/OPPTAK_DB_PASSWORD_[A-Z_]+/g)).toEqual([`OPPTAK_DB_PASSWORD_${variable}`]);
    expect(block).toContain('/health/ready');
    expect(block).not.toContain('opptak_admin');
  }
});

test('the container file runs programs that exist', () => {
  const commands = [...textOf('docker-compose.yml').matchAll(/command: \[node, ([^\]]+)\]/g)];
  expect(commands.map(([, file = '']) => file)).toEqual(['tools/migrate.ts', 'tools/mocks.ts']);
  for (const [, file = ''] of commands) expect(exists(file), file).toBe(true);
});

function linkHolds(file: string, text: string, target: string): boolean {
  const [to = '', anchor] = target.split('#');
  const linked = to === '' ? file : path.posix.join(path.posix.dirname(file), decodeURI(to));
  if (!exists(linked)) return false;
  if (anchor === undefined || !linked.endsWith('.md')) return true;
  return anchorsOf(to === '' ? text : textOf(linked)).has(anchor);
}

/** The anchors that a forge makes of headings. */
const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

function isEvent(value: unknown): value is contracts.EventDefinition {
  return (
    typeof value === 'object' && value !== null && 'type' in value && 'consumers' in value && 'data' in value
  );
}
