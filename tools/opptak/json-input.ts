import { readFile } from 'node:fs/promises';
import { AppError } from '@opptak/domain';
import type { CommandIo } from './command.ts';

/** Reads a JSON file, or stdin when it is called "-". @throws AppError invalid `bad-json` without any part of the text. */
export async function readJson(file: string, stdin: CommandIo['stdin']): Promise<unknown> {
  const text = await textOf(file, stdin);
  try {
    return JSON.parse(text);
  } catch {
    throw badJson('is not JSON');
  }
}

/** What is wrong, one line for each fault, with the place and never a value. Anything unexpected is thrown on. */
export function faultLines(error: unknown, file: string): string {
  if (!(error instanceof AppError)) throw error;
  const faults = error.faults.length > 0 ? error.faults : [{ at: '', message: error.message }];
  return faults.map(({ at, message }) => `${file}: ${at === '' ? '' : `${at} `}${message}\n`).join('');
}

async function textOf(file: string, stdin: CommandIo['stdin']): Promise<string> {
  try {
    if (file !== '-') return await readFile(file, 'utf8');
    let text = '';
    for await (const chunk of stdin) text += String(chunk);
    return text;
  } catch {
    throw badJson('can not be read');
  }
}

const badJson = (message: string): AppError =>
  new AppError('invalid', 'bad-json', 'The file can not be used', { faults: [{ at: '', message }] });
