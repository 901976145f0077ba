import { nationalId } from '@opptak/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { registerSamples } from '../mock-world/register-samples.ts';
import { RegistryAnswerUnreadable } from '../registry-errors.ts';
import type { PersonFacts } from './person-facts.ts';
import { readPersonDocument } from './read-person-document.ts';

const samples = registerSamples();
const read = (value: unknown): PersonFacts => readPersonDocument(value, { policy: 'synthetic' });
const sample = (number: string): PersonFacts => read(samples.get(number));
const id = (text: string) => nationalId(text, 'synthetic');

/** A child's document with these properties; what is tested is named, the rest is there. */
const child = '20821098387';
const document = (properties: Record<string, unknown>): Record<string, unknown> => ({
  identifikasjonsnummer: [
    {
      erGjeldende: true,
      status: 'iBruk',
      foedselsEllerDNummer: child,
      identifikatortype: 'foedselsnummer',
    },
  ],
  ...properties,
});
const street = (grading: unknown, kommune = '5542') => ({
  erGjeldende: true,
  vegadresse: { kommunenummer: kommune, adressenavn: 'Kanarigata', adressenummer: { husnummer: '7' } },
  adressegradering: grading,
});

describe('the stored documents of the register', () => {
  test('every one can be read, and holds nothing we do not know', () => {
    expect(samples.size).toBe(12);
    for (const [number, value] of samples) {
      const facts = read(value);
      expect(facts.nationalId).toBe(number);
      expect(facts.unknown).toEqual({});
    }
  });

  test('a child whose father died: the mother alone, and not resident after emigration', () => {
    expect(sample('02851798067')).toMatchObject({
      status: 'emigrated',
      birthDate: '2017-05-02',
      residence: null,
      guardians: { kind: 'mother', holders: [{ nationalId: '23878597885' }] },
      parents: [
        { role: 'father', person: { nationalId: '24828996106' } },
        { role: 'mother', person: { nationalId: '23878597885' } },
      ],
      emigration: { on: '2025-01-14' },
    });
  });

  test('a child whose father has no Norwegian number, and is alone responsible', () => {
    expect(sample('27862199486')).toMatchObject({
      status: 'resident',
      // The temporary name from birth stands beside it as history.
      name: { first: 'GULAKTIG', temporary: false },
      residence: {
        kommune: '3418',
        movedOn: '2021-06-27',
        address: { type: 'street', street: 'Granittvegen', number: '9', matrikkelId: '224390853' },
      },
      guardians: {
        kind: 'father',
        holders: [{ nationalId: null, name: { first: 'GLAD', last: 'FISK' }, birthDate: '1990-04-17' }],
      },
    });
  });

  test('a child who lives in a kommune at no known address', () => {
    expect(sample('20821098387').residence).toEqual({
      kommune: '3112',
      address: null,
      movedOn: '2026-01-29',
      clientAddress: false,
    });
  });

  test('a mother’s document tells whom she is responsible for, and is not read as her own guardians', () => {
    expect(sample('12889197496')).toMatchObject({
      guardians: { kind: 'none', holders: [] },
      wards: ['18832397314', '19891298067', '15881198271'],
      children: ['18832397314', '19891298067', '15881198271'],
    });
  });

  test('a confidential address is kept, with its level', () => {
    expect(sample('04834598502')).toMatchObject({
      protection: 'confidential',
      residence: { kommune: '1511' },
    });
  });

  test('a death comes as a bare element, not a list', () => {
    expect(sample('28857197102')).toMatchObject({ status: 'dead', death: { on: '2020-12-22' } });
  });

  test('a ceased number is not in use, a D-number holder is not resident', () => {
    expect(sample('06820298525')).toMatchObject({ status: 'ceased', identity: { inUse: false } });
    // The birth date stands in its own field: the number says nothing of 2000-01-01.
    expect(sample('60900070260')).toMatchObject({
      status: 'temporary',
      identity: { type: 'd-number' },
      birthDate: '2000-01-01',
      residence: null,
    });
  });
});

