import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { FastifyInstance } from 'fastify';
import { withFormats } from './formats.ts';
import { HttpError, type RequestFault } from './http-error.ts';
import { textToValues } from './query-values.ts';
import { mapSchema } from './schema-walk.ts';

const options = { allErrors: true, strict: true, strictTypes: false, strictRequired: false } as const;
/** One of each for the process: compiling the rules of JSON schema itself costs more than most of ours. */
const literal = withFormats(new Ajv(options));
const filling = withFormats(new Ajv({ ...options, useDefaults: true }));

/**
 * A validator that changes nothing: no field vanishes, no null becomes 0, no "5" becomes 5.
 * Fastify's default does all three, which in a fee case would change what a family said.
 */
export function literalValidator(schema: unknown): ValidateFunction {
  return compiled(literal, literalOnes, schema);
}

const literalOnes = new Map<string, ValidateFunction>();
const fillingOnes = new Map<string, ValidateFunction>();

/** Most routes answer the same problems and take the same ids: what is alike is compiled once. */
function compiled(ajv: Ajv, known: Map<string, ValidateFunction>, schema: unknown): ValidateFunction {
  const wanted = anonymous(schema);
  const text = JSON.stringify(wanted);
  const validate = known.get(text) ?? ajv.compile(wanted);
  known.set(text, validate);
  return validate;
}

/** `$id` names components in the OpenAPI document; for a validator it would only be a name that is taken. */
function anonymous(schema: unknown): object {
  const copy = mapSchema(schema, ({ $id: _name, ...rest }) => rest);
  return typeof copy === 'object' && copy !== null ? copy : {};
}

/**
 * Bodies are taken literally. Path, query and headers are always text: there, numbers and booleans in their one
 * canonical spelling are read as such, and defaults are filled in.
 */
export function useValidation(app: FastifyInstance): void {
  app.setValidatorCompiler(({ schema, httpPart }) => {
    if (httpPart === 'body') {
      const validate = literalValidator(schema);
      return (value: unknown) => (validate(value) ? { value } : { error: invalid('body', validate.errors) });
    }
    const validate = compiled(filling, fillingOnes, schema);
    const part = httpPart === 'querystring' ? 'query' : httpPart === 'params' ? 'path' : 'header';
    return (raw: unknown) => {
      const value = textToValues(schema, raw);
      return validate(value) ? { value } : { error: invalid(part, validate.errors) };
    };
  });
}

function invalid(part: RequestFault['in'], errors: readonly ErrorObject[] | null | undefined): HttpError {
  const title = part === 'body' ? 'The body is not as described' : `The ${part} is not as described`;
  return new HttpError(400, 'invalid-request', title, { faults: faultsOf(part, errors) });
}

/** Field names are shown only when they look like names: whoever sends an unknown field may have put anything there. */
const fieldName = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

function faultsOf(
  part: RequestFault['in'],
  errors: readonly ErrorObject[] | null | undefined,
): RequestFault[] {
  return (errors ?? []).map((error) => {
    const extra = error.keyword === 'additionalProperties' ? String(error.params['additionalProperty']) : '';
    const child = error.keyword === 'required' ? String(error.params['missingProperty']) : extra;
    const pointer = fieldName.test(child) ? `${error.instancePath}/${child}` : error.instancePath;
    return { in: part, pointer: shownPointer(pointer), detail: detailOf(error) };
  });
}

/** A JSON pointer without what the caller may have put into it: keys of tables, names of query parameters. */
export function shownPointer(pointer: string): string {
  const names = pointer.split('/').slice(1);
  return names.map((name) => `/${fieldName.test(name) || /^\d{1,4}$/.test(name) ? name : '*'}`).join('');
}

function detailOf(error: ErrorObject): string {
  if (error.keyword === 'required') return 'is missing';
  if (error.keyword === 'additionalProperties') return 'is not described';
  return error.message ?? 'is not as described';
}
