import type { JobDefinition } from '@opptak/jobs';
import { Type } from 'typebox';

const ImportKindergartensPayload = Type.Object({}, { additionalProperties: false });

/** Twelve tries, doubling from 30 seconds: about 17 hours of a register that is down. */
export const importKindergartens: JobDefinition<typeof ImportKindergartensPayload> = {
  name: 'import-kindergartens',
  payload: ImportKindergartensPayload,
  attempts: 12,
  backoffMs: 30_000,
};
