import { Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import type { AccessTokens } from '../maskinporten/access-tokens.ts';
import { type FiksIntegration, fiksAuthorization } from '../maskinporten/bearer-authorization.ts';
import { RegistryRefused, RegistryUnavailable } from '../registry-errors.ts';
import type { IncomeQuestion, IncomeRegistry } from './income-registry.ts';
import { FiksCalculation, judgeCalculation } from './judge-calculation.ts';
import { peopleOf } from './judge-people.ts';

export interface FiksIncomeOptions extends RegistryOptions {
  readonly tokens: AccessTokens;
  readonly integration: FiksIntegration;
  /** The kommune's role in the service area of parental payment, a UUID. */
  readonly roleId: string;
}

const calculation = 'BARNEHAGE_SFO';

const Values = Type.Object({
  verdier: Type.Array(
    Type.Object({
      beregningstype: Type.String(),
      inntektsaar: Type.Integer(),
      gyldigeVerdier: Type.Object({ persontyper: Type.Array(Type.String()) }),
    }),
  ),
});

/**
 * KS Fiks, calculation for reduced parental payment, over HTTP: one question per household.
 *
 * What to call the partner is not the same in all of the service's documents; it is asked once what it accepts for the
 * year, and told `EKTEFELLE` or `SAMBOER` where that is accepted, otherwise `ANNET`.
 *
 * @param options.baseUrl The host: "https://api.fiks.ks.no".
 */
export function fiksIncome(options: FiksIncomeOptions): IncomeRegistry {
  const endpoint: RegistryEndpoint = {
    ...options,
    registry: 'Fiks inntekt',
    authorization: fiksAuthorization(options.tokens, options.integration),
  };
  const base = `/register/api/v1/ks/${options.roleId}/skatteoginntektsopplysninger`;
  const typesByYear = new Map<number, Promise<ReadonlySet<string>>>();

  const personTypes = (year: number): Promise<ReadonlySet<string>> => {
    const known = typesByYear.get(year);
    if (known) return known;
    const asked = findPersonTypes(endpoint, base, year);
    typesByYear.set(year, asked);
    asked.catch(() => typesByYear.delete(year));
    return asked;
  };

  return {
    async findIncome(question) {
      try {
        const partnerType =
          question.partner && (await partnerTypeFor(question.partner, question, personTypes));
        const { status, json } = await callRegistry(endpoint, {
          operation: 'calculate',
          path: `${base}/beregning/redusert-foreldrebetaling`,
          json: {
            beregningstype: calculation,
            inntektsaar: question.incomeYear,
            personer: [
              { identifikator: question.applicant, type: 'SOEKER' },
              ...(question.partner
                ? [{ identifikator: question.partner.nationalId, type: partnerType }]
                : []),
            ],
          },
          answers: [404, 410],
          maxBytes: 4 * 1024 * 1024,
          purpose: 'fee',
          people: peopleOf(question).length,
        });
        if (status === 410) return { type: 'gone' };
        if (status === 404) return { type: 'not-found', people: peopleOf(question) };
        return judgeCalculation(question, readAnswer(endpoint.registry, FiksCalculation, json));
      } catch (error) {
        if (error instanceof RegistryUnavailable && error.reason === 'too-many-requests') {
          return { type: 'wait', retryAfterMs: error.retryAfterMs };
        }
        throw error;
      }
    },
  };

  async function partnerTypeFor(
    partner: NonNullable<IncomeQuestion['partner']>,
    { incomeYear }: IncomeQuestion,
    types: (year: number) => Promise<ReadonlySet<string>>,
  ): Promise<string> {
    const wanted = partner.relation === 'spouse' ? 'EKTEFELLE' : 'SAMBOER';
    const accepted = await types(incomeYear);
    const type = [wanted, 'ANNET'].find((one) => accepted.has(one));
    // The service takes nothing that fits: somebody must look at the kommune's agreement.
    if (type === undefined) throw new RegistryRefused(endpoint.registry, 200, 'no-partner-type');
    return type;
  }
}

async function findPersonTypes(
  endpoint: RegistryEndpoint,
  base: string,
  year: number,
): Promise<ReadonlySet<string>> {
  const { json } = await callRegistry(endpoint, {
    operation: 'accepted-values',
    path: `${base}/verdier`,
    maxBytes: 4 * 1024 * 1024,
  });
  const { verdier } = readAnswer(endpoint.registry, Values, json);
  const ours = verdier.filter((one) => one.beregningstype === calculation);
  const found = ours.find((one) => one.inntektsaar === year);
  return new Set(found?.gyldigeVerdier.persontyper ?? []);
}
