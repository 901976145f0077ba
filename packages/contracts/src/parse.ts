import type { Fault } from '@opptak/domain';
import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Value } from 'typebox/value';

/** Everything that is wrong with `value`, by place. Never holds the values themselves: they may be personal. */
export function faultsIn(schema: TSchema, value: unknown): readonly Fault[] {
  return Value.Errors(schema, value).map((fault) => ({
    at: fault.instancePath || '/',
    message: fault.message,
  }));
}

/** A schema is compiled once: rows are read by the ten thousand. */
const compiled = new WeakMap<TSchema, Validator>();

function validatorOf(schema: TSchema): Validator {
  const known = compiled.get(schema);
  if (known) return known;
  const made: Validator = Compile(schema);
  compiled.set(schema, made);
  return made;
}

/**
 * Takes `value` as what `schema` describes.
 *
 * @param what Names the value in the error, for example "Folkeregisteret person".
 * @throws Error that names the wrong fields but never their contents.
 */
export function parse<S extends TSchema>(schema: S, value: unknown, what: string): Static<S> {
  if (validatorOf(schema).Check(value)) return value as Static<S>;
  throw new Error(
    `${what}: ${faultsIn(schema, value)
      .map((fault) => `${fault.at} ${fault.message}`)
      .join('; ')}`,
  );
}
