import { parseArgs } from 'node:util';
import { type Finding, lintBylaws, lintCriteriaLists, lintRules, parseBylaws } from '@opptak/matching';
import type { Command } from './command.ts';
import { faultLines, readJson } from './json-input.ts';

const usage = 'usage: opptak lint-bylaws FILE [--lang nb|en] [--json]   (- reads stdin)\n';

/**
 * `opptak lint-bylaws FILE`, for a file of bylaws (opptak-bylaws/1) or the criteria of an allocation (opptak-match/1): one finding a line – severity, code, place in the file, plain text.
 * Exit 1 when a finding is an error, 0 when none is, 2 when the file can not be read.
 */
export const command: Command = async (args, { stdin, stdout, stderr }) => {
  const options = optionsOf(args);
  if (!options) {
    stderr.write(usage);
    return 2;
  }
  try {
    const findings = lintFile(await readJson(options.file, stdin));
    if (options.json) {
      stdout.write(`${JSON.stringify(findings.map((found) => ({ ...found, ...lintRules[found.code] })))}\n`);
    } else {
      for (const finding of findings) stdout.write(`${line(finding, options.language)}\n`);
    }
    return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
  } catch (error) {
    stderr.write(faultLines(error, options.file));
    return 2;
  }
};

/** Bylaws, or – where there are none – the criteria that an allocation file carries. */
function lintFile(json: unknown): readonly Finding[] {
  const isBylaws = typeof json !== 'object' || json === null || 'sets' in json || !holdsCriteria(json);
  return isBylaws ? lintBylaws(parseBylaws(json)) : lintCriteriaLists(json);
}

const holdsCriteria = (json: object): boolean =>
  'criteria' in json || 'bylaws' in json || 'kindergartens' in json;

function line({ code, severity, at, key }: Finding, language: 'nb' | 'en'): string {
  const rule = lintRules[code];
  return `${severity} ${code} ${at}${key === undefined ? '' : ` (${key})`}: ${rule[language]} [${rule.source}]`;
}

function optionsOf(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { lang: { type: 'string', default: 'en' }, json: { type: 'boolean', default: false } },
    });
    const [file, ...rest] = positionals;
    const { lang, json } = values;
    if (file === undefined || rest.length > 0 || (lang !== 'nb' && lang !== 'en')) return undefined;
    const language: 'nb' | 'en' = lang;
    return { file, json, language };
  } catch {
    return undefined;
  }
}
