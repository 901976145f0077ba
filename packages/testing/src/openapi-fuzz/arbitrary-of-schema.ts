import fc, { type Arbitrary } from 'fast-check';
import { isPart, type Part, resolved } from './document.ts';

/** Values that exist, by the name of the field that holds them: `{ applicationId: ['…'] }`. */
export type Known = Readonly<Record<string, readonly (string | number)[]>>;

/** Makes values that a schema allows, with its edges, and – where the name of a field is known – ones that exist. */
export function arbitraryOf(document: object, schema: unknown, known: Known, depth = 0): Arbitrary<unknown> {
  const here = resolved(document, schema);
  if (!isPart(here)) return fc.jsonValue({ maxDepth: 2 });
  const inner = (one: unknown): Arbitrary<unknown> => arbitraryOf(document, one, known, depth + 1);
  if (Array.isArray(here['enum'])) return fc.constantFrom(...here['enum']);
  if ('const' in here) return fc.constant(here['const']);
  for (const word of ['anyOf', 'oneOf'] as const) {
    const branches = here[word];
    if (Array.isArray(branches)) return fc.oneof(...branches.map(inner));
  }
  if (Array.isArray(here['allOf'])) return inner(merged(document, here['allOf']));
  if (Array.isArray(here['type'])) return fc.oneof(...here['type'].map((type) => inner({ ...here, type })));
  switch (here['type']) {
    case 'string':
      return textOf(here);
    case 'integer':
      return fc.integer({
        min: numberOf(here['minimum'], Number.MIN_SAFE_INTEGER),
        max: numberOf(here['maximum'], Number.MAX_SAFE_INTEGER),
      });
    case 'number':
      return fc
        .double({ min: numberOf(here['minimum'], -1e12), max: numberOf(here['maximum'], 1e12), noNaN: true })
        .map((value) => Math.round(value * 100) / 100 + 0)
        .filter(
          (value) => value >= numberOf(here['minimum'], -1e12) && value <= numberOf(here['maximum'], 1e12),
        );
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return listOf(here, inner, depth);
    case 'object':
      return objectOf(document, here, known, depth);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise;

/** All that several schemas ask for at once, for the plain cases that our contracts use. */
function merged(document: object, schemas: readonly unknown[]): Part {
  const parts = schemas.map((one) => resolved(document, one)).filter(isPart);
  const all = (name: string): Part => Object.assign({}, ...parts.map((one) => one[name] ?? {}));
  const required = parts.flatMap((one) => (Array.isArray(one['required']) ? one['required'] : []));
  return { ...Object.assign({}, ...parts), properties: all('properties'), required };
}

/** Letters that break things: Sámi, two spellings of é, emoji of several parts, right-to-left marks, quotes. */
const awkward = [
  'Gáivuotna ŧđŋž',
  'e\u0301',
  '\u00e9',
  '👩‍👧',
  '\u202Ea\u202C',
  'a\u200Bb',
  "' or 1=1 --",
  '{{7*7}}',
  '=1+1',
  '%s%n',
  '\\',
  '"',
  '\n',
];

function textOf(schema: Part): Arbitrary<string> {
  const minLength = numberOf(schema['minLength'], 0);
  const maxLength = numberOf(schema['maxLength'], minLength + 60);
  switch (schema['format']) {
    case 'uuid':
      return fc.uuid();
    case 'date':
      return fc.oneof(dateText, fc.constantFrom('1000-01-01', '9999-12-31', '2028-02-29', '2026-03-29'));
    case 'date-time':
      return fc
        .date({ min: new Date('1000-01-02'), max: new Date('9999-12-30'), noInvalidDate: true })
        .map((at) => at.toISOString());
    case 'email':
      return fc.emailAddress();
    case 'uri':
      return fc.webUrl({ validSchemes: ['https'] });
  }
  if (typeof schema['pattern'] === 'string') {
    return fc
      .stringMatching(new RegExp(schema['pattern'], 'u'), { maxLength: Math.min(maxLength, 300) })
      .filter((text) => fits(text, minLength, maxLength));
  }
  const plain = fc.string({
    unit: 'grapheme-ascii',
    minLength,
    maxLength: Math.min(maxLength, minLength + 60),
  });
  const longest = fc.constantFrom('a', 'æ', '😀').map((letter) => letter.repeat(Math.min(maxLength, 10_000)));
  const odd = fc.constantFrom(...awkward).filter((text) => fits(text, minLength, maxLength));
  return awkward.some((text) => fits(text, minLength, maxLength))
    ? fc.oneof({ arbitrary: plain, weight: 4 }, { arbitrary: odd, weight: 2 }, longest)
    : fc.oneof(plain, longest);
}

/** JSON schema counts characters, not the halves that JavaScript keeps them in. */
const fits = (text: string, min: number, max: number): boolean => {
  const length = [...text].length;
  return length >= min && length <= max;
};

const dateText = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2050-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

function listOf(
  schema: Part,
  inner: (one: unknown) => Arbitrary<unknown>,
  depth: number,
): Arbitrary<unknown> {
  if (Array.isArray(schema['prefixItems'])) return fc.tuple(...schema['prefixItems'].map(inner));
  const minLength = numberOf(schema['minItems'], 0);
  const maxLength = Math.min(numberOf(schema['maxItems'], minLength + 5), minLength + (depth > 2 ? 2 : 8));
  const items = inner(schema['items']);
  return schema['uniqueItems'] === true
    ? fc.uniqueArray(items, { minLength, maxLength, selector: (item) => JSON.stringify(item) })
    : fc.array(items, { minLength, maxLength });
}

function objectOf(document: object, schema: Part, known: Known, depth: number): Arbitrary<unknown> {
  const properties = isPart(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'].map(String) : [];
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, one]) => [name, named(document, name, one, known, depth)]),
  );
  const record = fc.record(fields, { requiredKeys: required.filter((name) => name in fields) });
  const tables = [
    ...Object.entries(isPart(schema['patternProperties']) ? schema['patternProperties'] : {}),
    ...(isPart(schema['additionalProperties'])
      ? [['^[a-z]{1,8}$', schema['additionalProperties']] as const]
      : []),
  ];
  return tables.reduce<Arbitrary<unknown>>(
    (all, [pattern, one]) =>
      fc
        .tuple(
          all,
          fc.dictionary(keyOf(pattern), arbitraryOf(document, one, known, depth + 1), { maxKeys: 3 }),
        )
        .map(([first, more]) => ({ ...Object(more), ...Object(first) })),
    record,
  );
}

const keyOf = (pattern: string): Arbitrary<string> =>
  fc
    .stringMatching(new RegExp(pattern === '^.*$' ? '^[a-z]{1,8}$' : pattern, 'u'))
    .filter((key) => key !== '__proto__');

/** Most often a value that exists, so that requests get past "not found"; now and then one that does not. */
function named(
  document: object,
  name: string,
  schema: unknown,
  known: Known,
  depth: number,
): Arbitrary<unknown> {
  const any = arbitraryOf(document, schema, known, depth + 1);
  const values = known[name];
  return values && values.length > 0
    ? fc.oneof({ arbitrary: fc.constantFrom(...values), weight: 4 }, any)
    : any;
}

/** Like `arbitraryOf`, for a parameter. */
export const arbitraryOfParameter = (
  document: object,
  name: string,
  schema: unknown,
  known: Known,
): Arbitrary<unknown> => named(document, name, schema, known, 0);
