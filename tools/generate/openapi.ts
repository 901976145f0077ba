import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { PlatformTables } from '@opptak/db';
import { openApiDocument } from '@opptak/http';
import { buildServiceApp, type ServiceDefinition, version } from '@opptak/service';
import { withEachService } from '../house/services.ts';
import { unconnected } from '../house/unconnected.ts';
import type { GeneratedFile } from './generated-file.ts';

/** The OpenAPI document of each service, from its routes, and the types of a client from the document. */
export async function openApi(root: string): Promise<readonly GeneratedFile[]> {
  const documents = await withEachService(async (definition) => ({
    name: definition.name,
    text: `${JSON.stringify(await describe(definition), null, 2)}\n`,
  }));
  const files = await Promise.all(
    documents.map(async ({ name, text }) => [
      { file: `openapi/${name}.json`, text },
      { file: `openapi/${name}.generated.ts`, text: await clientTypes(root, text) },
    ]),
  );
  return files.flat();
}

/** Builds the service's HTTP side on a database that is not there: describing it reads nothing. */
async function describe<S extends PlatformTables, D>(definition: ServiceDefinition<S, D>): Promise<object> {
  const environment = unconnected(definition);
  const deps = definition.deps(environment);
  const app = await buildServiceApp(definition, environment, deps, version());
  await app.ready();
  const document = openApiDocument(app);
  await app.close();
  await definition.close?.(deps);
  return document;
}

/** openapi-typescript needs the compiler API of an older TypeScript, so it runs by itself, from a package of its own. */
async function clientTypes(root: string, document: string): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'opptak-openapi-'));
  try {
    const [from, to] = [path.join(folder, 'api.json'), path.join(folder, 'api.ts')];
    await writeFile(from, document);
    const program = path.join(root, 'tools/with-typescript-5/node_modules/openapi-typescript/bin/cli.js');
    await promisify(execFile)(process.execPath, [program, from, '--output', to]);
    return await readFile(to, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}
