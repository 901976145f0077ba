/** Where a command reads and writes; tests hand in their own. */
export interface CommandIo {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/**
 * One command of the command line.
 *
 * @returns the exit code: 0 done, 1 the answer is "no" (an invalid result), 2 the input is bad (one line per fault on stderr).
 */
export type Command = (args: readonly string[], io: CommandIo) => Promise<number>;
