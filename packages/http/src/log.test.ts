import { Writable } from 'node:stream';
import { AppError, nationalIdFamily } from '@opptak/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeLog } from './log.ts';
import { scrub } from './scrub.ts';

const logged = (write: (log: ReturnType<typeof makeLog>) => void): string => {
  let text = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  write(makeLog({ service: 'intake', level: 'trace', destination }));
  return text;
};

/** Whether any spelling of the number is in the text. */
const leaks = (text: string): boolean =>
  text.replace(/[^0-9]/g, '').includes(someId) || text.includes(someId);

/** A synthetic number with right check digits, found by trying: nothing real can come of it. */
const someId = (() => {
  for (let n = 0; n < 1000; n += 1) {
    const candidate = `0589209${String(n).padStart(4, '0')}`;
    if (nationalIdFamily(candidate)?.synthetic) return candidate;
  }
  throw new Error('No synthetic number found');
})();
const spaced = `${someId.slice(0, 6)} ${someId.slice(6)}`;
const databaseError = Object.assign(new Error(`duplicate key value violates (${someId})`), {
  code: '23505',
  detail: `Key (child)=(${someId}) already exists.`,
  where: `PL/pgSQL ${someId}`,
  constraint: 'application_one_per_child',
});

describe('an identity number does not reach the log', () => {
  const shapes: [string, (log: ReturnType<typeof makeLog>) => void][] = [
    ['in the message', (log) => log.info(`looked up ${someId}`)],
    ['in the text of an error', (log) => log.error({ err: new Error(`no person ${someId}`) }, 'failed')],
    ['in the detail of a PostgreSQL error', (log) => log.error({ err: databaseError }, 'failed')],
    [
      'in the cause of an error',
      (log) => log.error({ err: new Error('outer', { cause: databaseError }) }, 'failed'),
    ],
    ['in a URL', (log) => log.info({ route: `/persons/${someId}?x=1` }, 'answered')],
    ['deep in an object', (log) => log.info({ a: { b: { c: { d: someId } } } }, 'x')],
    ['under a key that says nothing', (log) => log.info({ reason: someId, anything: someId }, 'x')],
    ['with a space', (log) => log.info(`looked up ${spaced}`)],
    ['as a number', (log) => log.info({ count: Number(someId), status: Number(`4${someId.slice(1)}`) }, 'x')],
    ['as a key', (log) => log.info({ [someId]: 1, [`id${someId}`]: 2 }, 'x')],
    ['in a child logger’s bindings', (log) => log.child({ nationalId: someId, caseId: someId }).info('x')],
    ['encoded in a URL', (log) => log.info(`GET /p?id=${spaced.replace(' ', '%20')}`)],
    ['in an error that is thrown as text', (log) => log.error({ err: `person ${someId}` }, 'failed')],
    [
      'in an error’s own fields',
      (log) => log.error({ err: Object.assign(new Error('x'), { body: { id: someId } }) }, 'x'),
    ],
    [
      'as a name of an error',
      (log) => log.error({ err: Object.assign(new Error('x'), { name: someId }) }, 'x'),
    ],
    ['in pairs', (log) => log.info(someId.replace(/(..)/g, '$1 ').trim())],
    ['in the placeholder of a message', (log) => log.info('person %s', someId)],
  ];
  test.each(shapes)('%s', (_what, write) => {
    const text = logged(write);

    expect(text).not.toBe('');
    expect(leaks(text)).toBe(false);
    for (const line of text.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });
});

describe('a log line', () => {
  test('holds what operators need', () => {
    const line = JSON.parse(
      logged((log) =>
        log.info({ reqId: 'r', method: 'GET', route: '/things/:thingId', status: 200, ms: 12 }, 'answered'),
      ),
    );

    expect(line).toMatchObject({
      level: 'info',
      service: 'intake',
      reqId: 'r',
      method: 'GET',
      route: '/things/:thingId',
      status: 200,
      ms: 12,
      msg: 'answered',
    });
  });

  test('names the fields that were left out, without their values', () => {
    const line = JSON.parse(
      logged((log) => log.info({ childName: 'Kari Nordmann', body: { a: 1 }, caseId: 'c' }, 'x')),
    );

    expect(line).toMatchObject({ caseId: 'c', dropped: ['childName', 'body'] });
    expect(JSON.stringify(line)).not.toContain('Kari');
  });

  test('stays one line, whatever is written into it', () => {
    const text = logged((log) => log.info({ reason: 'a\r\n{"level":"fatal"}' }, 'b\n{"level":"fatal"}'));

    expect(text.trim().split('\n')).toHaveLength(1);
  });

  test('of an error keeps code, place and chain, and of PostgreSQL’s only names of its own things', () => {
    const line = JSON.parse(
      logged((log) =>
        log.error({ err: new AppError('conflict', 'taken', 'Taken', { cause: databaseError }) }, 'x'),
      ),
    );

    expect(line.err).toMatchObject({ type: 'AppError', code: 'taken', kind: 'conflict', message: 'Taken' });
    expect(line.err.stack).toMatch(/^at /);
    expect(line.err.cause).toMatchObject({ code: '23505', constraint: 'application_one_per_child' });
    expect(line.err.cause).not.toHaveProperty('message');
    expect(line.err.cause).not.toHaveProperty('detail');
  });
});

describe('the scrubber', () => {
  const digit = fc.integer({ min: 0, max: 9 });
  const syntheticId = fc
    .tuple(
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 81, max: 92 }),
      fc.array(digit, { minLength: 7, maxLength: 7 }),
    )
    .map(([day, month, rest]) => `${String(day).padStart(2, '0')}${month}${rest.join('')}`)
    .filter((text) => nationalIdFamily(text) !== null);
  const separator = fc.constantFrom(' ', '-', '.', '\u00a0', '%20', '/', '  ', '+', '\\n', '\u2013');

  test('finds every identity number, with anything usual between its digits', () => {
    fc.assert(
      fc.property(
        syntheticId,
        fc.array(fc.tuple(fc.integer({ min: 1, max: 10 }), separator), { maxLength: 4 }),
        (text, cuts) => {
          const written = [...text]
            .map((one, index) => (cuts.find(([at]) => at === index)?.[1] ?? '') + one)
            .join('');

          expect(scrub(`person <${written}> asked`)).toBe('person <[id]> asked');
        },
      ),
      { seed: 11, numRuns: 500 },
    );
  });

  test('leaves times, UUIDs, kommune and organisation numbers alone', () => {
    const line =
      '{"time":1771578000000,"reqId":"6b1f7c1e-1d2c-4f0e-9d7b-3a5b8c9d0e1f","at":"2026-02-20T09:00:00.000Z","kommune":"5540","organisation":"974760673","ms":12}';

    expect(scrub(line)).toBe(line);
  });

  test('takes account numbers too, and identity numbers that lost their leading zero', () => {
    expect(scrub('12345678903')).toBe('[id]');
    expect(scrub(`n=${Number(someId)}`)).toBe('n=[id]');
  });
});
