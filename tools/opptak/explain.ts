import { parseArgs } from 'node:util';
import { AppError } from '@opptak/domain';
import {
  allocate,
  explainedRound,
  explanationLines,
  isLanguage,
  type Language,
  parseBylaws,
  readMatchInput,
} from '@opptak/matching';
import type { Command } from './command.ts';
import { faultLines, readJson } from './json-input.ts';

const usage =
  'usage: opptak explain FILE RESULT --applicant ID [--lang nb|nn|en|se] [--bylaws FILE] [--protected-address] [--json]\n';

/**
 * `opptak explain FILE RESULT --applicant ID`: why this child got what it got, in the family's language; with `--json`
 * the facts behind the text. Exit 2 when a file is bad, the result belongs to another input, or nobody has the id.
 */
export const command: Command = async (args, { stdin, stdout, stderr }) => {
  const options = optionsOf(args);
  if (!options) {
    stderr.write(usage);
    return 2;
  }
  let reading = options.file;
  try {
    const input = readMatchInput(await readJson(options.file, stdin));
    reading = options.bylaws ?? options.file;
    const bylaws =
      options.bylaws === undefined ? undefined : parseBylaws(await readJson(options.bylaws, stdin));
    reading = options.result;
    const certificate = certificateHashes(await readJson(options.result, stdin));
    const round = explainedRound(input, certificate, allocate, {
      bylaws,
      protectedApplicants: new Set(options.protectedAddress ? [options.applicant] : []),
    });
    reading = options.file;
    const explanation = round.explain(options.applicant);
    if (options.json) stdout.write(`${JSON.stringify(explanation, null, 2)}\n`);
    else {
      for (const { heading, text } of explanationLines(options.language, explanation)) {
        stdout.write(heading ? `\n${text}\n` : `${text}\n`);
      }
    }
    return 0;
  } catch (error) {
    stderr.write(faultLines(error, reading));
    return 2;
  }
};

/** Which run the result is of: all that is taken from the file, since the run itself is made again. */
function certificateHashes(result: unknown): { readonly input: string; readonly result: string } {
  const certificate = field(result, 'certificate');
  const [input, hash] = [field(certificate, 'input'), field(certificate, 'result')];
  if (typeof input === 'string' && typeof hash === 'string') return { input, result: hash };
  throw new AppError('invalid', 'bad-result', 'The result can not be used', {
    faults: [{ at: '/certificate', message: 'must have the hashes input and result' }],
  });
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;

function optionsOf(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        applicant: { type: 'string' },
        lang: { type: 'string', default: 'nb' },
        bylaws: { type: 'string' },
        'protected-address': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const [file, result, ...rest] = positionals;
    const { applicant, lang, bylaws, json } = values;
    if (file === undefined || result === undefined || rest.length > 0) return undefined;
    if (applicant === undefined || !isLanguage(lang)) return undefined;
    const language: Language = lang;
    return { file, result, applicant, language, bylaws, json, protectedAddress: values['protected-address'] };
  } catch {
    return undefined;
  }
}
