import type { MockRegistry } from '../mocks/mock-registry.ts';
import { barnehagefaktaAnswers, type KindergartenRow, kindergartenRows } from './kindergarten-data.ts';

/** Nasjonalt barnehageregister, version 4, with the real kindergartens of eight kommuner. */
export const nbrMock: MockRegistry = {
  name: 'nbr',
  prefix: '/nbr',
  routes: (app) => {
    const rows = kindergartenRows();
    app.get<{ Params: { kommune: string } }>('/v4/enheter/kommune/:kommune', async (request) => ({
      EnhetListe: rows.filter((row) => row.kommunenummer === request.params.kommune).map(unitOf),
    }));
    app.get<{ Params: { orgnr: string } }>('/v4/enhet/:orgnr', async (request, reply) => {
      const row = rows.find((one) => one.orgnr === request.params.orgnr);
      return row ? unitOf(row) : reply.code(404).send();
    });
  },
};

/** Barnehagefakta: the stored answers as they were, and shorter ones made from the table for the rest. */
export const barnehagefaktaMock: MockRegistry = {
  name: 'barnehagefakta',
  prefix: '/barnehagefakta',
  routes: (app) => {
    const rows = kindergartenRows();
    const answers = barnehagefaktaAnswers();
    app.get<{ Params: { orgnr: string } }>('/api/Barnehage/orgnr/:orgnr', async (request, reply) => {
      const stored = answers.get(request.params.orgnr);
      if (stored !== undefined) return stored;
      const row = rows.find((one) => one.orgnr === request.params.orgnr);
      return row ? factsOf(row) : reply.code(404).send();
    });
  },
};

function unitOf(row: KindergartenRow): object {
  const isPrivate = row.ownership === 'private';
  return {
    Organisasjonsnummer: row.orgnr,
    Navn: row.name,
    Kommune: { Kommunenummer: row.kommunenummer, Navn: row.kommunenavn, ErNedlagt: false },
    Beliggenhetsadresse: {
      Adresse: row.addressLine,
      Postnummer: row.postalCode,
      Poststed: row.postTown,
      Land: 'Norge',
    },
    Koordinat: {
      Lengdegrad: row.longitude ?? 0,
      Breddegrad: row.latitude ?? 0,
      Zoom: 12,
      GeoKilde: 'GeoNorge',
    },
    Maalform: { Id: 'B', Navn: 'Bokmål' },
    ErAktiv: true,
    ErBarnehage: true,
    ErBarnehageEier: false,
    ErOffentligBarnehage: !isPrivate,
    ErPrivatBarnehage: isPrivate,
    AntallBarn: row.children,
    AlderstrinnFra: row.minAge,
    AlderstrinnTil: row.maxAge,
    Barnehagekategorier: [
      ...(row.type === 'ordinary' ? [{ Id: '31', Navn: 'Ordinær barnehage' }] : []),
      isPrivate ? { Id: '20', Navn: 'Privat barnehage' } : { Id: '19', Navn: 'Kommunal barnehage' },
    ],
    ForeldreRelasjoner: [
      {
        // The file holds the owner's name, not its number.
        Enhet: { Organisasjonsnummer: '', Navn: row.ownerName },
        Relasjonstype: { Id: '6', Navn: 'Eierstruktur' },
      },
    ],
  };
}

const typeNames: Readonly<Record<string, string>> = {
  ordinary: 'Ordinær barnehage',
  family: 'Familiebarnehage',
  open: 'Åpen barnehage',
};

function factsOf(row: KindergartenRow): object {
  return {
    alder: row.minAge === null ? null : `${row.minAge} - ${row.maxAge}`,
    eierform: row.ownership === 'private' ? 'Privat' : 'Kommunal',
    erAktiv: true,
    erBarnehage: true,
    erPrivatBarnehage: row.ownership === 'private',
    kommune: { kommunenavn: row.kommunenavn, kommunenummer: row.kommunenummer },
    koordinatLatLng: [row.latitude ?? 0, row.longitude ?? 0],
    navn: row.name,
    orgnr: row.orgnr,
    indikatorDataBarnehage: { antallBarn: row.children },
    type: typeNames[row.type] ?? '',
    kostpenger: null,
    pedagogiskProfil: null,
    apningstidFra: null,
    apningstidTil: null,
    totalAntallKvadratmeter: null,
  };
}
