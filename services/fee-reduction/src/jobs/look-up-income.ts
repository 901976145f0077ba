import { Identity, parse } from '@opptak/contracts';
import { appendAccessLog, inKommune } from '@opptak/db';
import { type KommuneNumber, nationalId } from '@opptak/domain';
import { crashpoint, type JobHandler } from '@opptak/jobs';
import {
  type IncomeAnswer,
  type IncomeQuestion,
  RegistryAnswerUnreadable,
  RegistryRefused,
  RegistryUnavailable,
} from '@opptak/registries';
import { householdIncome } from '@opptak/rules';
import { type Change, changeAsSystem, plan, record } from '@opptak/service';
import { answerApplication, type FoundIncome } from '../actions/answer-application.ts';
import { type CaseReason, openCase } from '../actions/open-case.ts';
import type { Deps } from '../deps.ts';
import { type FeeApplication, getApplication, moveApplication } from '../repositories/applications.ts';
import { findChildren, type SealedAdult } from '../repositories/households.ts';
import type { Schema } from '../schema.generated.ts';
import { lookUpIncome } from './look-up-income-job.ts';

type Outcome =
  | { readonly type: 'income'; readonly income: FoundIncome }
  | { readonly type: 'person-decides'; readonly reason: CaseReason }
  | { readonly type: 'ask-again'; readonly afterMs: number };

/** After a day of trying about every ten minutes at first and every two hours in the end, a person looks. */
const mostTries = 24;
const firstPauseMs = 60_000;
const longestPauseMs = 2 * 3_600_000;

/**
 * Asks the tax registry for a household's income and answers its application. The question is asked outside any
 * transaction; what came back is stored with the decision in one. Killed in between, it asks again: there is one
 * decision. Only an income that was found is calculated with: everything else goes to a person, and is never zero.
 */
export function lookUpIncomeHandler(deps: Deps): JobHandler<typeof lookUpIncome.payload> {
  return {
    definition: lookUpIncome,
    async run({ applicationId }, { kommune }) {
      const { application, adults } = await inKommune(deps.db, kommune, async (tx) => {
        const application = await getApplication(tx, applicationId);
        const children = await findChildren(tx, [application.householdId]);
        return { application, adults: adultsOf(children.flatMap((child) => child.adults)) };
      });
      if (application.status !== 'waiting') return;
      const outcome = await ask(deps, kommune, application, adults);
      crashpoint('fee:after-look-up');
      await changeAsSystem(deps, kommune, lookUpIncome.name, async (change) => {
        for (const { personId } of adults) {
          const { tx, actor, at } = change;
          await appendAccessLog(tx, {
            kommune,
            personId,
            purpose: 'fee-income',
            caseId: applicationId,
            actor,
            at,
          });
        }
        await settle(deps, change, application, outcome);
      });
    },
  };
}

const adultsOf = (adults: readonly SealedAdult[]): readonly SealedAdult[] =>
  [...new Map(adults.map((adult) => [adult.personId, adult])).values()].toSorted((a, b) =>
    a.personId < b.personId ? -1 : 1,
  );

async function settle(
  deps: Deps,
  change: Change<Schema>,
  application: FeeApplication,
  outcome: Outcome,
): Promise<void> {
  if (outcome.type === 'income') {
    await answerApplication(deps, change, application, outcome.income);
    return;
  }
  const tries = application.tries + 1;
  if (outcome.type === 'ask-again' && tries < mostTries) {
    if (!(await moveApplication(change.tx, application, { tries }))) return;
    await record(change, application.id, 'income-asked-again', { tries });
    await plan(
      change,
      lookUpIncome,
      { applicationId: application.id },
      new Date(change.at.getTime() + outcome.afterMs),
    );
    return;
  }
  const moved = await moveApplication(change.tx, application, { status: 'manual', tries });
  if (!moved) return;
  const reason = outcome.type === 'ask-again' ? 'registry-unavailable' : outcome.reason;
  await openCase(change, moved, reason);
}

