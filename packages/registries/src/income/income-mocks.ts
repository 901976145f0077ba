import type { FastifyReply } from 'fastify';
import type { Income } from '../mock-world/mock-world.ts';
import { authorizeFiks, fiksError } from '../mocks/authorize-fiks.ts';
import type { MockRegistry } from '../mocks/mock-registry.ts';

/** Skatteetaten's Summert skattegrunnlag, version 2. */
export const skatteetatenMock: MockRegistry = {
  name: 'skatteetaten',
  prefix: '/skatteetaten',
  routes: (app, { world, authorize, clock }) => {
    const refuse = (reply: FastifyReply, status: number, kode: string) =>
      reply.code(status).send({ kode, melding: 'Se dokumentasjonen', korrelasjonsid: 'mock' });

    app.get<{ Params: { stage: string; rights: string; year: string; person: string } }>(
      '/v2/:stage/:rights/:year/:person',
      async (request, reply) => {
        if ((await authorize(request, reply, 'skatteetaten:summertskattegrunnlag')) === null) return reply;
        const { stage, rights, year, person } = request.params;
        if (rights !== 'kommuneforeldrebetaling' || !/^\d{4}$/.test(year))
          return refuse(reply, 400, 'SSG-006');
        if (!world.view.document(person)) return refuse(reply, 404, 'SSG-007');
        const income = world.view.income(person, Number(year));
        if (!income || (income.type === 'found' && income.stage !== stage))
          return refuse(reply, 404, 'SSG-008');
        return {
          personidentifikator: person,
          inntektsaar: year,
          grunnlag:
            income.type === 'found'
              ? Object.entries(income.posts).map(([tekniskNavn, beloep]) => ({
                  tekniskNavn,
                  beloep,
                  kategori: 'inntekt',
                }))
              : [],
          skjermet: income.type === 'protected',
          ...(income.type === 'found' && stage === 'oppgjoer'
            ? { skatteoppgjoersdato: `${Number(year) + 1}-06-10` }
            : {}),
          stadie: stage,
          ajourholdstidspunkt: clock.now().toISOString(),
        };
      },
    );
  },
};

export interface FiksIncomeMock extends MockRegistry {
  /** Which words for people the service accepts: its documents disagree. */
  setPersonTypes(types: readonly string[]): void;
}

interface AskedPerson {
  readonly identifikator: string;
  readonly type: string;
}

/** KS Fiks, calculation for reduced parental payment. */
export function fiksIncomeMock(): FiksIncomeMock {
  let personTypes: readonly string[] = ['SOEKER', 'EKTEFELLE', 'PARTNER', 'SAMBOER', 'BARN'];
  const base = '/register/api/v1/ks/:role/skatteoginntektsopplysninger';
  return {
    name: 'fiks-income',
    prefix: '/fiks',
    setPersonTypes: (types) => {
      personTypes = types;
    },
    routes: (app, parts) => {
      const { world, clock } = parts;
      app.addHook('preHandler', async (request, reply) =>
        (await authorizeFiks(parts, request, reply)) ? undefined : reply,
      );

      app.get(`${base}/verdier`, async () => {
        const year = clock.now().getUTCFullYear();
        return {
          verdier: [year - 3, year - 2, year - 1, year].map((inntektsaar) => ({
            beregningstype: 'BARNEHAGE_SFO',
            inntektsaar,
            gyldigeVerdier: { persontyper: personTypes, ekstraposter: [] },
          })),
        };
      });

      app.post<{ Body: { inntektsaar?: number; personer?: readonly AskedPerson[] } | null }>(
        `${base}/beregning/redusert-foreldrebetaling`,
        async (request, reply) => {
          const { inntektsaar = 0, personer = [] } = request.body ?? {};
          const applicants = personer.filter((one) => one.type === 'SOEKER');
          if (
            inntektsaar < 2021 ||
            applicants.length !== 1 ||
            personer.some((one) => !personTypes.includes(one.type))
          ) {
            return reply.code(400).send(fiksError(400, 'Feil input', clock.now()));
          }
          const incomes = personer.map((one) => ({
            ...one,
            income: world.view.income(one.identifikator, inntektsaar),
          }));
          if (incomes.every(({ income }) => income === undefined)) {
            return reply.code(404).send(fiksError(404, 'Ingen treff', clock.now()));
          }
          return calculationOf(inntektsaar, incomes, clock.now());
        },
      );
    },
  };
}

function calculationOf(
  year: number,
  people: readonly (AskedPerson & { readonly income: Income | undefined })[],
  now: Date,
): object {
  const posts = people.flatMap(({ identifikator, income }) =>
    income?.type === 'found'
      ? Object.entries(income.posts).map(([tekniskNavn, beloep]) => ({
          tekniskNavn,
          visningstekst: tekniskNavn,
          operasjon: 'ADDERE',
          beloep,
          kilde: 'SKATTEETATEN',
          kanEndreVisningstekst: false,
          identifikator,
        }))
      : [],
  );
  const total = posts.reduce((sum, post) => sum + post.beloep, 0);
  const stageOf = (income: Income | undefined): string =>
    income?.type === 'found' ? income.stage.toUpperCase() : 'UKJENT';
  const stages = people.map(({ income }) => stageOf(income));
  return {
    inntektsaar: year,
    stadie: ['UKJENT', 'UTKAST', 'OPPGJOER'].find((stage) => stages.includes(stage)),
    beregningstype: 'BARNEHAGE_SFO',
    soeketidspunkt: now.toISOString(),
    personer: people.map(({ identifikator, type, income }) => ({
      identifikator,
      navn: { fornavn: 'SYNTETISK', etternavn: 'PERSON' },
      type,
      skjermet: income?.type === 'protected',
      stadie: stageOf(income),
      ...(stageOf(income) === 'OPPGJOER' ? { skatteoppgjoersdato: `${year + 1}-06-10` } : {}),
      registreringstidpunkt: now.toISOString(),
    })),
    visningsposter: [],
    beregningsbeloep: total,
    inntekt: {
      beloep: total,
      beregning: [
        {
          tekniskNavn: 'personinntekt',
          visningstekst: 'Personinntekt',
          beloep: total,
          operasjon: 'ADDERE',
          type: 'POST',
          beregningsposter: posts,
        },
      ],
    },
    fradrag: { beloep: 0, beregning: [] },
    feilmeldinger: people.some(({ income }) => income === undefined)
      ? [{ kode: 'SI-02', melding: 'Mangler grunnlag' }]
      : [],
  };
}
