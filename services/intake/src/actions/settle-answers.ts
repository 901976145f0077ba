import { type AnswerReceipt, type ApplicationReceipt, guardianAnswered } from '@opptak/contracts';
import { actorText } from '@opptak/domain';
import { type Change, record, tell } from '@opptak/service';
import { type Application, findSubmitted } from '../repositories/applications.ts';
import { countAnswers, getInvitation, type Invitation } from '../repositories/families.ts';
import {
  closeAnswerCase,
  findAnswers,
  findUncounted,
  type GuardianAnswer,
  openAnswerCase,
} from '../repositories/guardian-answers.ts';
import type { Round } from '../repositories/rounds.ts';
import type { Schema } from '../schema.generated.ts';
import { receiptOf } from './announce-application.ts';
import { changeApplication } from './change-application.ts';
import { createApplication } from './submit-application.ts';

/**
 * Looks at what the guardians who decide together have answered. All the same: they have applied. Else the answer waits
 * for the other's until the deadline, or, when they differ, for a person. After the deadline nobody waits: the first
 * answer counts as an application, late, and a person looks.
 *
 * @param invitation locked by the caller, or known to no one else.
 * @param round locked by the caller.
 */
export async function settleAnswers(
  change: Change<Schema>,
  invitation: Invitation,
  round: Round,
): Promise<AnswerReceipt> {
  const { tx, at } = change;
  const { given, waitsFor, agreed } = await stateOf(change, invitation);
  const [first] = given;
  const before = await findSubmitted(tx, round.id, invitation.childId);
  const isOver = at > round.deadlineAt || round.status === 'closed';
  let status: AnswerReceipt['status'] = waitsFor.length > 0 ? 'waits-for-other' : 'answers-differ';
  let receipt: ApplicationReceipt | null = before && receiptOf(before);
  if (agreed && first) {
    receipt = await applyAgreed(change, invitation, round, before, first, isOver);
    if (receipt) status = 'applied';
    else receipt = before && receiptOf(before);
  } else if (isOver && !before && first) {
    receipt = await countFirst(change, invitation, round, first);
  }
  const reason = waitsFor.length === 0 ? 'answers-differ' : receipt ? 'lone-answer' : null;
  if (status !== 'applied' && reason) await onDesk(change, invitation, reason);
  await tellState(change, invitation, status, given, waitsFor);
  return {
    status,
    applicationId: receipt?.applicationId ?? null,
    submittedAt: receipt?.submittedAt ?? at.toISOString(),
    late: receipt?.late ?? isOver,
    version: receipt?.version ?? null,
  };
}

/**
 * The deadline has passed: an answer that waits for the other parent's, or differs from it, counts as an application in
 * time, so that the child keeps its right, and a person looks at it. It is neither lost nor refused.
 *
 * Legal source: barnehageloven § 16; forvaltningsloven § 17.
 *
 * @param round locked for change by the caller.
 */
export async function countLoneAnswers(change: Change<Schema>, round: Round): Promise<void> {
  for (const invitationId of await findUncounted(change.tx, round.id)) {
    const invitation = await getInvitation(change.tx, invitationId);
    const { given, waitsFor } = await stateOf(change, invitation);
    const [first] = given;
    // Whoever answered may not answer any more: what remains is nobody's answer.
    if (!first) continue;
    await countFirst(change, invitation, round, first);
    await onDesk(change, invitation, waitsFor.length > 0 ? 'lone-answer' : 'answers-differ');
  }
}

interface State {
  /** Answers of those who decide now, the first one first. */
  readonly given: readonly GuardianAnswer[];
  readonly waitsFor: readonly string[];
  readonly agreed: boolean;
}

async function stateOf({ tx }: Change<Schema>, { id, guardians, answers }: Invitation): Promise<State> {
  const all = (await findAnswers(tx, [id])).get(id) ?? [];
  const given = all.filter(({ guardianId }) => guardians.includes(guardianId));
  const missing = guardians.filter((guardian) => given.every(({ guardianId }) => guardianId !== guardian));
  const waitsFor = answers === 'all-must-answer' ? missing : [];
  const [first] = given;
  const agreed =
    first !== undefined && waitsFor.length === 0 && given.every((one) => contentOf(one) === contentOf(first));
  return { given, waitsFor, agreed };
}

const contentOf = ({
  startOn,
  daysPerWeek,
  together,
  wishes,
}: Pick<GuardianAnswer, 'startOn' | 'daysPerWeek' | 'together' | 'wishes'>): string =>
  [startOn, daysPerWeek, together, ...wishes].join('|');

/** @returns null when the application stands otherwise and can no longer be changed: a person looks. */
async function applyAgreed(
  change: Change<Schema>,
  invitation: Invitation,
  round: Round,
  before: Application | null,
  answer: GuardianAnswer,
  isOver: boolean,
): Promise<ApplicationReceipt | null> {
  if (before) {
    const stands = contentOf({
      ...before,
      wishes: before.wishes.map(({ kindergartenId }) => kindergartenId),
    });
    if (stands !== contentOf(answer) && isOver && !before.late) return null;
  }
  const { startOn, daysPerWeek, together, wishes } = answer;
  const receipt = before
    ? await changeApplication(change, before, { startOn, daysPerWeek, together, wishes: [...wishes] })
    : await createApplication(change, invitation, round, { ...answer, submittedAt: change.at });
  await closeAnswerCase(change.tx, invitation.id, {
    closedAt: change.at,
    closedBy: actorText(change.actor),
    outcome: 'both-answered',
  });
  return receipt;
}

async function countFirst(
  change: Change<Schema>,
  invitation: Invitation,
  round: Round,
  first: GuardianAnswer,
): Promise<ApplicationReceipt> {
  const receipt = await createApplication(change, invitation, round, {
    ...first,
    submittedAt: first.answeredAt,
  });
  await record(change, receipt.applicationId, 'counted-from-one-answer', { late: receipt.late });
  return receipt;
}

async function onDesk(
  change: Change<Schema>,
  { id }: Invitation,
  reason: 'lone-answer' | 'answers-differ',
): Promise<void> {
  await openAnswerCase(change.tx, change.kommune, change.at, { invitationId: id, reason });
  await record(change, id, 'answer-case-opened', { reason });
}

async function tellState(
  change: Change<Schema>,
  { id, roundId, childId }: Invitation,
  status: AnswerReceipt['status'],
  given: readonly GuardianAnswer[],
  waitsFor: readonly string[],
): Promise<void> {
  await tell(
    change,
    guardianAnswered,
    { key: id, version: await countAnswers(change.tx, id) },
    {
      invitationId: id,
      roundId,
      childId,
      status,
      answered: given.map(({ guardianId }) => guardianId),
      waitsFor: [...waitsFor],
    },
  );
}
