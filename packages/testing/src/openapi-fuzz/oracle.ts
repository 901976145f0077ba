import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** Answers whether a value is as a schema of the document says. Written apart from the code under test. */
export type Oracle = (schema: unknown, value: unknown) => boolean;

const day = /^(\d{4})-(\d{2})-(\d{2})$/;

function isDay(text: string): boolean {
  const [, year = '', month = '', date = ''] = day.exec(text) ?? [];
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  return Number(year) >= 1000 && at.getUTCMonth() + 1 === Number(month) && at.getUTCDate() === Number(date);
}

const isInstant = (text: string): boolean => {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?(?:Z|[+-](\d{2}):(\d{2}))$/.exec(
    text,
  );
  if (!match) return false;
  const [, date = '', hour, minute, second, , offsetHour = '0', offsetMinute = '0'] = match;
  return (
    isDay(date) &&
    [hour, offsetHour].every((part) => Number(part) < 24) &&
    [minute, second, offsetMinute].every((part) => Number(part) < 60)
  );
};

const base = 'https://opptak.example/openapi';

/** Formats that are not listed here are not judged. */
const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDay,
  'date-time': isInstant,
  uuid: (text) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text),
};

export function oracleFor(document: object): Oracle {
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true, logger: false });
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, validate);
  ajv.addSchema({ ...document, $id: base });
  const compiled = new Map<unknown, ValidateFunction>();
  return (schema, value) => {
    const known = compiled.get(schema) ?? ajv.compile(absolute(schema));
    compiled.set(schema, known);
    return known(value);
  };
}

/** References point into the document, wherever the schema that holds them has been taken from. */
function absolute(schema: unknown): object {
  const text = JSON.stringify(schema ?? {}).replaceAll('"$ref":"#/', `"$ref":"${base}#/`);
  return JSON.parse(text);
}
