import { check } from '@opptak/matching/checker';
import type { Command } from './command.ts';
import { faultLines, readJson } from './json-input.ts';

/**
 * `opptak verify FILE RESULT`: checks the result of an allocation against its input without using the engine. Prints VALID, or one
 * line for each violation: code, where, what. The codes stand in docs/allocation-checker.md.
 */
export const command: Command = async ([inputFile, resultFile, ...more], io) => {
  if (inputFile === undefined || resultFile === undefined || more.length > 0) {
    io.stderr.write('usage: opptak verify FILE RESULT\n');
    return 2;
  }
  const documents: unknown[] = [];
  for (const file of [inputFile, resultFile]) {
    try {
      documents.push(await readJson(file, io.stdin));
    } catch (error) {
      io.stderr.write(faultLines(error, file));
    }
  }
  if (documents.length < 2) return 2;
  const violations = check(documents[0], documents[1]);
  // A result of the wrong shape is an answer ("no"); an input of the wrong shape leaves nothing to check against.
  const unreadable = violations.filter(({ code }) => code === 'unreadable-input');
  for (const { where, text } of unreadable) io.stderr.write(`${inputFile}: ${where}: ${text}\n`);
  if (unreadable.length > 0) return 2;
  for (const { code, where, text } of violations) io.stdout.write(`${code} ${where}: ${text}\n`);
  if (violations.length === 0) io.stdout.write('VALID\n');
  return violations.length === 0 ? 0 : 1;
};