describe('protection', () => {
  test.each([
    ['ungraded', { bostedsadresse: [street('ugradert')] }, 'none'],
    ['no grading anywhere', {}, 'none'],
    ['a graded address, an ungraded person', { bostedsadresse: [street('fortrolig')] }, 'confidential'],
    [
      'an ungraded home, a graded other home',
      { bostedsadresse: [street('ugradert')], deltBosted: [street('strengtFortrolig')] },
      'strictly-confidential',
    ],
    [
      'two gradings at once: the stricter',
      {
        adressebeskyttelse: [
          { erGjeldende: true, graderingsnivaa: 'fortrolig' },
          { erGjeldende: true, graderingsnivaa: 'strengtFortrolig' },
        ],
      },
      'strictly-confidential',
    ],
    [
      'a grading that has ended',
      { adressebeskyttelse: [{ erGjeldende: false, graderingsnivaa: 'strengtFortrolig' }] },
      'none',
    ],
    [
      'a grading nobody has heard of',
      { adressebeskyttelse: [{ graderingsnivaa: 'hemmelig' }] },
      'strictly-confidential',
    ],
    [
      'an element without its grading',
      { adressebeskyttelse: [{ erGjeldende: true }] },
      'strictly-confidential',
    ],
    ['a grading as plain text', { adressebeskyttelse: 'strengtFortrolig' }, 'strictly-confidential'],
    ['a grading as null in a list', { adressebeskyttelse: [null] }, 'strictly-confidential'],
    ['an address without its grading', { bostedsadresse: [street(undefined)] }, 'strictly-confidential'],
  ])('%s', (_what, properties, protection) => {
    expect(read(document(properties)).protection).toBe(protection);
  });

  test('behind a strictly confidential grading no address passes, whatever the document holds', () => {
    const facts = read(
      document({
        adressebeskyttelse: [{ erGjeldende: true, graderingsnivaa: 'strengtFortrolig' }],
        bostedsadresse: [street('ugradert')],
        deltBosted: [street('ugradert')],
        postadresse: [street('ugradert')],
      }),
    );

    expect(facts).toMatchObject({ residence: null, sharedResidence: null });
    expect(JSON.stringify(facts)).not.toContain('Kanarigata');
  });

  test('no document at all shows an address and a strict grading together', () => {
    const grading = fc.constantFrom(
      'ugradert',
      'klientadresse',
      'fortrolig',
      'strengtFortrolig',
      'ny',
      null,
      7,
    );
    const address = grading.map((one) => street(one));
    const protection = grading.map((graderingsnivaa) => ({ erGjeldende: true, graderingsnivaa }));
    fc.assert(
      fc.property(fc.array(address), fc.array(address), fc.array(protection), (home, shared, own) => {
        const facts = read(document({ bostedsadresse: home, deltBosted: shared, adressebeskyttelse: own }));
        if (facts.protection === 'strictly-confidential')
          expect(JSON.stringify(facts)).not.toContain('Kanarigata');
        const words = [...home, ...shared].map((one) => one.adressegradering);
        if (words.includes('fortrolig')) expect(facts.protection).not.toBe('none');
      }),
    );
  });

  test('an institution’s address protects the address, not the person', () => {
    const facts = read(document({ bostedsadresse: [street('klientadresse')] }));

    expect(facts).toMatchObject({ protection: 'none', residence: { clientAddress: true } });
  });
});

describe('parental responsibility', () => {
  const holder = (ansvar: string, ansvarlig: string | undefined, more = {}) => ({
    erGjeldende: true,
    ansvar,
    ansvarssubjekt: child,
    ...(ansvarlig === undefined ? {} : { ansvarlig }),
    ...more,
  });
  const guardians = (...elements: object[]) => read(document({ foreldreansvar: elements })).guardians;

  test('joint responsibility has one element per holder, all are collected, each once', () => {
    expect(
      guardians(
        holder('felles', '23878597885'),
        holder('felles', '24828996106'),
        holder('felles', '24828996106'),
      ),
    ).toEqual({
      kind: 'joint',
      holders: [{ nationalId: '23878597885' }, { nationalId: '24828996106' }],
      organisations: [],
    });
  });

  test.each([
    ['nothing', [], 'none'],
    ['the co-mother', [holder('medmor', '23878597885')], 'co-mother'],
    ['others', [holder('andre', undefined, { ansvarligOrganisasjon: '981507320' })], 'others'],
    ['unknown', [holder('ukjent', undefined)], 'unknown'],
    ['a word nobody has heard of', [holder('delt', '23878597885')], 'unknown'],
    ['two kinds at once', [holder('mor', '23878597885'), holder('far', '24828996106')], 'contradictory'],
    [
      'an element about two others',
      [{ ...holder('mor', '23878597885'), ansvarssubjekt: '02851798067' }],
      'unknown',
    ],
  ])('%s', (_what, elements, kind) => {
    expect(guardians(...elements).kind).toBe(kind);
  });

  test('elements under the child’s earlier number are the child’s own', () => {
    const facts = readPersonDocument(
      document({ foreldreansvar: [{ ...holder('mor', '23878597885'), ansvarssubjekt: '60900070260' }] }),
      { policy: 'synthetic', askedFor: id('60900070260') },
    );

    expect(facts.guardians.kind).toBe('mother');
    expect(facts.identity.earlier).toEqual(['60900070260']);
  });
});

