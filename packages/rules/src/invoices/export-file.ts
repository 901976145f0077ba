import type { Oere } from '@opptak/domain';
import { type ExportRemark, type FieldValues, type FixedLayout, writeRecord } from './fixed-width.ts';
import { latin1Bytes } from './latin1.ts';

/** A file for an economy system, with what must be checked before it is handed over. */
export interface ExportFile {
  readonly bytes: Uint8Array;
  readonly records: number;
  /** The sum of all invoice lines: must equal the total of the invoice basis. */
  readonly totalOere: Oere;
  /** Names and texts that are not exactly as in the basis. */
  readonly remarks: readonly ExportRemark[];
}

export type LineEnding = '\n' | '\r\n';

/** Collects records of a file and what happened to their texts. */
export interface RecordWriter {
  readonly remarks: readonly ExportRemark[];
  readonly count: number;
  write(layout: FixedLayout, values: FieldValues): void;
  bytes(lineEnding: LineEnding): Uint8Array;
}

export function recordWriter(): RecordWriter {
  const records: string[] = [];
  const remarks: ExportRemark[] = [];
  return {
    remarks,
    get count() {
      return records.length;
    },
    write(layout, values) {
      records.push(writeRecord(layout, values, records.length + 1, remarks));
    },
    bytes: (lineEnding) => latin1Bytes(records.map((record) => `${record}${lineEnding}`).join('')),
  };
}
