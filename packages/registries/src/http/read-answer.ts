import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { RegistryAnswerUnreadable } from '../registry-errors.ts';

/**
 * Takes an answer as what the schema describes. Unknown fields are let through.
 *
 * @throws RegistryAnswerUnreadable that names the first wrong places, never what stands there.
 */
export function readAnswer<S extends TSchema>(registry: string, schema: S, value: unknown): Static<S> {
  if (value === undefined) throw new RegistryAnswerUnreadable(registry, 'empty');
  if (Value.Check(schema, value)) return value;
  const places = Value.Errors(schema, value)
    .slice(0, 5)
    .map((fault) => `${place(fault.instancePath)} ${fault.message}`);
  throw new RegistryAnswerUnreadable(registry, 'wrong-shape', places.join('; '));
}

/** A JSON pointer without anything that could be an identity number used as a key. */
const place = (pointer: string): string => pointer.replaceAll(/\d{5,}/g, '#') || '/';
