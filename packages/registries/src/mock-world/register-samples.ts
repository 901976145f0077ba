import { readdirSync, readFileSync } from 'node:fs';

/** Stored synthetic person documents in Folkeregisteret's own format; see data/folkeregisteret/README.md. */
export const registerSamplesFolder = new URL('../../data/folkeregisteret/persons/', import.meta.url);

/** @returns the documents by identity number (synthetic). */
export function registerSamples(): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  return new Map(
    readdirSync(registerSamplesFolder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => [
        name.slice(0, -5),
        JSON.parse(readFileSync(new URL(name, registerSamplesFolder), 'utf8')),
      ]),
  );
}
