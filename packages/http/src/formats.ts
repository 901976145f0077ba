import { isIsoDate, isOrganisationNumber, nationalIdFamily } from '@opptak/domain';
import type { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const instant =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** What a format lets through, PostgreSQL and our own types must take: the usual definitions allow more. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  /** A day that exists; 2026-02-30 is none. */
  date: isIsoDate,
  /** An instant with its offset, on a day that exists; no leap second, no local time. */
  'date-time': (text) => isIsoDate(instant.exec(text)?.[1] ?? ''),
  /** Without the "urn:uuid:" that the standard definition also takes. */
  uuid: (text) => uuid.test(text),
  'national-id': (text) => nationalIdFamily(text) !== null,
  'kommune-number': (text) => /^\d{4}$/.test(text),
  'organisation-number': isOrganisationNumber,
  /** A file in an answer: bytes, of which the text says nothing. */
  binary: () => true,
};

/** @throws Error when a schema that is compiled afterwards names a format that nobody has defined. */
export function withFormats(ajv: Ajv): Ajv {
  addFormats.default(ajv, { mode: 'full', formats: ['email', 'uri', 'hostname', 'ipv4', 'ipv6'] });
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, { type: 'string', validate });
  return ajv;
}