async function ask(
  deps: Deps,
  kommune: KommuneNumber,
  application: FeeApplication,
  adults: readonly SealedAdult[],
): Promise<Outcome> {
  const [applicant, partner, ...more] = adults;
  if (!applicant) return { type: 'person-decides', reason: 'no-adult-known' };
  if (more.length > 0) return { type: 'person-decides', reason: 'more-than-two-adults' };
  const source = deps.choices(kommune).incomeSource;
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** application.tries);
  try {
    const { incomeByFiks, incomeBySkatteetaten } = deps.registries(kommune);
    const registry = source === 'fiks' ? incomeByFiks : incomeBySkatteetaten;
    const question: IncomeQuestion = {
      applicant: numberOf(deps, kommune, applicant),
      // The register of addresses does not say whether two adults are married; the sum is the same.
      partner: partner ? { nationalId: numberOf(deps, kommune, partner), relation: 'cohabitant' } : null,
      // The tax year before the kindergarten year (2025 for August 2026 to July 2027).
      incomeYear: application.kindergartenYear - 1,
    };
    return outcomeOf(deps, kommune, await registry.findIncome(question), source, pauseMs);
  } catch (error) {
    if (error instanceof RegistryUnavailable) {
      return { type: 'ask-again', afterMs: error.retryAfterMs ?? pauseMs };
    }
    if (error instanceof RegistryRefused || error instanceof RegistryAnswerUnreadable) {
      deps.log.error(
        { name: lookUpIncome.name, status: error.code },
        'alarm: the income registry must be looked at',
      );
      return {
        type: 'person-decides',
        reason: error instanceof RegistryRefused ? 'registry-refused' : 'registry-unreadable',
      };
    }
    if (error instanceof IdentityUnreadable) return { type: 'person-decides', reason: 'identity-unreadable' };
    throw error;
  }
}

/** What is sealed is not an identity that a registry can be asked about. */
class IdentityUnreadable extends Error {
  override readonly name = 'IdentityUnreadable';
}

function numberOf({ identityVault, nationalIds }: Deps, kommune: KommuneNumber, adult: SealedAdult) {
  try {
    const text = identityVault.unseal(
      kommune,
      'identity',
      adult.personId,
      Buffer.from(adult.sealedIdentity, 'base64'),
    );
    const identity = parse(Identity, JSON.parse(text), 'identity');
    return nationalId(identity.nationalId, nationalIds);
  } catch {
    throw new IdentityUnreadable('The identity of an adult can not be used');
  }
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
  { vault, log }: Deps,
  kommune: KommuneNumber,
  answer: IncomeAnswer,
  source: 'fiks' | 'skatteetaten',
  pauseMs: number,
): Outcome {
  if (answer.type === 'wait') return { type: 'ask-again', afterMs: answer.retryAfterMs ?? pauseMs };
  if (answer.type !== 'found') {
    if (answer.type === 'answer-for-someone-else') {
      log.error(
        { name: lookUpIncome.name, status: answer.type },
        'alarm: the income registry has answered about somebody else',
      );
    }
    return { type: 'person-decides', reason: reasons[answer.type] };
  }
  // Everybody asked about is a parent registered with the child: all count, and the sum is ours, not the registry's.
  const household = householdIncome(
    answer.people.map((person) => ({
      id: vault.personId(kommune, person.nationalId),
      registeredWithChild: true,
      relation: 'parent',
      incomeNok: person.amount,
    })),
  );
  if (household.incomeNok !== answer.total) return { type: 'person-decides', reason: 'inconsistent-income' };
  return {
    type: 'income',
    income: {
      yearlyNok: household.incomeNok,
      steps: household.steps,
      incomeYear: answer.incomeYear,
      stage: answer.stage,
      source,
      remarks: answer.remarks,
      people: answer.people.map((person) => ({
        personId: vault.personId(kommune, person.nationalId),
        amountNok: person.amount,
        stage: person.stage,
        posts: person.posts,
      })),
    },
  };
}
