import type { KommuneNumber } from '@opptak/domain';
import {
  type IncomeAnswer,
  RegistryAnswerUnreadable,
  RegistryRefused,
  RegistryUnavailable,
} from '@opptak/registries';
import { type AdultFacts, householdIncome } from '@opptak/rules';
import type { FoundIncome } from '../actions/answer-application.ts';
import type { CaseReason } from '../actions/case-reasons.ts';
import type { Deps } from '../deps.ts';
import { IdentityUnreadable, type Member } from '../household/household-of-application.ts';

/** What came of asking a registry. Only an income that was found is calculated with; the rest is for a person, or for later. */
export type Outcome =
  | { readonly type: 'income'; readonly income: FoundIncome }
  | { readonly type: 'person-decides'; readonly reason: CaseReason }
  | { readonly type: 'ask-again'; readonly afterMs: number };

export interface IncomeAsked {
  /** One or two people. */
  readonly members: readonly Member[];
  /** Everybody the household was judged from. */
  readonly adults: readonly AdultFacts[];
  readonly incomeYear: number;
  /** How long to wait when the registry does not say. */
  readonly pauseMs: number;
}

/** Asks the registry that the kommune has chosen for the income of a household. */
export async function askIncome(deps: Deps, kommune: KommuneNumber, asked: IncomeAsked): Promise<Outcome> {
  const [applicant, partner] = asked.members;
  if (!applicant) return { type: 'person-decides', reason: 'no-adult-known' };
  const source = deps.choices(kommune).incomeSource;
  const { incomeByFiks, incomeBySkatteetaten } = deps.registries(kommune);
  const registry = source === 'fiks' ? incomeByFiks : incomeBySkatteetaten;
  const married = asked.adults.some(({ relation }) => relation === 'partner');
  const answer = await registry.findIncome({
    applicant: applicant.nationalId,
    partner: partner ? { nationalId: partner.nationalId, relation: married ? 'spouse' : 'cohabitant' } : null,
    incomeYear: asked.incomeYear,
  });
  return outcomeOf(deps, answer, source, asked);
}

/**
 * What a failed question to a registry means: asked again when it is down or busy, for a person otherwise. Anything that is no
 * registry's failure is thrown on.
 */
export function outcomeOfFailure(
  deps: Pick<Deps, 'log'>,
  error: unknown,
  name: string,
  pauseMs: number,
): Outcome {
  if (error instanceof RegistryUnavailable) {
    return { type: 'ask-again', afterMs: error.retryAfterMs ?? pauseMs };
  }
  if (error instanceof RegistryRefused || error instanceof RegistryAnswerUnreadable) {
    deps.log.error({ name, status: error.code }, 'alarm: the income registry must be looked at');
    return {
      type: 'person-decides',
      reason: error instanceof RegistryRefused ? 'registry-refused' : 'registry-unreadable',
    };
  }
  if (error instanceof IdentityUnreadable) return { type: 'person-decides', reason: 'identity-unreadable' };
  throw error;
}

const reasons: Readonly<Record<Exclude<IncomeAnswer['type'], 'found' | 'wait'>, CaseReason>> = {
  'not-found': 'income-not-found',
  'person-unknown': 'person-unknown',
  protected: 'income-protected',
  'answer-for-someone-else': 'answer-for-someone-else',
  'one-answer-for-two': 'one-answer-for-two',
  'another-year': 'another-year',
  'unknown-stage': 'unknown-stage',
  negative: 'negative-income',
  inconsistent: 'inconsistent-income',
  gone: 'year-no-longer-offered',
  'consent-missing': 'consent-missing',
};

function outcomeOf(
  { log }: Pick<Deps, 'log'>,
  answer: IncomeAnswer,
  source: 'fiks' | 'skatteetaten',
  { members, adults, pauseMs }: IncomeAsked,
): Outcome {
  if (answer.type === 'wait') return { type: 'ask-again', afterMs: answer.retryAfterMs ?? pauseMs };
  if (answer.type !== 'found') {
    if (answer.type === 'answer-for-someone-else') {
      log.error(
        { name: 'look-up-income', status: answer.type },
        'alarm: the income registry has answered about somebody else',
      );
    }
    return { type: 'person-decides', reason: reasons[answer.type] };
  }
  const found = members.flatMap(({ personId, nationalId }) => {
    const person = answer.people.find((one) => one.nationalId === nationalId);
    return person ? [{ personId, ...person }] : [];
  });
  // The sum is ours, not the registry's: of exactly those who belong.
  const household = householdIncome(
    adults.map((adult) => ({
      ...adult,
      incomeNok: found.find(({ personId }) => personId === adult.id)?.amount ?? null,
    })),
  );
  if (household.incomeNok === null || household.incomeNok !== answer.total) {
    return { type: 'person-decides', reason: 'inconsistent-income' };
  }
  return {
    type: 'income',
    income: {
      yearlyNok: household.incomeNok,
      steps: household.steps,
      incomeYear: answer.incomeYear,
      stage: answer.stage,
      source,
      remarks: answer.remarks,
      people: found.map(({ personId, nationalId, amount, stage, posts }) => ({
        personId,
        nationalId,
        amountNok: amount,
        stage,
        posts,
      })),
    },
  };
}
