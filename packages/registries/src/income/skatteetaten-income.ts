import { isIsoDate, kroner, type NationalId } from '@opptak/domain';
import { type Static, type TSchema, Type } from 'typebox';
import { callRegistry, type RegistryEndpoint, registryCode } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import type { AccessTokens } from '../maskinporten/access-tokens.ts';
import { bearerAuthorization } from '../maskinporten/bearer-authorization.ts';
import { RegistryRefused, RegistryUnavailable } from '../registry-errors.ts';
import type { IncomeAnswer, IncomeRegistry, IncomeStage, PersonIncome } from './income-registry.ts';
import { household, peopleOf, sumOf } from './judge-people.ts';

export interface SkatteetatenIncomeOptions extends RegistryOptions {
  readonly tokens: AccessTokens;
  /** The kommune we act for, when it has delegated the access to us. */
  readonly consumerOrganisation?: string;
}

const orNull = <S extends TSchema>(schema: S) => Type.Optional(Type.Union([schema, Type.Null()]));
const Basis = Type.Object({
  personidentifikator: Type.String(),
  inntektsaar: Type.Union([Type.String(), Type.Integer()]),
  skjermet: orNull(Type.Boolean()),
  skatteoppgjoersdato: orNull(Type.String()),
  stadie: orNull(Type.String()),
  grunnlag: orNull(
    Type.Array(
      Type.Object({
        tekniskNavn: Type.String(),
        beloep: Type.Integer(),
        // Version 2 writes one word, version 1 a list of words.
        kategori: Type.Union([Type.String(), Type.Array(Type.String())]),
      }),
    ),
  ),
});

const stages = [
  ['oppgjoer', 'settled'],
  ['utkast', 'draft'],
] as const;

type PersonAnswer =
  | { readonly type: 'income'; readonly income: PersonIncome }
  | { readonly type: 'no-basis' }
  | { readonly type: 'other'; readonly answer: IncomeAnswer };

/**
 * Skatteetaten's Summert skattegrunnlag, version 2, over HTTP: one question per person and stage, settled before
 * draft. Counted is gross income (category inntekt): no deduction, no wealth (forskrift 2005-12-16-1478 § 3 b).
 *
 * @param options.baseUrl The host: "https://summertskattegrunnlag.api.skatteetaten.no".
 */
export function skatteetatenIncome(options: SkatteetatenIncomeOptions): IncomeRegistry {
  const { tokens, consumerOrganisation } = options;
  const endpoint: RegistryEndpoint = {
    ...options,
    registry: 'Skatteetaten',
    authorization: bearerAuthorization(tokens, {
      scope: 'skatteetaten:summertskattegrunnlag',
      ...(consumerOrganisation === undefined ? {} : { consumerOrganisation }),
    }),
  };
  return {
    async findIncome(question) {
      const incomes: PersonIncome[] = [];
      for (const person of peopleOf(question)) {
        const answer = await findPersonIncome(endpoint, person, question.incomeYear);
        if (answer.type === 'other') return answer.answer;
        if (answer.type === 'no-basis') return { type: 'not-found', people: [person] };
        incomes.push(answer.income);
      }
      return household(question, incomes, []);
    },
  };
}

async function findPersonIncome(
  endpoint: RegistryEndpoint,
  person: NationalId,
  year: number,
): Promise<PersonAnswer> {
  for (const [word, stage] of stages) {
    const answer = await askStage(endpoint, person, year, word, stage);
    if (answer.type !== 'no-basis') return answer;
  }
  return { type: 'no-basis' };
}

async function askStage(
  endpoint: RegistryEndpoint,
  person: NationalId,
  year: number,
  word: string,
  stage: IncomeStage,
): Promise<PersonAnswer> {
  const other = (answer: IncomeAnswer): PersonAnswer => ({ type: 'other', answer });
  try {
    const { status, json } = await callRegistry(endpoint, {
      operation: `basis-${stage}`,
      path: `/v2/${word}/kommuneforeldrebetaling/${year}/${person}`,
      answers: [403, 404, 410],
      maxBytes: 1024 * 1024,
      purpose: 'fee',
      people: 1,
    });
    const code = registryCode(json);
    if (status === 410) return other({ type: 'gone' });
    if (status === 403 && code === 'SSG-010') return other({ type: 'consent-missing' });
    if (status === 404 && code === 'SSG-007') return other({ type: 'person-unknown', people: [person] });
    if (status === 404 && code === 'SSG-008') return { type: 'no-basis' };
    if (status >= 400) throw new RegistryRefused(endpoint.registry, status, code);
    return judge(readAnswer(endpoint.registry, Basis, json), { person, year, word, stage });
  } catch (error) {
    if (error instanceof RegistryUnavailable && error.reason === 'too-many-requests') {
      return other({ type: 'wait', retryAfterMs: error.retryAfterMs });
    }
    throw error;
  }
}

function judge(
  basis: Static<typeof Basis>,
  asked: {
    readonly person: NationalId;
    readonly year: number;
    readonly word: string;
    readonly stage: IncomeStage;
  },
): PersonAnswer {
  const other = (answer: IncomeAnswer): PersonAnswer => ({ type: 'other', answer });
  if (basis.personidentifikator !== asked.person) return other({ type: 'answer-for-someone-else' });
  if (basis.skjermet) return other({ type: 'protected', people: [asked.person] });
  if (String(basis.inntektsaar) !== String(asked.year)) return other({ type: 'another-year' });
  if (basis.stadie?.toLowerCase() !== asked.word) return other({ type: 'unknown-stage' });
  const all = basis.grunnlag ?? [];
  // An empty basis is no basis: it must not be read as an income of zero.
  if (all.length === 0) return { type: 'no-basis' };
  const posts = all
    .filter(({ kategori }) => [kategori].flat().includes('inntekt'))
    .map(({ tekniskNavn, beloep }) => ({ name: tekniskNavn, amount: kroner(beloep) }));
  const settledOn = basis.skatteoppgjoersdato ?? '';
  return {
    type: 'income',
    income: {
      nationalId: asked.person,
      amount: sumOf(posts.map((post) => post.amount)),
      stage: asked.stage,
      settledOn: isIsoDate(settledOn) ? settledOn : null,
      posts,
    },
  };
}
