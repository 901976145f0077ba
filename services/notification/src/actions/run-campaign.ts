import { inKommune, stableId } from '@opptak/db';
import { addDays, dateInNorway, daysBetween, instantInNorway, type KommuneNumber } from '@opptak/domain';
import { crashpoint } from '@opptak/jobs';
import { type Change, changeAsSystem, plan, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { runCampaignStep } from '../jobs/job-definitions.ts';
import { nameInMessages } from '../messages/child-name.ts';
import {
  type CampaignStep,
  type DecisionCount,
  findSteps,
  getCampaign,
  insertCampaign,
  lockStep,
  moveStep,
} from '../repositories/campaigns.ts';
import { findFamilies } from '../repositories/families.ts';
import { findInvitationsOf, findJointAnswers } from '../repositories/invitations.ts';
import { findChildren, type Person } from '../repositories/people.ts';
import { findApplicationsOf, getRound, type Round } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { decideAbout, evaluateChildrenNow, type Kind } from './evaluate-children.ts';
import { findHomes } from './find-homes.ts';
import { planMessages } from './plan-messages.ts';

/** Children that are dealt with in one transaction. */
export const childrenPerPage = 200;

/**
 * Starts a campaign: the pre-filled applications first, then reminders, on the days before the deadline that the
 * kommune has chosen, at nine in the morning. Days that have passed are left out; the invitation itself is sent at once.
 *
 * @throws AppError not-found, conflict `campaign-exists`.
 */
export async function startCampaign(
  { tenants }: Pick<Deps, 'tenants'>,
  change: Change<Schema>,
  { roundId, kind }: { readonly roundId: string; readonly kind: Kind },
): Promise<string> {
  const { tx, kommune, at } = change;
  const round = await getRound(tx, roundId);
  const id = stableId('campaign', roundId, kind);
  const steps = stepsOf(round, tenants.get(kommune).campaignDays, at).map((step) => ({
    kommune,
    campaignId: id,
    ...step,
  }));
  await insertCampaign(tx, { kommune, id, roundId, kind, startedAt: at }, steps);
  await record(change, id, 'campaign-started', { round: roundId, kind, steps: steps.length });
  for (const { daysBefore, dueAt } of steps) {
    await plan(change, runCampaignStep, { campaignId: id, daysBefore }, dueAt);
  }
  return id;
}

/** The first step is the one that invites: due now when its day has passed. */
export function stepsOf(
  { deadlineAt }: Pick<Round, 'deadlineAt'>,
  days: readonly number[],
  at: Date,
): readonly { readonly daysBefore: number; readonly dueAt: Date }[] {
  const deadlineOn = dateInNorway(deadlineAt);
  const planned = [...new Set(days)]
    .sort((a, b) => b - a)
    .map((daysBefore) => ({ daysBefore, dueAt: instantInNorway(addDays(deadlineOn, -daysBefore), '09:00') }));
  const first = planned.findLast(({ dueAt }) => dueAt <= at);
  const later = planned.filter(({ dueAt }) => dueAt > at);
  return first ? [{ ...first, dueAt: at }, ...later] : later;
}

/** What a campaign would do now, child by child, without doing it. Guarded families are in no count. */
export async function dryRun(
  deps: Pick<Deps, 'vault' | 'tenants'>,
  change: Change<Schema>,
  { roundId, kind }: { readonly roundId: string; readonly kind: Kind },
): Promise<readonly DecisionCount[]> {
  const round = await getRound(change.tx, roundId);
  const counts = new Map<string, DecisionCount>();
  let after: string | null = null;
  for (;;) {
    const children: readonly Person[] = await findChildren(change.tx, { after, limit: childrenPerPage });
    for (const { eligibility, guarded } of await decideAbout(deps, change, { round, kind, children })) {
      if (guarded) continue;
      const { decision, reasons } = eligibility;
      const reason = reasons[0] ?? '';
      const key = `${decision}|${reason}`;
      counts.set(key, { decision, reason, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    after = children.at(-1)?.id ?? null;
    if (children.length < childrenPerPage) break;
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}

/**
 * Works through a step of a campaign, page by page. Where it stands is stored with each page, and a message has one
 * occasion: killed anywhere and started again, it repeats nothing and leaves out nobody.
 */
export async function runStep(
  deps: Deps,
  kommune: KommuneNumber,
  campaignId: string,
  daysBefore: number,
): Promise<void> {
  while (await runPage(deps, kommune, campaignId, daysBefore));
}

async function runPage(
  deps: Deps,
  kommune: KommuneNumber,
  campaignId: string,
  daysBefore: number,
): Promise<boolean> {
  const { db, vault } = deps;
  const seen = await inKommune(db, kommune, async (tx) => {
    const campaign = await getCampaign(tx, campaignId);
    const steps = await findSteps(tx, campaignId);
    const step = steps.find((one) => one.daysBefore === daysBefore);
    const children = await findChildren(tx, { after: step?.nextChildId ?? null, limit: childrenPerPage });
    const families = await findFamilies(tx, vault, children);
    return { campaign, step, isFirst: step === steps[0], children, families };
  });
  const { step, children, isFirst } = seen;
  if (!step || step.doneAt) return false;
  // Outside the transaction: the address search answers when it answers.
  const homes = isFirst ? await findHomes(deps, kommune, seen.families) : new Map();

  return changeAsSystem(deps, kommune, runCampaignStep.name, async (change) => {
    const { tx, at } = change;
    const now = await lockStep(tx, campaignId, daysBefore);
    // Somebody else has taken this page: go on from where the step stands.
    if (now.nextChildId !== step.nextChildId || now.doneAt) return now.doneAt === null;
    const round = await getRound(tx, seen.campaign.roundId);
    if (isFirst) {
      await evaluateChildrenNow(deps, change, { round, kind: seen.campaign.kind, children, homes });
    } else {
      await remind(deps, change, round, step, children);
    }
    const isLast = children.length < childrenPerPage;
    await moveStep(tx, step, {
      nextChildId: children.at(-1)?.id ?? step.nextChildId,
      doneAt: isLast ? at : null,
    });
    if (isLast) await record(change, campaignId, 'campaign-step-done', { daysBefore });
    crashpoint('campaign:before-commit');
    return !isLast;
  });
}

/** Reminds families that were invited and have not applied. Who has applied, left or become protected hears nothing. */
async function remind(
  deps: Pick<Deps, 'vault' | 'tenants'>,
  change: Change<Schema>,
  round: Round,
  { daysBefore }: CampaignStep,
  children: readonly Person[],
): Promise<void> {
  const { tx, at } = change;
  if (round.status === 'closed' || at > round.deadlineAt) return;
  const deadlineOn = dateInNorway(round.deadlineAt);
  const ids = children.map(({ id }) => id);
  const invitations = await findInvitationsOf(tx, ids, round.id);
  const open = new Map(
    invitations.filter(({ status }) => status === 'open').map((one) => [one.childId, one]),
  );
  const applications = await findApplicationsOf(tx, ids);
  const joint = await findJointAnswers(
    tx,
    invitations.map(({ id }) => id),
  );
  // Decided anew, without regard to the invitation: the family may have changed since.
  const decided = await decideAbout(deps, change, {
    round,
    kind: 'main-intake',
    children: children.filter(({ id }) => open.has(id)),
  });
  const messages = decided.flatMap(({ family, plan: recipients, guarded, eligibility, declined }) => {
    const invitation = open.get(family.childId);
    const applied = (applications.get(family.childId) ?? []).some(({ roundId }) => roundId === round.id);
    if (!invitation || applied || guarded || eligibility.decision !== 'invite') return [];
    return recipients.recipients
      .filter(
        ({ role, personId }) =>
          role === 'decides' && !declined.includes(personId) && !joint.get(invitation.id)?.includes(personId),
      )
      .map(({ personId, reach }) => ({
        template: 'reminder' as const,
        occasion: `reminder|${invitation.id}|${daysBefore}`,
        personId,
        childId: family.childId,
        caseId: invitation.id,
        reach,
        values: {
          childName: nameInMessages(family.child),
          deadlineOn,
          daysLeft: Math.max(0, daysBetween(dateInNorway(at), deadlineOn)),
        },
        link: {
          purpose: 'invitation' as const,
          id: invitation.id,
          expiresAt: invitation.expiresAt.toISOString(),
        },
      }));
  });
  await planMessages(deps, change, messages);
}
