import { movableClock } from '@opptak/domain';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { testEnvironmentOf } from '../../test/registry-environments.ts';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import { connectToMocks } from '../mocks/connect-to-mocks.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';
import { RegistryRefused } from '../registry-errors.ts';
import type { AddressQuestion, AddressSearch } from './address-search.ts';
import { kartverket } from './kartverket.ts';

const question: AddressQuestion = {
  protection: 'none',
  street: 'Ørnveien',
  number: '1',
  letter: null,
  postalCode: '9180',
  kommune: '5542',
};
const hit = (change = {}) => ({
  adressetekst: 'Ørnveien 1',
  adressenavn: 'Ørnveien',
  nummer: 1,
  bokstav: '',
  kommunenummer: '5542',
  postnummer: '9180',
  poststed: 'SKJERVØY',
  representasjonspunkt: { epsg: 'EPSG:4258', lat: 70.03, lon: 20.97 },
  ...change,
});

describe('Kartverket’s address search', () => {
  const clock = movableClock(new Date('2026-03-01T12:00:00Z'));
  let mocks: Mocks;
  let search: AddressSearch;
  const answered = (...adresser: object[]) => {
    mocks.faults.next('kartverket', { type: 'raw', body: JSON.stringify({ adresser }) });
    return search.findAddress(question);
  };

  beforeAll(async () => {
    mocks = await startMocks({ world: mockWorld({ clock }) });
    search = connectToMocks(mocks).addresses;
  });
  afterEach(() => mocks.faults.clear());
  afterAll(() => mocks.close());

  test('knows where a kindergarten lies, and gives a home the same place each time', async () => {
    // Hofsøy naturbarnehage, Ørnveien 1, Skjervøy.
    expect(await search.findAddress(question)).toMatchObject({ latitude: 70.0163, longitude: 20.97665 });

    const home = { ...question, street: 'Storgata', number: '12', letter: 'B' };
    expect(await search.findAddress(home)).toEqual(await search.findAddress(home));
  });

  test('is told the address and nothing else', async () => {
    mocks.log.clear();
    await search.findAddress(question);

    const [request] = mocks.log.requests('kartverket');
    expect([...new URL(request?.url ?? '', 'http://x').searchParams.keys()]).toEqual(
      'sok kommunenummer postnummer fuzzy treffPerSide side utkoordsys asciiKompatibel'.split(' '),
    );
    expect(request?.headers.authorization).toBeUndefined();
  });

  test.each([
    ['another street', [hit({ adressenavn: 'Ørneveien' })]],
    ['another house', [hit({ nummer: 11 })]],
    ['another entrance', [hit({ bokstav: 'B' })]],
    ['another kommune', [hit({ kommunenummer: '5544' })]],
    ['no hit', []],
    ['two places that both fit', [hit(), hit({ representasjonspunkt: { lat: 70.1, lon: 20.9 } })]],
  ])('%s is no answer', async (_what, hits) => {
    expect(await answered(...hits)).toBeNull();
  });

  test('two dwellings at one place are one place, and case does not matter', async () => {
    expect(await answered(hit(), hit({ adressenavn: 'ØRNVEIEN' }))).toMatchObject({ latitude: 70.03 });
  });

  test('a question it can not read is a refusal that does not repeat the address', async () => {
    mocks.faults.next('kartverket', { type: 'status', status: 400, body: { message: 'Ørnveien' } });

    const error = await search.findAddress(question).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RegistryRefused);
    expect(String(error)).not.toContain('rnveien');
  });
});

const real = testEnvironmentOf('kartverket');
test.skipIf(real === null)('the service itself finds a public building', async () => {
  if (real) expect(await kartverket(real).findAddress(question)).toMatchObject({ kommune: '5542' });
});
