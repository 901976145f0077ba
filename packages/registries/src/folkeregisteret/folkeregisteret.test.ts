import { kommuneNumber, movableClock, nationalId } from '@opptak/domain';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { testEnvironmentOf } from '../../test/registry-environments.ts';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import type { Home, MockWorld } from '../mock-world/mock-world.ts';
import { registerSamples } from '../mock-world/register-samples.ts';
import { connectToMocks } from '../mocks/connect-to-mocks.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';
import { RegistryAnswerUnreadable, RegistryRefused, RegistryUnavailable } from '../registry-errors.ts';
import { relevanceOf } from './event-types.ts';
import { fiksFolkeregisteret, folkeregisteret } from './folkeregisteret.ts';
import type { EventPage, PersonRegistry } from './person-registry.ts';

const id = (text: string) => nationalId(text, 'synthetic');
const home = (number: number, kommune = '5542'): Home => ({
  type: 'street',
  kommune,
  street: 'Storgata',
  number,
  postalCode: '9180',
  postTown: 'SKJERVØY',
});

const clock = movableClock(new Date('2026-03-01T12:00:00Z'));
let world: MockWorld;
let mocks: Mocks;

beforeAll(async () => {
  world = mockWorld({ clock });
  for (const document of registerSamples().values()) world.addDocument(document);
  mocks = await startMocks({ world });
});
afterEach(() => mocks.faults.clear());
afterAll(() => mocks.close());

const real = testEnvironmentOf('folkeregisteret');
const realFiks = testEnvironmentOf('fiks');

/** The direct register and the one behind Fiks are asked the same; so is a real test environment, when there is one. */
describe.each([
  {
    where: 'the mock register',
    person: id('12889197496'),
    open: () => connectToMocks(mocks).people,
  },
  {
    where: 'the mock register behind Fiks',
    person: id('12889197496'),
    open: () => connectToMocks(mocks).fiksPeople,
  },
  ...(real
    ? [
        {
          where: 'the register’s test environment',
          person: real.person,
          open: () => folkeregisteret({ ...real, identityNumbers: 'synthetic' }),
        },
      ]
    : []),
  ...(realFiks
    ? [
        {
          where: 'the Fiks test environment',
          person: realFiks.person,
          open: () => fiksFolkeregisteret({ ...realFiks, identityNumbers: 'synthetic' }),
        },
      ]
    : []),
])('$where', ({ open, person }) => {
  const people = (): PersonRegistry => open();

  test('finds somebody by their number', async () => {
    expect((await people().findPerson(person, 'case'))?.nationalId).toBe(person);
  });

  test('answers null for a number nobody has', async () => {
    // The register's own published example of a valid synthetic number.
    expect(await people().findPerson(id('03851598730'), 'case')).toBeNull();
  });

  test('answers many at once, and says who is missing', async () => {
    const answer = await people().findPeople([person, id('03851598730')], 'population');

    expect([...answer.found.keys()]).toEqual([person]);
    expect(answer.missing).toEqual(['03851598730']);
    expect(answer.unreadable).toEqual([]);
  });

  test('knows its newest sequence number, and ends its feed with an empty page', async () => {
    const last = await people().lastSequence();
    const page = await people().readEvents(last + 1_000_000);

    expect(page).toMatchObject({ type: 'page', events: [], next: last + 1_000_000 });
  });
});

