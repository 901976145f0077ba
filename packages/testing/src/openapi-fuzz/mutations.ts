import fc, { type Arbitrary } from 'fast-check';

/** One thing to do to a value: where (as a share of all places) and what. */
export interface Mutation {
  readonly place: number;
  readonly kind: 'replace' | 'remove' | 'add' | 'wrap' | 'toText';
  readonly replacement: unknown;
}

/** What callers send by mistake or on purpose instead of what is described. */
const replacements = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'x',
  '0',
  'null',
  [],
  [null],
  {},
  { x: 1 },
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  '2026-03-29T02:30:00',
  '2026-01-01T00:00:00+99:99',
  'not-a-uuid',
  '00000000-0000-0000-0000-000000000000',
  'a'.repeat(10_000),
  "'; drop table outbox; --",
  '\u202E',
  '١٢٣',
];

export const mutation: Arbitrary<Mutation> = fc.record({
  place: fc.double({ min: 0, max: 0.999, noNaN: true }),
  kind: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add', 'wrap', 'toText'),
  replacement: fc.constantFrom(...replacements),
});

/**
 * Every replacement, removal and addition at every place of a value, one at a time: what chance may miss.
 *
 * @param most When there are more, every n-th is taken.
 */
export function everyMutation(value: unknown, most: number): Mutation[] {
  const places = placesOf(value).length;
  const all = Array.from(
    { length: Math.max(1, places) },
    (_, index) => (index + 0.5) / Math.max(1, places),
  ).flatMap((place): Mutation[] => [
    ...replacements.map((replacement) => ({ place, kind: 'replace' as const, replacement })),
    ...(['remove', 'add', 'wrap', 'toText'] as const).map((kind) => ({ place, kind, replacement: null })),
  ]);
  const step = Math.ceil(all.length / most);
  return all.filter((_, index) => index % step === 0);
}

/** Does one mutation to a copy of a JSON value. The result may still be as described; whoever uses it must look. */
export function mutate(value: unknown, { place, kind, replacement }: Mutation): unknown {
  const copy: unknown = structuredClone(value);
  const places = placesOf(copy);
  const chosen = places[Math.floor(place * places.length)];
  if (!chosen) return kind === 'wrap' ? [copy] : replacement;
  const { parent, key } = chosen;
  const old: unknown = Reflect.get(parent, key);
  switch (kind) {
    case 'remove':
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else Reflect.deleteProperty(parent, key);
      break;
    case 'add':
      Reflect.set(
        typeof old === 'object' && old !== null && !Array.isArray(old) ? old : parent,
        'kommune',
        '0301',
      );
      break;
    case 'wrap':
      Reflect.set(parent, key, [old]);
      break;
    case 'toText':
      Reflect.set(parent, key, typeof old === 'string' ? Number(old) || 7 : JSON.stringify(old));
      break;
    default:
      Reflect.set(parent, key, replacement);
  }
  return copy;
}

function placesOf(value: unknown): { parent: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [{ parent: value, key }, ...placesOf(inner)]);
}

/** Bodies that are wrong as text, whatever they say: each must be refused. */
export const brokenTexts: readonly ((json: string) => string)[] = [
  (json) => json.slice(0, -1),
  (json) => `${json}x`,
  (json) => `\uFEFF${json}`,
  (json) => json.replace(/^\{/, '{"__proto__":{"a":1},'),
  (json) => json.replace(/^\{("(?:[^"\\]|\\.)*"):/, '{$1:0,$1:'),
  (json) => json.replace(/(?<!\\)"(?=[,}\]])/, '\\u0000"'),
  (json) => json.replace(/(?<!\\)"(?=[,}\]])/, '\\ud800"'),
  (json) => json.replace(/(?<!\\)":-?\d+(?=[,}\]])/, '":1e400'),
  (json) => json.replace(/(?<!\\)":-?\d+(?=[,}\]])/, '":9007199254740993'),
  () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
];

/** Parts of a path or query that are rarely what is described. */
export const hostileTexts: readonly string[] = [
  '%00',
  '%zz',
  '%ff',
  '..',
  '.',
  '%2e%2e%2f',
  'a'.repeat(300),
  '0',
  '-1',
  '1e9',
  'null',
  "'%20or%201=1--",
  '%F0%9F%98%80',
  '00000000-0000-0000-0000-000000000000',
  'undefined',
  '%0d%0aset-cookie:a=b',
  '2026-02-30',
  '9007199254740993',
];