describe('what the register has not told us about', () => {
  test('unknown properties, fields and values are counted by place, and what we know is read', () => {
    const facts = read(
      document({
        status: [{ erGjeldende: true, status: 'unik' }],
        nyEgenskap: [{}],
        bostedsadresse: [{ ...street('ugradert'), nyttFelt: 'Kanarigata 7' }],
        'KARI NORDMANN 12345': 1,
      }),
    );

    expect(facts.status).toBe('unknown');
    expect(facts.residence?.kommune).toBe('5542');
    expect(facts.unknown).toEqual({
      'status.status': 1,
      nyEgenskap: 1,
      'bostedsadresse.nyttFelt': 1,
      '(odd name)': 1,
    });
  });

  test('a stillborn child is nobody’s child and nobody’s sibling', () => {
    const facts = read(
      document({
        familierelasjon: [
          { erGjeldende: true, relatertPersonsRolle: 'doedfoedtBarn', relatertPerson: '02851798067' },
          {
            erGjeldende: true,
            relatertPersonsRolle: 'doedfoedtBarn',
            relatertPersonUtenFolkeregisteridentifikator: { foedselsdato: '2026-01-01' },
          },
        ],
      }),
    );

    expect(facts).toMatchObject({ children: [], parents: [], unknown: {} });
  });

  test('a new-born’s temporary name is told apart from a name, and may be missing', () => {
    const named = read(
      document({ navn: [{ erGjeldende: true, fornavn: 'VASSEN*PIKE', etternavn: 'FISK' }] }),
    );

    expect(named.name).toEqual({ first: 'VASSEN*PIKE', middle: null, last: 'FISK', temporary: true });
    expect(read(document({})).name).toBeNull();
  });

  test('of two current addresses the one since latest holds, compared as instants', () => {
    // 00:30+02:00 on 2 May is earlier than 23:00Z on 1 May, though it reads later.
    const facts = read(
      document({
        bostedsadresse: [
          { ...street('ugradert', '3112'), gyldighetstidspunkt: '2026-05-02T00:30:00.000000000+02:00' },
          { ...street('ugradert', '5542'), gyldighetstidspunkt: '2026-05-01T23:00:00Z' },
        ],
      }),
    );

    expect(facts.residence?.kommune).toBe('5542');
    expect(facts.unknown).toEqual({ 'bostedsadresse (several current)': 1 });
  });

  test('production refuses synthetic numbers, and the error does not hold the number', () => {
    const attempt = () => readPersonDocument(samples.get('02851798067'), { policy: 'real' });

    expect(attempt).toThrow(RegistryAnswerUnreadable);
    expect(attempt).toThrow(/^[^\d]*$/);
  });

  test('any JSON is read or refused, never misread into a crash', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.dictionary(
          fc.constantFrom(
            'status',
            'navn',
            'foedsel',
            'foreldreansvar',
            'familierelasjon',
            'deltBosted',
            'doedsfall',
          ),
          fc.jsonValue(),
        ),
        (any, properties) => {
          expect(read(document(properties)).nationalId).toBe(child);
          try {
            read(any);
          } catch (error) {
            expect(error).toBeInstanceOf(RegistryAnswerUnreadable);
          }
        },
      ),
    );
  });
});
