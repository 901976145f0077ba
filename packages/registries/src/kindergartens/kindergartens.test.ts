import { kommuneNumber, movableClock } from '@opptak/domain';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { testEnvironmentOf } from '../../test/registry-environments.ts';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import { connectToMocks } from '../mocks/connect-to-mocks.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';
import { RegistryUnavailable } from '../registry-errors.ts';
import { kindergartenRows } from './kindergarten-data.ts';
import type { KindergartenRegistry } from './kindergarten-registry.ts';
import { nbr } from './nbr.ts';

const clock = movableClock(new Date('2026-03-01T12:00:00Z'));
let mocks: Mocks;
let registry: KindergartenRegistry;

beforeAll(async () => {
  mocks = await startMocks({ world: mockWorld({ clock }) });
  registry = connectToMocks(mocks).kindergartens;
});
afterEach(() => mocks.faults.clear());
afterAll(() => mocks.close());

describe('the stored table', () => {
  // Counts from the table in data/kindergartens/README.md.
  test.each([
    ['3201', 142, 7186],
    ['3203', 96, 5241],
    ['3310', 8, 336],
    ['5538', 3, 63],
    ['5540', 3, 60],
    ['5542', 3, 116],
    ['5544', 7, 193],
    ['5546', 2, 47],
  ])('kommune %s has %i kindergartens with %i children', (kommune, count, children) => {
    const rows = kindergartenRows().filter((row) => row.kommunenummer === kommune);

    expect(rows).toHaveLength(count);
    expect(rows.reduce((sum, row) => sum + (row.children ?? 0), 0)).toBe(children);
  });
});

describe('the national kindergarten registers', () => {
  test('list the kindergartens of a kommune with their details', async () => {
    const found = await registry.findInKommune(kommuneNumber('5544'));

    expect(found).toHaveLength(7);
    expect(found.map((one) => one.kind).toSorted()).toEqual(['open', ...Array(6).fill('ordinary')]);
    expect(found.filter((one) => one.position === null)).toHaveLength(3);
    expect(found.reduce((sum, one) => sum + (one.children ?? 0), 0)).toBe(193);
  });

  test('a place at zero degrees north is no place, and what one register lacks the other fills in', async () => {
    expect(await registry.findKindergarten('875324632')).toEqual({
      organisationNumber: '875324632',
      name: 'Badderen barnehage',
      kommune: '5546',
      ownership: 'municipal',
      owner: { organisationNumber: null, name: 'Kvænangen kommune' },
      kind: 'ordinary',
      ages: { from: 1, until: 5 },
      address: { line: '', postalCode: '9162', postTown: 'SØRSTRAUMEN' },
      position: null,
      children: 8,
      languageForm: 'B',
      openingHours: { opens: '06:45', closes: '16:30' },
      pedagogicalProfile: null,
      areaSquareMetres: 79,
      foodPriceKroner: 300,
    });
  });

  test('when Barnehagefakta forgets a kindergarten for a moment, the rest stays', async () => {
    mocks.faults.next('barnehagefakta', { type: 'status', status: 404 });

    expect(await registry.findKindergarten('875324632')).toMatchObject({
      name: 'Badderen barnehage',
      kind: 'ordinary',
      children: 8,
      openingHours: null,
    });
  });

  test('unknown ones are null, and a register that is down is no empty list', async () => {
    expect(await registry.findKindergarten('981507320')).toBeNull();
    mocks.faults.next('nbr', { type: 'status', status: 503 });
    await expect(registry.findInKommune(kommuneNumber('5544'))).rejects.toThrow(RegistryUnavailable);
  });

  test('owners, closed kindergartens and neighbours are left out, and shortened units are looked up', async () => {
    const unit = (Organisasjonsnummer: string, change = {}) => ({
      Organisasjonsnummer,
      Navn: 'En',
      Kommune: { Kommunenummer: '5542' },
      ErAktiv: true,
      ErBarnehage: true,
      ErBarnehageEier: false,
      ...change,
    });
    const [first, second] = kindergartenRows().filter((row) => row.kommunenummer === '5542');
    const list = [
      unit('310028142', { ErAktiv: false }),
      unit('981507320', { ErBarnehageEier: true }),
      unit('875324632', { Kommune: { Kommunenummer: '5546' } }),
      unit('123456789'),
      unit(first?.orgnr ?? ''),
      { Organisasjonsnummer: second?.orgnr, Navn: 'To' },
    ];
    mocks.faults.next('nbr', { type: 'raw', body: JSON.stringify({ EnhetListe: list }) });

    const found = await registry.findInKommune(kommuneNumber('5542'));

    expect(found.map((one) => one.organisationNumber)).toEqual([first?.orgnr, second?.orgnr].toSorted());
  });
});

const real = testEnvironmentOf('nbr');
test.skipIf(real === null)('the register itself lists the kindergartens of a small kommune', async () => {
  if (real) expect((await nbr(real).findInKommune(kommuneNumber('5546'))).length).toBeGreaterThan(0);
});