describe('looking people up', () => {
  test('asks for the parts it needs and no more, with the numbers outside the address', async () => {
    mocks.log.clear();
    const { people } = connectToMocks(mocks);

    await people.findPeople([id('12889197496')], 'population');
    await people.findResidences([id('12889197496')], 'fee');

    const urls = mocks.log.requests('folkeregisteret').map(({ url }) => url);
    expect(urls.map((url) => new URL(url, 'http://x').searchParams.getAll('part'))).toEqual([
      'identifikasjonsnummer status doedsfall utflytting adressebeskyttelse bostedsadresse deltBosted foedsel navn familierelasjon foreldreansvar'.split(
        ' ',
      ),
      'identifikasjonsnummer status doedsfall utflytting adressebeskyttelse bostedsadresse deltBosted'.split(
        ' ',
      ),
    ]);
    expect(urls.join()).not.toMatch(/\d{11}/);
  });

  test('residences come without a family', async () => {
    const { found } = await connectToMocks(mocks).people.findResidences([id('12889197496')], 'fee');

    const facts = found.get(id('12889197496'));
    expect(facts?.residence?.kommune).toBe('4617');
    expect(facts && 'guardians' in facts).toBe(false);
  });

  test('an earlier number and a merged one lead to the person, who keeps them', async () => {
    const { people } = connectToMocks(mocks);
    const dNumber = world.addPerson({ birthDate: '2023-02-03', sex: 'female', home: null, dNumber: true });
    const twice = world.addPerson({ birthDate: '2023-02-03', sex: 'female', home: null });
    const number = world.changeNumber(dNumber);
    world.merge(number, twice);

    const answer = await people.findPeople([id(dNumber), id(twice)], 'population');

    expect(answer.found.get(id(dNumber))).toMatchObject({
      nationalId: number,
      identity: { type: 'foedselsnummer', inUse: true, earlier: [dNumber] },
    });
    expect(answer.found.get(id(twice))?.nationalId).toBe(number);
  });

  test('more than a thousand at once is refused before anything is asked', async () => {
    const many = Array.from({ length: 1_001 }, () => id('12889197496'));

    await expect(connectToMocks(mocks).people.findPeople(many, 'population')).rejects.toThrow(RangeError);
  });

  test('one broken document does not keep the others from us', async () => {
    mocks.faults.next('folkeregisteret', {
      type: 'raw',
      body: JSON.stringify({
        oppslag: [
          { foedselsEllerDNummer: '12889197496', folkeregisterperson: { identifikasjonsnummer: [] } },
          {
            foedselsEllerDNummer: '17868597437',
            folkeregisterperson: registerSamples().get('17868597437'),
          },
          // Nobody asked about this one.
          {
            foedselsEllerDNummer: '02851798067',
            folkeregisterperson: registerSamples().get('02851798067'),
          },
        ],
      }),
    });

    const answer = await connectToMocks(mocks).people.findPeople(
      [id('12889197496'), id('17868597437'), id('04834598502')],
      'population',
    );

    expect([...answer.found.keys()]).toEqual(['17868597437']);
    expect(answer.unreadable).toEqual(['12889197496']);
    expect(answer.missing).toEqual(['04834598502']);
  });

  test('a token without the register’s scope is refused', async () => {
    const token = await mocks.maskinporten.mint({ consumer: '310028142', scope: 'ks:fiks' });
    const people = folkeregisteret({
      clock,
      timeoutMs: 2_000,
      baseUrl: mocks.urls.folkeregisteret,
      identityNumbers: 'synthetic',
      tokens: { accessToken: async () => token, forget: () => undefined },
    });

    await expect(people.lastSequence()).rejects.toMatchObject({ name: 'RegistryRefused', status: 403 });
  });
});

