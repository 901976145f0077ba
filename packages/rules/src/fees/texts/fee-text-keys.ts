/** Every kind of step the fee rules make: rule, outcome and, where there are several, the reason. */
export const feeTextKeys = [
  'fee.maximum-price.fulfilled',
  'fee.maximum-price.not-fulfilled',
  'fee.maximum-price.not-fulfilled.exception',
  'fee.income-ceiling.fulfilled',
  'fee.income-ceiling.not-fulfilled',
  'fee.income-ceiling.undecided.no-income',
  'fee.sibling-reduction.fulfilled',
  'fee.sibling-reduction.not-fulfilled.alone',
  'fee.sibling-reduction.not-fulfilled.first',
  'fee.sibling-reduction.undecided.not-known',
  'fee.free-core-time.fulfilled',
  'fee.free-core-time.not-fulfilled.age',
  'fee.free-core-time.not-fulfilled.income',
  'fee.free-core-time.not-fulfilled.school-age',
  'fee.free-core-time.undecided.no-income',
  'fee.free-core-time.undecided.school-start',
  'fee.local-tier.fulfilled',
  'fee.local-tier.not-fulfilled',
  'fee.local-tier.undecided.no-income',
  'fee.part-month.fulfilled',
  'fee.payment-plan.fulfilled.free-month',
  'fee.payment-plan.fulfilled.instalments',
  'fee.rounding.fulfilled',
  'fee.rounding.not-fulfilled',
  'fee.food.fulfilled',
  'fee.income-change.fulfilled',
  'fee.income-change.not-fulfilled',
  'fee.income-change.undecided',
  'fee.household-member.fulfilled',
  'fee.household-member.not-fulfilled',
  'fee.household-member.undecided',
  'fee.household-income.fulfilled',
  'fee.household-income.undecided.membership',
  'fee.household-income.undecided.no-adult',
  'fee.household-income.undecided.income',
] as const;

export type FeeTextKey = (typeof feeTextKeys)[number];

/** One sentence per kind of step. `{name}` stands for a fact of the step, `{result}` for its result. */
export type FeeTexts = Readonly<Record<FeeTextKey, string>>;
