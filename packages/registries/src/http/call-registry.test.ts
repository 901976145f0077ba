import { movableClock, nationalId } from '@opptak/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import { connectToMocks, type MockConnections } from '../mocks/connect-to-mocks.ts';
import type { Fault } from '../mocks/fault-script.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';
import { RegistryAnswerUnreadable, RegistryRefused, RegistryUnavailable } from '../registry-errors.ts';
import type { RegistryCall } from './registry-endpoint.ts';

// Everything that can go wrong with an answer, seen through one adapter: all call out in the same way.
describe('a registry that misbehaves', () => {
  const clock = movableClock(new Date('2026-03-01T12:00:00Z'));
  const calls: RegistryCall[] = [];
  let mocks: Mocks;
  let adapters: MockConnections;
  let person: string;
  const ask = () => adapters.people.findPerson(nationalId(person, 'synthetic'), 'case');
  const caught = (): Promise<unknown> =>
    ask().then(
      () => null,
      (error: unknown) => error,
    );

  beforeAll(async () => {
    mocks = await startMocks({ world: mockWorld({ clock }) });
    adapters = connectToMocks(mocks, { timeoutMs: 400, onCall: (call) => calls.push(call) });
    person = mocks.world.addPerson({
      birthDate: '2024-05-06',
      sex: 'female',
      name: { first: 'HEMMELIG', last: 'KANARIFUGL' },
      home: {
        type: 'street',
        kommune: '5542',
        street: 'Kanarigata',
        number: 7,
        postalCode: '9180',
        postTown: 'SKJERVØY',
      },
    });
    await ask();
  });
  beforeEach(() => {
    mocks.faults.clear();
    mocks.log.clear();
    calls.length = 0;
  });
  afterAll(() => mocks.close());

  const unavailable: readonly (readonly [string, Fault, string])[] = [
    ['status 500', { type: 'status', status: 500 }, 'server-error'],
    ['status 503', { type: 'status', status: 503 }, 'server-error'],
    ['status 502 as a page', { type: 'html', status: 502 }, 'server-error'],
    ['status 429', { type: 'status', status: 429 }, 'too-many-requests'],
    ['no answer', { type: 'hang' }, 'timeout'],
    ['an answer that comes too late', { type: 'delay', ms: 900 }, 'timeout'],
    ['a broken connection', { type: 'cut' }, 'network'],
    ['a connection that breaks before the answer', { type: 'lose-answer' }, 'network'],
  ];
  test.each(unavailable)('%s means try again later', async (_what, fault, reason) => {
    mocks.faults.next('folkeregisteret', fault);

    const error = await caught();

    expect(error).toBeInstanceOf(RegistryUnavailable);
    expect(error).toMatchObject({ kind: 'unavailable', reason });
  });

  const unreadable: readonly (readonly [string, Fault, string])[] = [
    ['a firewall’s page with status 200', { type: 'html' }, 'not-json'],
    ['half a document', { type: 'half' }, 'broken-json'],
    ['an empty answer', { type: 'raw', body: '' }, 'wrong-shape'],
    ['a bare number', { type: 'raw', body: '40241' }, 'wrong-shape'],
    ['a list', { type: 'raw', body: '[]' }, 'wrong-shape'],
    ['a gzip bomb of 200 MB', { type: 'gzip-bomb', megabytes: 200 }, 'too-large'],
    ['bytes that are not UTF-8', { type: 'raw', body: new Uint8Array([0x22, 0xe6, 0x22]) }, 'not-utf-8'],
    [
      'another character set',
      { type: 'raw', body: '{}', contentType: 'application/json; charset=iso-8859-1' },
      'not-utf-8',
    ],
    ['a redirect', { type: 'status', status: 302, headers: { location: '/elsewhere' } }, 'redirect'],
  ];
  test.each(unreadable)('%s is not an answer', async (_what, fault, reason) => {
    mocks.faults.next('folkeregisteret', fault);

    const error = await caught();

    expect(error).toBeInstanceOf(RegistryAnswerUnreadable);
    expect(error).toMatchObject({ reason });
  });

  test('a gzip bomb of a gigabyte costs no more memory than the limit', async () => {
    mocks.faults.next('folkeregisteret', { type: 'gzip-bomb', megabytes: 1 });
    await caught();
    const before = process.memoryUsage().rss;
    mocks.faults.next('folkeregisteret', { type: 'gzip-bomb', megabytes: 1_024 });

    expect(await caught()).toMatchObject({ reason: 'too-large' });

    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  test('a byte order mark before the answer does no harm', async () => {
    mocks.faults.next('folkeregisteret', {
      type: 'raw',
      body: `\uFEFF${JSON.stringify({ identifikasjonsnummer: [{ foedselsEllerDNummer: person, erGjeldende: true }] })}`,
    });

    expect((await ask())?.nationalId).toBe(person);
  });

  test.each([
    [400, { kode: 'FREG-001', melding: 'Ugyldig' }, 'FREG-001'],
    [403, {}, null],
    [418, { kode: 'HEMMELIG KANARIFUGL 1' }, null],
  ])('status %i means a person must look', async (status, body, registryCode) => {
    mocks.faults.next('folkeregisteret', { type: 'status', status, body });

    const error = await caught();

    expect(error).toBeInstanceOf(RegistryRefused);
    expect(error).toMatchObject({ status, registryCode });
  });

  test('a firewall’s refusal is told apart from the registry’s own', async () => {
    mocks.faults.next('folkeregisteret', { type: 'html', status: 403 });

    expect(await caught()).toMatchObject({ name: 'RegistryRefused', status: 403, registryCode: 'html' });
  });

  test('one answer of 401 is met with a new token, a second one is a refusal', async () => {
    mocks.faults.next('folkeregisteret', { type: 'status', status: 401 });
    expect((await ask())?.nationalId).toBe(person);
    expect(mocks.log.requests('maskinporten')).toHaveLength(1);

    mocks.faults.next('folkeregisteret', { type: 'status', status: 401 }, { times: 2 });
    expect(await caught()).toMatchObject({ name: 'RegistryRefused', status: 401 });
  });

  test('a new signing key at Maskinporten stops nobody', async () => {
    await mocks.maskinporten.rotateKey();

    expect((await ask())?.nationalId).toBe(person);
  });

  test.each([
    ['in milliseconds, as this registry writes it', '30000', 30_000],
    ['ten years', '315360000000', 900_000],
    ['absent', undefined, null],
  ])('a wait %s', async (_what, header, retryAfterMs) => {
    mocks.faults.next('folkeregisteret', {
      type: 'status',
      status: 429,
      headers: header === undefined ? {} : { 'retry-after': header },
    });

    expect(await caught()).toMatchObject({ retryAfterMs });
  });

  test('no error and no record of a call says whom it was about', async () => {
    const faults: readonly Fault[] = [...unavailable, ...unreadable].map(([, fault]) => fault);
    for (const fault of [...faults, { type: 'status', status: 400 } as const]) {
      mocks.faults.next('folkeregisteret', fault);
      const error = await caught();
      const text = error instanceof Error ? `${error.message} ${error.stack} ${JSON.stringify(error)}` : '';
      expect(error instanceof Error ? error.cause : 'none').toBeUndefined();
      expect(text).not.toMatch(/\d{11}|HEMMELIG|KANARI|Kanari/);
    }
    expect(JSON.stringify(calls)).not.toMatch(/\d{11}/);
    expect(calls.find((call) => call.operation === 'lookup')).toMatchObject({
      registry: 'Folkeregisteret',
      purpose: 'case',
      people: 1,
      outcome: 500,
    });
  });

  test('each call is reported once, with its outcome', async () => {
    for (const fault of [{ type: 'hang' }, { type: 'half' }, { type: 'cut' }] as const) {
      mocks.faults.next('folkeregisteret', fault);
      await caught();
    }

    expect(calls.map((call) => call.outcome)).toEqual(['timeout', 200, 'network']);
  });
});