describe('the feed', () => {
  const readAll = async (people: PersonRegistry, from: number) => {
    const pages: Extract<EventPage, { type: 'page' }>[] = [];
    for (let next = from; pages.length < 20; ) {
      const page = await people.readEvents(next);
      if (page.type !== 'page') throw new Error('A page was expected');
      if (page.events.length === 0) return pages;
      pages.push(page);
      next = page.next;
    }
    throw new Error('The feed does not end');
  };

  test('comes in pages of a thousand, with holes, and misses nothing', async () => {
    const from = world.view.lastSequence() + 1;
    world.appendNoise(2_400);
    world.skipSequence(500);
    const mother = world.addPerson({ birthDate: '1995-04-05', sex: 'female', home: home(1) });
    const child = world.birth({ mother, sex: 'male' });

    const pages = await readAll(connectToMocks(mocks).people, from);

    const events = pages.flatMap((page) => page.events);
    // A birth is seven events about the child and two about the mother.
    expect(pages.map((page) => page.events.length)).toEqual([1_000, 1_000, 409]);
    expect(events.at(-1)?.sequence).toBe(world.view.lastSequence());
    expect(events.filter((event) => event.nationalId === child).map((event) => event.type)).toContain(
      'personErOpprettet',
    );
    expect(new Set(events.map((event) => event.sequence)).size).toBe(2_409);
  });

  test('an unchanged page is not sent twice', async () => {
    const { people } = connectToMocks(mocks);
    const from = world.view.lastSequence() + 1;
    const first = await people.readEvents(from);
    const etag = first.type === 'page' ? (first.etag ?? undefined) : undefined;

    expect(await people.readEvents(from, etag)).toEqual({ type: 'unchanged' });

    world.appendNoise(1);
    expect(await people.readEvents(from, etag)).toMatchObject({ type: 'page' });
  });

  test('a pointer older than the register keeps calls for a new extract; another 406 is a refusal', async () => {
    const old = mockWorld({ clock });
    old.appendNoise(50);
    old.forgetEventsBefore(40);
    const mine = await startMocks({ world: old });
    const { people } = connectToMocks(mine);

    expect(await people.readEvents(1)).toEqual({ type: 'too-old' });
    mine.faults.next('folkeregisteret', { type: 'status', status: 406, body: { melding: 'Ugyldig Accept' } });
    await expect(people.readEvents(1)).rejects.toThrow(RegistryRefused);
    await mine.close();
  });

  const entry = (sekvensnummer: unknown, hendelsetype = 'endringINavn') => ({
    sekvensnummer,
    hendelse: {
      folkeregisteridentifikator: '12889197496',
      hendelsetype,
      ajourholdstidspunkt: '2026-03-01T12:00:00.123456789+01:00',
    },
  });
  const page = async (entries: unknown, from = 10) => {
    mocks.faults.next('folkeregisteret', { type: 'raw', body: JSON.stringify(entries) });
    return connectToMocks(mocks).people.readEvents(from);
  };

  test('duplicates and disorder on a page are put right', async () => {
    expect(await page([entry(14), entry(12), entry(14), entry(10)])).toMatchObject({
      events: [{ sequence: 10 }, { sequence: 12 }, { sequence: 14 }],
      next: 15,
      duplicates: 1,
    });
  });

  test('a page of five thousand is taken', async () => {
    const answer = await page(Array.from({ length: 5_000 }, (_, index) => entry(index + 10)));

    expect(answer).toMatchObject({ next: 5_010 });
  });

  test('numbers that begin again stop us: the register has been built anew', async () => {
    await expect(page([entry(1), entry(2)])).rejects.toMatchObject({ reason: 'sequence-went-back' });
  });

  test('an entry without its number spoils the page, one without a person is counted', async () => {
    await expect(page([entry(10), entry(undefined)])).rejects.toThrow(RegistryAnswerUnreadable);
    expect(await page([entry(10), { sekvensnummer: 11, hendelse: {} }, { sekvensnummer: 12 }])).toMatchObject(
      {
        next: 13,
        unreadable: 2,
      },
    );
  });

  test('a type nobody has heard of comes through, and is told apart from the irrelevant', async () => {
    const answer = await page([entry(10, 'endringIFremtiden')]);

    expect(answer).toMatchObject({ events: [{ type: 'endringIFremtiden' }] });
    expect(relevanceOf('endringIFremtiden')).toBe('unknown');
    expect(relevanceOf('endringIIdentitetsgrunnlag')).toBe('irrelevant');
    expect(relevanceOf('endringIAdressebeskyttelse')).toBe('relevant');
  });

  test('bursts of faults lose no event', async () => {
    const from = world.view.lastSequence() + 1;
    world.appendNoise(3_000);
    mocks.faults.often('folkeregisteret', { type: 'status', status: 503 }, 0.5, 7);
    const { people } = connectToMocks(mocks);
    let read = 0;
    let failures = 0;

    for (let next = from; read + failures < 5_000; ) {
      const answer = await people.readEvents(next).catch((error: unknown) => {
        if (!(error instanceof RegistryUnavailable)) throw error;
        failures += 1;
        return null;
      });
      if (answer?.type !== 'page') continue;
      if (answer.events.length === 0) break;
      read += answer.events.length;
      next = answer.next;
    }

    expect(read).toBe(3_000);
    expect(failures).toBeGreaterThan(0);
  });
});

describe('an extract', () => {
  test('lists the residents of a kommune by birth year, once it is ready, without the strictly confidential', async () => {
    const { people } = connectToMocks(mocks);
    const born = (year: number, protection?: 'confidential' | 'strictly-confidential') =>
      world.addPerson({
        birthDate: `${year}-07-08`,
        sex: 'female',
        home: home(year, '5546'),
        ...(protection === undefined ? {} : { protection }),
      });
    const expected = [born(2022), born(2024), born(2024, 'confidential')];
    born(2021);
    born(2024, 'strictly-confidential');
    const filter = { kommune: kommuneNumber('5546'), bornFrom: 2022, bornUntil: 2024 };

    const job = await people.orderExtract(filter);

    expect(await people.readExtract(job, 0)).toEqual({ type: 'not-ready' });
    expect(await people.readExtract(job, 0)).toEqual({ type: 'batch', nationalIds: expected });
    expect(await people.readExtract(job, 1)).toEqual({ type: 'end' });
  });
});
