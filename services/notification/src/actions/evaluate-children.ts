import { admissionOf, type Change } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { type Case, type Decided, decide, type Question } from '../evaluation/decide.ts';
import { upsertDecisions } from '../repositories/campaigns.ts';
import { findChoices, findDeclined } from '../repositories/choices.ts';
import { findFamilies } from '../repositories/families.ts';
import { findInvitationsOf } from '../repositories/invitations.ts';
import { closeSettled, guardCases, type NewCase, openCases } from '../repositories/manual-cases.ts';
import type { Person } from '../repositories/people.ts';
import {
  findApplicationsOf,
  findKindergartens,
  findPlacementsOf,
  type Round,
} from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import type { Home } from './find-homes.ts';
import { informing } from './invitation-messages.ts';
import { inviteChildren } from './invite-children.ts';
import { planMessages } from './plan-messages.ts';
import { refreshLinks } from './refresh-links.ts';
import { retractFor } from './retract.ts';

export type Kind = Question['kind'];

export interface Page {
  readonly round: Round;
  readonly kind: Kind;
  readonly children: readonly Person[];
  /** By child; who is missing has no position or is protected. */
  readonly homes: ReadonlyMap<string, Home>;
}

/** Decides about children without any effect: for a dry run, and as the first half of the real thing. */
export async function decideAbout(
  { vault, tenants }: Pick<Deps, 'vault' | 'tenants'>,
  { tx, kommune, at }: Change<Schema>,
  { round, kind, children }: Pick<Page, 'round' | 'kind' | 'children'>,
): Promise<readonly Decided[]> {
  const ids = children.map(({ id }) => id);
  const families = await findFamilies(tx, vault, children);
  const applications = await findApplicationsOf(tx, ids);
  const placements = await findPlacementsOf(tx, ids);
  const choices = await findChoices(tx, ids);
  const declined = await findDeclined(tx, ids, round.id);
  const kindergartens = new Map((await findKindergartens(tx)).map((one) => [one.id, one]));
  const { waitingListCarriesOver } = admissionOf(tenants.get(kommune));
  const question = { kommune, round, kind, at, kindergartens, waitingListCarriesOver };
  return families.map((family): Decided => {
    const facts: Case = {
      family,
      applications: applications.get(family.childId) ?? [],
      placements: placements.get(family.childId) ?? [],
      choice: choices.get(family.childId),
      declined: declined.get(family.childId) ?? [],
    };
    return decide(question, facts);
  });
}

/**
 * Decides about children in a round and does what follows: pre-filled applications, messages to whoever decides and
 * whoever is to be informed, and a desk for what a person must look at. Nothing is done twice for the same child.
 *
 * Legal source: barnehageloven § 16; forvaltningsloven §§ 11, 17 (the kommune finds out what it can itself).
 */
export async function evaluateChildrenNow(
  deps: Pick<Deps, 'vault' | 'tenants'>,
  change: Change<Schema>,
  page: Page,
): Promise<void> {
  const { tx, kommune, at } = change;
  const { round, homes } = page;
  const decided = await decideAbout(deps, change, page);
  await upsertDecisions(
    tx,
    decided.map((one) => decisionRow(change, round, one)),
  );
  const guarded = idsOf(decided.filter((one) => one.guarded));
  await retractFor(change, guarded, 'guard');
  await guardCases(tx, guarded);
  await refreshLinks(deps, change, idsOf(decided));
  await closeSettled(tx, idsOf(decided.filter(({ eligibility }) => eligibility.decision !== 'person')), {
    closedAt: at,
    closedBy: 'system:evaluation',
  });
  await openCases(
    tx,
    kommune,
    at,
    decided.flatMap((one) => casesOf(one, round)),
  );

  const writable = (decision: Decided['eligibility']['decision']) =>
    decided.filter((one) => !one.guarded && one.eligibility.decision === decision);
  const existing = await findInvitationsOf(tx, idsOf(decided), round.id);
  await inviteChildren(deps, change, {
    round,
    homes,
    decided: writable('invite'),
    existing: new Map(existing.map((one) => [one.childId, one])),
  });
  await planMessages(
    deps,
    change,
    writable('inform').flatMap((one) => informing(deps, change, round, one)),
  );
}

const idsOf = (decided: readonly Decided[]): readonly string[] => decided.map(({ family }) => family.childId);

const decisionRow = (
  { kommune, at }: Change<Schema>,
  round: Round,
  { family, eligibility, guarded }: Decided,
) => ({
  kommune,
  roundId: round.id,
  childId: family.childId,
  decision: eligibility.decision,
  reasons: JSON.stringify(eligibility.reasons),
  rules: JSON.stringify(
    eligibility.log.map(({ rule, source, outcome, reason }) => ({
      rule,
      source: `${source.document} ${source.section}`.trim(),
      outcome,
      reason,
    })),
  ),
  guarded,
  decidedAt: at,
});

function casesOf({ family, eligibility, plan, guarded }: Decided, round: Round): readonly NewCase[] {
  const { childId } = family;
  const own =
    eligibility.decision === 'person' ||
    // We do not know by when the family must answer, nor whether a place is found: a person writes to it.
    eligibility.reasons[0] === 'displaced'
      ? eligibility.reasons.slice(0, 1).map((reason) => ({ childId, reason, guarded, aboutId: round.id }))
      : [];
  const written = eligibility.decision === 'invite' || eligibility.decision === 'inform';
  const notes = written
    ? plan.forPerson.map(({ reason, handling }) => ({
        childId,
        reason,
        guarded: guarded || handling === 'guarded',
        aboutId: round.id,
      }))
    : [];
  return [...own, ...notes];
}
