import type { FeeTexts } from './fee-text-keys.ts';

export const en: FeeTexts = {
  'fee.maximum-price.fulfilled':
    "The kindergarten's price is NOK {monthlyPriceNok}, but the maximum price is NOK {maximumNok} a month. The maximum applies.",
  'fee.maximum-price.not-fulfilled':
    "The kindergarten's price is NOK {monthlyPriceNok} a month. It is not above the maximum price of NOK {maximumNok}.",
  'fee.maximum-price.not-fulfilled.exception':
    "The kindergarten's price is NOK {monthlyPriceNok} a month. It is above the maximum price of NOK {maximumNok}, because the parents of the kindergarten have agreed to it (section 4).",
  'fee.income-ceiling.fulfilled':
    'A year of payment for one child can be at most {percent}% of the household income of NOK {incomeNok}. Spread over eleven payments that is NOK {result} a month.',
  'fee.income-ceiling.fulfilled.pro-rata':
    'A year of payment for one child can be at most {percent}% of the household income of NOK {incomeNok}. For a part-time place the municipality counts the part of this that its hours are of a full-time place. That is NOK {result} a month.',
  'fee.income-ceiling.not-fulfilled':
    'A year at the maximum price is NOK {maximumForYearNok}. That is not more than {percent}% of the household income of NOK {incomeNok}, so the payment is not reduced by income.',
  'fee.income-ceiling.not-fulfilled.below-ceiling':
    'With the household income of NOK {incomeNok} the payment can be at most NOK {ceilingNok} a month ({percent}% of the income in a year). It is not higher, and is not reduced by income.',
  'fee.income-ceiling.undecided.no-income':
    'We do not know the household income, because nobody has applied or because it was not found. No reduction by income is included yet.',
  'fee.sibling-reduction.fulfilled':
    'The child counts as number {siblingNumber} of {siblings} siblings in kindergartens in the same municipality ({siblingOrder}). The sibling discount is {percent}%, and the payment becomes NOK {result}.',
  'fee.sibling-reduction.not-fulfilled.alone':
    'No siblings who live permanently with the child have a place in the same municipality, so there is no sibling discount.',
  'fee.sibling-reduction.not-fulfilled.first':
    'The child counts as number 1 of {siblings} siblings in kindergartens in the same municipality ({siblingOrder}). The sibling discount is given for the others.',
  'fee.sibling-reduction.undecided.not-known':
    'We do not know whether the child lives permanently with the siblings. A caseworker must look at the sibling discount.',
  'fee.free-core-time.fulfilled':
    'The income of NOK {incomeNok} is below the limit of NOK {incomeLimitNok}. The child has {freeHours} free hours a week of {hours}, and the payment becomes NOK {result}.',
  'fee.free-core-time.not-fulfilled.age':
    'The child was born in {birthYear}. Free core time starts in August of the year the child turns {fromAge}.',
  'fee.free-core-time.not-fulfilled.income':
    'The income of NOK {incomeNok} is not below the limit of NOK {incomeLimitNok} for free core time.',
  'fee.free-core-time.not-fulfilled.school-age':
    'The child is of school age, and no deferred school start is registered. Free core time lasts until school starts.',
  'fee.free-core-time.undecided.no-income':
    'We do not know the household income, because nobody has applied or because it was not found. Free core time is not included yet. The limit is NOK {incomeLimitNok}.',
  'fee.free-core-time.undecided.school-start':
    'We do not know whether the child has a deferred school start. A caseworker must look at free core time.',
  'fee.local-tier.fulfilled': "The municipality's own scheme ({tier}) gives a payment of NOK {result}.",
  'fee.local-tier.not-fulfilled': "None of the municipality's own schemes gives a lower payment.",
  'fee.local-tier.undecided.no-income':
    'The municipality has its own schemes by income, but we do not know the household income.',
  'fee.part-month.fulfilled':
    'The child has the place for {days} of {daysOfMonth} days of the month. The payment becomes NOK {result}.',
  'fee.payment-plan.fulfilled.free-month':
    'Payment is for eleven months a year. This month is without payment.',
  'fee.payment-plan.fulfilled.instalments':
    'The eleven monthly payments are spread over twelve months. That is NOK {result} a month.',
  'fee.rounding.fulfilled': 'The amount NOK {exactNok} is rounded down to NOK {result}.',
  'fee.rounding.not-fulfilled': 'The payment is NOK {result}.',
  'fee.food.fulfilled': 'Food comes in addition with NOK {foodNok}. Food is not reduced.',
  'fee.income-change.fulfilled':
    'The income has fallen lastingly to NOK {yearlyNok}. This counts from {countsFrom}, the month after the application.',
  'fee.income-change.fulfilled.household-change':
    'The household has changed, and the income is now NOK {yearlyNok}. This counts from {countsFrom}, the month after the application.',
  'fee.income-change.not-fulfilled':
    'The new income of NOK {yearlyNok} is not lower than before, and does not change the payment this kindergarten year.',
  'fee.income-change.undecided': 'The new income is not known. A caseworker must look at the change.',
  'fee.household-member.fulfilled':
    "An adult at the child's registered address ({relation}) counts in the household.",
  'fee.household-member.not-fulfilled': 'An adult ({relation}) does not count in the household.',
  'fee.household-member.not-fulfilled.months':
    'An adult at the address ({relation}) has lived there for {monthsTogetherOf18} of the last 18 months, without a joint child. Before 12 months have passed, the adult does not count in the household.',
  'fee.household-member.not-fulfilled.elsewhere':
    "An adult ({relation}) is not registered at the child's address, and does not count in the household.",
  'fee.household-member.undecided':
    'We do not know whether an adult ({relation}) belongs to the household. A caseworker must look at it.',
  'fee.household-income.fulfilled': 'The total household income is NOK {result}.',
  'fee.household-income.undecided.membership':
    'We do not know who belongs to the household. A caseworker must look at it.',
  'fee.household-income.undecided.no-adult':
    'We found no adult in the household. A caseworker must look at it.',
  'fee.household-income.undecided.income':
    'An income is missing or protected. It never counts as zero; a caseworker must look at it.',
  'fee.word.relation.parent': 'parent',
  'fee.word.relation.partner': 'spouse or registered partner',
  'fee.word.relation.cohabitant': 'cohabitant',
  'fee.word.relation.resident': 'unmarried adult',
  'fee.word.relation.guardian': 'has parental responsibility without being a parent',
  'fee.word.siblingOrder.youngest-first': 'youngest first',
  'fee.word.siblingOrder.oldest-first': 'oldest first',
  'fee.word.siblingOrder.highest-price-first': 'highest price first',
  'fee.word.siblingOrder.lowest-price-first': 'lowest price first',
  'fee.word.months': 'January February March April May June July August September October November December',
};
