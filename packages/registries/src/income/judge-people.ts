import { type Kroner, kroner, type NationalId } from '@opptak/domain';
import type { IncomeAnswer, IncomeQuestion, PersonIncome } from './income-registry.ts';

/** Everybody the question is about, applicant first. */
export const peopleOf = ({ applicant, partner }: IncomeQuestion): readonly NationalId[] =>
  partner ? [applicant, partner.nationalId] : [applicant];

/** Puts one household together from its people's incomes. A draft of one makes a draft of the whole. */
export function household(
  question: IncomeQuestion,
  people: readonly PersonIncome[],
  remarks: readonly string[],
): IncomeAnswer {
  const total = sumOf(people.map((person) => person.amount));
  if (total < 0) return { type: 'negative' };
  return {
    type: 'found',
    incomeYear: question.incomeYear,
    stage: people.some((person) => person.stage === 'draft') ? 'draft' : 'settled',
    total,
    people,
    remarks,
  };
}

export const sumOf = (amounts: readonly number[]): Kroner =>
  kroner(amounts.reduce((sum, amount) => sum + amount, 0));
