import { movableClock } from '@opptak/domain';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { mockWorld } from '../mock-world/create-mock-world.ts';
import { type Mocks, startMocks } from '../mocks/start-mocks.ts';

const clock = movableClock(new Date('2026-03-01T12:00:00Z'));
const world = mockWorld({ clock });
const home = {
  type: 'street',
  kommune: '5542',
  street: 'Storgata',
  number: 1,
  postalCode: '9180',
  postTown: 'SKJERVØY',
} as const;
const scope = 'folkeregister:deling/offentligmedhjemmel';

let mocks: Mocks;
let token: string;
beforeAll(async () => {
  mocks = await startMocks({ world });
  token = await mocks.maskinporten.mint({ consumer: mocks.client.organisation, scope });
});
afterEach(() => mocks.faults.clear());
afterAll(() => mocks.close());

/** Asks as somebody with curl would, without our adapter. */
async function ask(path: string, init: RequestInit = {}) {
  const answer = await fetch(
    `${mocks.urls.folkeregisteret}/folkeregisteret/offentlig-med-hjemmel/api/v1${path}`,
    {
      ...init,
      headers: { authorization: `Bearer ${token}`, accept: 'application/json', ...init.headers },
    },
  );
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) };
}
const bulk = (numbers: readonly string[], query: string) =>
  ask(`/personer/bulkoppslag?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ foedselsEllerDNummer: numbers }),
  });

/** What a faithful mock of Folkeregisteret must do, each on the wire. */
describe('the mock answers as Folkeregisteret does', () => {
  test('feed: pages of 1 000 from and including seq, holes in the numbers, a type nobody knows now and then, [] at the end', async () => {
    world.appendNoise(2_500);
    const first = (await ask('/hendelser/feed/?seq=1')).json();
    expect(first).toHaveLength(1_000);
    expect(first[0]).toMatchObject({ sekvensnummer: 1, hendelse: { hendelsetype: expect.any(String) } });
    expect(first[0].hendelse).toEqual({
      folkeregisteridentifikator: expect.stringMatching(/^\d{11}$/),
      hendelsetype: expect.any(String),
      hendelsesdokument: expect.stringMatching(/^[0-9a-f]{32}$/),
      persondokument: expect.stringMatching(/^[0-9a-f]{32}$/),
      ajourholdstidspunkt: expect.stringMatching(/^2026-03-01T13:00:00\.\d+\+01:00$/),
    });
    const last = first.at(-1).sekvensnummer;
    expect(last).toBeGreaterThan(1_000);
    expect((await ask(`/hendelser/feed/?seq=${last}`)).json()[0].sekvensnummer).toBe(last);
    const types = first.map((one: { hendelse: { hendelsetype: string } }) => one.hendelse.hendelsetype);
    expect(types.filter((type: string) => type === 'endringISomIngenHarHoertOm')).toHaveLength(2);
    expect((await ask('/hendelser/feed/?seq=9999999')).text).toBe('[]');
  });

  test('the newest number is a bare number; an unchanged page is 304; a number older than it remembers is 406 with words', async () => {
    const newest = await ask('/hendelser/siste/sekvensnummer');
    expect(newest.text).toBe(String(world.view.lastSequence()));
    const page = await ask('/hendelser/feed/?seq=5');
    const again = { headers: { 'if-none-match': page.headers.get('etag') ?? '' } };
    expect(await ask('/hendelser/feed/?seq=5', again)).toMatchObject({ status: 304, text: '' });
    world.forgetEventsBefore(100);
    const old = await ask('/hendelser/feed/?seq=5');
    expect(old.status).toBe(406);
    expect(old.json()).toMatchObject({ kode: 'FREG-001', melding: expect.stringContaining('36 måneder') });
  });

  test('documents are lists with metadata, hold the parts asked for and the number, and family only by name', async () => {
    const mother = world.addPerson({
      birthDate: '1995-04-05',
      sex: 'female',
      home,
      name: { first: 'Áile', last: 'Fjell' },
    });
    const father = { name: { first: 'Jo', last: 'Berg' }, birthDate: '1990-01-01' };
    const child = world.addPerson({
      birthDate: '2024-04-05',
      sex: 'male',
      home,
      parents: { mother, father },
    });
    const name = (await ask(`/personer/${mother}?part=navn`)).json();
    expect(Object.keys(name).sort()).toEqual(['identifikasjonsnummer', 'navn']);
    expect(name.navn).toEqual([
      {
        ajourholdstidspunkt: expect.any(String),
        erGjeldende: true,
        kilde: 'Synutopia',
        aarsak: expect.any(String),
        gyldighetstidspunkt: expect.any(String),
        fornavn: 'Áile',
        etternavn: 'Fjell',
      },
    ]);
    expect((await ask(`/personer/${child}`)).json()).not.toHaveProperty('foreldreansvar');
    const family = (await ask(`/personer/${child}?part=foreldreansvar&part=familierelasjon`)).json();
    // A parent without a number is named, and born.
    expect(family.familierelasjon[0].relatertPersonUtenFolkeregisteridentifikator).toMatchObject({
      navn: { fornavn: 'Jo', etternavn: 'Berg' },
      foedselsdato: '1990-01-01',
    });
    expect(family.foreldreansvar).toHaveLength(2);
    expect((await ask(`/personer/${child}?part=alt`)).status).toBe(400);
    world.changeName(mother, { first: 'Áile', last: 'Berg' });
    const now = (await bulk([mother], 'part=navn')).json().oppslag[0].folkeregisterperson;
    expect(now.navn).toHaveLength(1);
    expect((await ask(`/personer/${mother}?part=navn&part=historikk`)).json().navn).toHaveLength(2);
  });

  test('a strictly confidential person has a grading and an open postal address, and no home, not even a kommune', async () => {
    const hidden = world.addPerson({
      birthDate: '1995-04-05',
      sex: 'female',
      home,
      protection: 'strictly-confidential',
    });
    const { text, json } = await ask(`/personer/${hidden}?part=person-basis`);
    expect(json().adressebeskyttelse).toMatchObject([{ graderingsnivaa: 'strengtFortrolig' }]);
    expect(text).not.toMatch(/Storgata|5542|SKJERV/);
    expect(json().postadresse[0].postboksadresse.poststed.postnummer).toBe('0125');
  });

  test('nobody: 404 alone, a line without a person in bulk; a number that has ceased finds who it became', async () => {
    expect((await ask('/personer/03851598730')).status).toBe(404);
    const old = world.addPerson({ birthDate: '2024-01-01', sex: 'male', home: null, dNumber: true });
    const now = world.changeNumber(old);
    const { oppslag } = (await bulk([old, '03851598730'], 'part=status')).json();
    expect(oppslag[0]).toMatchObject({
      foedselsEllerDNummer: old,
      folkeregisterperson: { identifikasjonsnummer: [{ foedselsEllerDNummer: now }] },
    });
    expect(oppslag[1]).toEqual({ foedselsEllerDNummer: '03851598730', feilmelding: expect.any(String) });
  });

  test('the wrong format is 406, no token 401, another scope 403, more than 1 000 people 400', async () => {
    expect((await ask('/hendelser/siste/sekvensnummer', { headers: { accept: 'text/plain' } })).status).toBe(
      406,
    );
    expect((await ask('/hendelser/siste/sekvensnummer', { headers: { authorization: '' } })).status).toBe(
      401,
    );
    const other = await mocks.maskinporten.mint({ consumer: mocks.client.organisation, scope: 'ks:fiks' });
    const foreign = { headers: { authorization: `Bearer ${other}` } };
    expect((await ask('/hendelser/siste/sekvensnummer', foreign)).status).toBe(403);
    expect((await bulk(Array(1_001).fill('03851598730'), 'part=navn')).status).toBe(400);
  });

  test('the firewall answers with HTML, and a register that is busy says how many milliseconds to wait', async () => {
    mocks.faults.next('folkeregisteret', { type: 'html' });
    expect((await ask('/hendelser/siste/sekvensnummer')).headers.get('content-type')).toContain('text/html');
    const orders = Array.from({ length: 11 }, () =>
      ask('/uttrekk/tilpasset', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }),
    );
    const refused = (await Promise.all(orders)).filter(({ status }) => status === 429);
    expect(refused.map(({ headers }) => headers.get('retry-after'))).toEqual(['60000']);
  });

  test('an extract is known to a register that has been started anew, and nobody else’s is', async () => {
    const order = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const before = await startMocks({ world });
    const answer = await fetch(
      `${before.urls.folkeregisteret}/folkeregisteret/offentlig-med-hjemmel/api/v1/uttrekk/tilpasset`,
      {
        ...order,
        headers: {
          ...order.headers,
          authorization: `Bearer ${await before.maskinporten.mint({ consumer: before.client.organisation, scope })}`,
        },
        body: JSON.stringify({ personstatustyper: ['bosatt'], foedselsaarFraOgMed: '2024' }),
      },
    );
    const { jobbId } = JSON.parse(await answer.text());
    await before.close();
    expect((await ask(`/uttrekk/${jobbId}/batch/0`)).status).toBe(404);
    expect((await ask(`/uttrekk/${jobbId}/batch/0`)).json().foedselsEllerDNummer).toHaveLength(1);
    expect((await ask(`/uttrekk/${jobbId}/batch/1`)).text).toBe('{}');
    for (let times = 0; times < 3; times += 1)
      expect((await ask('/uttrekk/finnes-ikke/batch/0')).status).toBe(404);
  });
});
