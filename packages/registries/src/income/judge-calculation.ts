import { isIsoDate, kroner, type NationalId } from '@opptak/domain';
import { type Static, type TSchema, Type } from 'typebox';
import type { IncomeAnswer, IncomeQuestion, IncomeStage, PersonIncome } from './income-registry.ts';
import { household, peopleOf, sumOf } from './judge-people.ts';

const orNull = <S extends TSchema>(schema: S) => Type.Optional(Type.Union([schema, Type.Null()]));
const Operation = Type.Union([Type.Literal('ADDERE'), Type.Literal('SUBTRAHERE')]);
const Post = Type.Object({
  tekniskNavn: Type.String(),
  beloep: Type.Integer(),
  operasjon: Operation,
  identifikator: Type.String(),
});
const Basis = Type.Object({
  beloep: Type.Integer(),
  operasjon: Operation,
  beregningsposter: orNull(Type.Array(Post)),
});
const Group = Type.Object({
  beloep: Type.Integer(),
  operasjon: Operation,
  /** Filled for type GRUNNLAG. */
  beregningsgrunnlag: orNull(Type.Array(Basis)),
  /** Filled for type POST. */
  beregningsposter: orNull(Type.Array(Post)),
});
const Groups = Type.Object({ beloep: Type.Integer(), beregning: Type.Array(Group) });

/** What the calculation answers, as far as we read it. Whole kroner. */
export const FiksCalculation = Type.Object({
  inntektsaar: Type.Integer(),
  stadie: Type.String(),
  personer: Type.Array(
    Type.Object({
      identifikator: Type.String(),
      skjermet: Type.Boolean(),
      stadie: Type.String(),
      skatteoppgjoersdato: orNull(Type.String()),
    }),
  ),
  beregningsbeloep: Type.Integer(),
  inntekt: Groups,
  fradrag: Groups,
  feilmeldinger: Type.Array(Type.Object({ kode: Type.String() })),
});

type Calculation = Static<typeof FiksCalculation>;

const stageByWord: ReadonlyMap<string, IncomeStage> = new Map([
  ['OPPGJOER', 'settled'],
  ['UTKAST', 'draft'],
]);

/**
 * Judges an answer before anything of it is used. In this order: it must be about the people we asked about and
 * nobody else, show all of them, be about the year, have a basis and a stage for each, and add up.
 */
export function judgeCalculation(question: IncomeQuestion, answer: Calculation): IncomeAnswer {
  const asked = peopleOf(question);
  const posts = [...postsOf(answer.inntekt, 1), ...postsOf(answer.fradrag, -1)];
  const named = [...answer.personer.map((one) => one.identifikator), ...posts.map((one) => one.person)];
  if (named.some((person) => !asked.some((one) => one === person)))
    return { type: 'answer-for-someone-else' };
  const entries = asked.map((person) => ({
    person,
    entry: answer.personer.find((one) => one.identifikator === person),
    posts: posts.filter((post) => post.person === person),
  }));
  const hidden = entries.filter(({ entry }) => entry?.skjermet).map(({ person }) => person);
  if (hidden.length > 0) return { type: 'protected', people: hidden };
  if (entries.some(({ entry }) => !entry)) {
    return asked.length === 2 ? { type: 'one-answer-for-two' } : { type: 'not-found', people: asked };
  }
  if (answer.inntektsaar !== question.incomeYear) return { type: 'another-year' };
  // Nobody's income is zero because nothing is said of it.
  const without = entries.filter((one) => one.posts.length === 0).map(({ person }) => person);
  if (without.length > 0) return { type: 'not-found', people: without };
  const people: PersonIncome[] = [];
  for (const { person, entry, posts: own } of entries) {
    const stage = stageByWord.get(entry?.stadie ?? '');
    if (!stage) return { type: 'unknown-stage' };
    people.push(personIncome(person, stage, entry?.skatteoppgjoersdato ?? '', own));
  }
  if (!stageByWord.has(answer.stadie)) return { type: 'unknown-stage' };
  if (!addsUp(answer, people)) return { type: 'inconsistent' };
  return household(
    question,
    people,
    answer.feilmeldinger.map(({ kode }) => (/^[A-Z]{2,5}-\d{1,4}$/.test(kode) ? kode : 'other')),
  );
}

interface SignedPost {
  readonly person: string;
  readonly name: string;
  readonly amount: number;
}

const sign = (operation: Static<typeof Operation>): number => (operation === 'ADDERE' ? 1 : -1);

/** All posts with the sign they enter the sum with. @param side 1 for income, -1 for deductions. */
function postsOf(groups: Static<typeof Groups>, side: number): readonly SignedPost[] {
  const signed = (posts: readonly Static<typeof Post>[] | null | undefined, outer: number): SignedPost[] =>
    (posts ?? []).map((post) => ({
      person: post.identifikator,
      name: post.tekniskNavn,
      amount: side * outer * sign(post.operasjon) * post.beloep || 0,
    }));
  return groups.beregning.flatMap((group) => [
    ...signed(group.beregningsposter, sign(group.operasjon)),
    ...(group.beregningsgrunnlag ?? []).flatMap((basis) =>
      signed(basis.beregningsposter, sign(group.operasjon) * sign(basis.operasjon)),
    ),
  ]);
}

function personIncome(
  nationalId: NationalId,
  stage: IncomeStage,
  settledOn: string,
  posts: readonly SignedPost[],
): PersonIncome {
  return {
    nationalId,
    amount: sumOf(posts.map((post) => post.amount)),
    stage,
    settledOn: isIsoDate(settledOn) ? settledOn : null,
    posts: posts.map(({ name, amount }) => ({ name, amount: kroner(amount) })),
  };
}

function addsUp(answer: Calculation, people: readonly PersonIncome[]): boolean {
  const { beregningsbeloep, inntekt, fradrag } = answer;
  return (
    beregningsbeloep === inntekt.beloep - fradrag.beloep &&
    beregningsbeloep === sumOf(people.map((person) => person.amount))
  );
}
