import type { Reader, Tx } from '@opptak/db';
import type { RunDocumentPartTable, Schema } from '../schema.generated.ts';

/** A document in parts of at most a megabyte, in order; a part may end within a character. */
export type Parts = AsyncIterable<Uint8Array>;

type DocumentOfRun = Pick<RunDocumentPartTable, 'kommune' | 'runId' | 'document'>;

/** Stores a document of a run: a part to a statement, so that none of them is large. */
export async function insertDocument(
  tx: Tx<Schema>,
  document: DocumentOfRun,
  parts: readonly Uint8Array[],
): Promise<void> {
  for (const [part, bytes] of parts.entries()) {
    await tx
      .insertInto('runDocumentPart')
      .values({ ...document, part, bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) })
      .execute();
  }
}

/** How a part is read: in a transaction that is open, or each in one of its own. A stored document never changes. */
export type Reading = <T>(work: (db: Reader<Schema>) => Promise<T>) => Promise<T>;

/** The parts of a stored document, each read when it is asked for; none when there is no such document. */
export async function* documentParts(
  read: Reading,
  runId: string,
  document: DocumentOfRun['document'],
): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    const row = await read((db) =>
      db
        .selectFrom('runDocumentPart')
        .select('bytes')
        .where('runId', '=', runId)
        .where('document', '=', document)
        .where('part', '=', part)
        .executeTakeFirst(),
    );
    if (!row) return;
    yield row.bytes;
  }
}
