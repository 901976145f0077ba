import fs from 'node:fs/promises';
import path from 'node:path';

/** A file that is made by us from something else, and checked in so that a review shows what changed. */
export interface GeneratedFile {
  /** From the project's root. */
  readonly file: string;
  readonly text: string;
}

/** @returns the files whose text on disk is another. */
export async function outOfDate(root: string, files: readonly GeneratedFile[]): Promise<GeneratedFile[]> {
  const found = await Promise.all(
    files.map(async (generated) => {
      const text = await fs.readFile(path.join(root, generated.file), 'utf8').catch(() => null);
      return text === generated.text ? [] : [generated];
    }),
  );
  return found.flat();
}

export async function write(root: string, files: readonly GeneratedFile[]): Promise<void> {
  for (const { file, text } of files) {
    await fs.mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await fs.writeFile(path.join(root, file), text);
  }
}
