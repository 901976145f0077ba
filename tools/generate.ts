/** Writes what is generated and checked in (database types, OpenAPI, the list of Sámi texts). With --check: fails when it is out of date. */
import path from 'node:path';
import { databaseTypes } from './generate/database-types.ts';
import { type GeneratedFile, outOfDate, write } from './generate/generated-file.ts';
import { openApi } from './generate/openapi.ts';
import { samiTexts } from './generate/sami-texts.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Each gives the files it makes; one more kind of generated file is one more line. */
const generators: readonly ((root: string) => Promise<readonly GeneratedFile[]>)[] = [
  databaseTypes,
  openApi,
  samiTexts,
];

const files: GeneratedFile[] = [];
for (const generate of generators) files.push(...(await generate(root)));

const changed = await outOfDate(root, files);
if (process.argv.includes('--check')) {
  for (const { file } of changed) process.stderr.write(`${file} is out of date: npm run generate\n`);
  process.exitCode = changed.length > 0 ? 1 : 0;
} else {
  await write(root, changed);
  for (const { file } of changed) process.stdout.write(`${file}\n`);
}
