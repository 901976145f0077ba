import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

const compiled = new WeakMap<TSchema, Validator>();

/**
 * Takes `value` as what `schema` describes.
 *
 * @param what names the value in the error, for example "job check-residence".
 * @throws Error that names the wrong fields, never their contents.
 */
export function checked<P extends TSchema>(schema: P, value: unknown, what: string): Static<P> {
  const check = compiled.get(schema) ?? Compile(schema);
  compiled.set(schema, check);
  if (check.Check(value)) return value as Static<P>;
  const places = check.Errors(value).map((fault) => `${fault.instancePath || '/'} ${fault.message}`);
  throw new Error(`${what}: ${places.join('; ')}`);
}
