import type { Fault } from '@opptak/domain';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

/** Everything that is wrong with `value`, by place. Never holds the values themselves: they may be personal. */
export function faultsIn(schema: TSchema, value: unknown): readonly Fault[] {
  return Value.Errors(schema, value).map((fault) => ({
    at: fault.instancePath || '/',
    message: fault.message,
  }));
}

/**
 * Takes `value` as what `schema` describes.
 *
 * @param what Names the value in the error, for example "Folkeregisteret person".
 * @throws Error that names the wrong fields but never their contents.
 */
export function parse<S extends TSchema>(schema: S, value: unknown, what: string): Static<S> {
  if (Value.Check(schema, value)) return value;
  throw new Error(
    `${what}: ${faultsIn(schema, value)
      .map((fault) => `${fault.at} ${fault.message}`)
      .join('; ')}`,
  );
}
