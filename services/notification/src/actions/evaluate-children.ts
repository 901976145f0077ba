import { invitationCreated } from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { addDays, dateInNorway, type IsoDate, instantInNorway, yearOf } from '@opptak/domain';
import { firstPlaceDue, type RightToPlace, rightToPlace } from '@opptak/rules';
import { type Change, record, tell } from '@opptak/service';
import type { Insertable } from 'kysely';
import type { Deps } from '../deps.ts';
import type { KnownFamily } from '../evaluation/child-facts.ts';
import { type Case, type Decided, decide, type Question } from '../evaluation/decide.ts';
import type { Prefilled } from '../evaluation/prefilled.ts';
import { proposals, proposedStart } from '../evaluation/proposals.ts';
import { nameInMessages } from '../messages/child-name.ts';
import { shownName } from '../population/person-record.ts';
import { upsertDecisions } from '../repositories/campaigns.ts';
import { findFamilies } from '../repositories/families.ts';
import {
  findInvitationsOf,
  type Invitation,
  insertInvitations,
  updateInvitation,
} from '../repositories/invitations.ts';
import { closeSettled, guardCases, type NewCase, openCases } from '../repositories/manual-cases.ts';
import { findSiblings, type Person } from '../repositories/people.ts';
import {
  findApplicationsOf,
  findKindergartens,
  findPlacementsOf,
  type Kindergarten,
  type Round,
} from '../repositories/projections.ts';
import type { InvitationTable, Schema } from '../schema.generated.ts';
import type { Home } from './find-homes.ts';
import { type PlannedMessage, planMessages } from './plan-messages.ts';
import { retractFor } from './retract.ts';
import { openPerson } from './settle-families.ts';

export type Kind = Question['kind'];

export interface Page {
  readonly round: Round;
  readonly kind: Kind;
  readonly children: readonly Person[];
  /** By child; who is missing has no position or is protected. */
  readonly homes: ReadonlyMap<string, Home>;
}

type Vaults = Pick<Deps, 'vault' | 'tenants'>;

/** Decides about children without any effect: for a dry run, and as the first half of the real thing. */
export async function decideAbout(
  { vault }: Pick<Deps, 'vault'>,
  { tx, kommune, at }: Change<Schema>,
  { round, kind, children }: Pick<Page, 'round' | 'kind' | 'children'>,
): Promise<readonly Decided[]> {
  const ids = children.map(({ id }) => id);
  const families = await findFamilies(tx, vault, children);
  const applications = await findApplicationsOf(tx, ids);
  const placements = await findPlacementsOf(tx, ids);
  const kindergartens = new Map((await findKindergartens(tx)).map((one) => [one.id, one]));
  return families.map((family): Decided => {
    const facts: Case = {
      family,
      applications: applications.get(family.childId) ?? [],
      placements: placements.get(family.childId) ?? [],
    };
    return decide({ kommune, round, kind, at, kindergartens }, facts);
  });
}

/**
 * Decides about children in a round and does what follows: pre-filled applications, messages to whoever decides and
 * whoever is to be informed, and a desk for what a person must look at. Nothing is done twice for the same child.
 *
 * Legal source: barnehageloven § 16; forvaltningsloven §§ 11, 17 (the kommune finds out what it can itself).
 */
export async function evaluateChildrenNow(deps: Vaults, change: Change<Schema>, page: Page): Promise<void> {
  const { tx, kommune, at } = change;
  const decided = await decideAbout(deps, change, page);
  const ids = decided.map(({ family }) => family.childId);
  await upsertDecisions(
    tx,
    decided.map(({ family, eligibility, guarded }) => ({
      kommune,
      roundId: page.round.id,
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
    })),
  );

  const open = new Map((await findInvitationsOf(tx, ids, page.round.id)).map((one) => [one.childId, one]));
  const guarded = decided.filter((one) => one.guarded);
  await retractFor(
    change,
    guarded.map(({ family }) => family.childId),
    'guard',
  );
  await guardCases(
    tx,
    guarded.map(({ family }) => family.childId),
  );
  for (const { family } of guarded) {
    const invitation = open.get(family.childId);
    if (invitation) await hideDistances(deps, change, invitation);
  }

  await closeSettled(
    tx,
    decided
      .filter(({ eligibility }) => eligibility.decision !== 'person')
      .map(({ family }) => family.childId),
    { closedAt: at, closedBy: 'system:evaluation' },
  );
  await openCases(
    tx,
    kommune,
    at,
    decided.flatMap((one) => casesOf(one, page.round)),
  );

  const writable = decided.filter((one) => !one.guarded);
  await invite(
    deps,
    change,
    page,
    writable.filter(({ eligibility }) => eligibility.decision === 'invite'),
    open,
  );
  await planMessages(
    deps,
    change,
    writable
      .filter(({ eligibility }) => eligibility.decision === 'inform')
      .flatMap((one) => informing(deps, change, page, one)),
  );
}

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

async function invite(
  deps: Vaults,
  change: Change<Schema>,
  page: Page,
  decided: readonly Decided[],
  open: ReadonlyMap<string, Invitation>,
): Promise<void> {
  const { tx, kommune, at } = change;
  const kindergartens = await findKindergartens(tx);
  const siblings = await findSiblings(
    tx,
    decided.map(({ family }) => family.familyId),
  );
  const created: Insertable<InvitationTable>[] = [];
  const messages: PlannedMessage[] = [];
  const late: NewCase[] = [];
  for (const one of decided) {
    const { family } = one;
    const existing = open.get(family.childId);
    if (existing?.status === 'answered') continue;
    if (isOver(page.round, at) && reasonOf(one) !== 'newcomer') {
      late.push({
        childId: family.childId,
        reason: 'deadline-passed',
        guarded: false,
        aboutId: page.round.id,
      });
      continue;
    }
    const prefilled = prefill(deps, change, page, one, kindergartens, siblings.get(family.familyId) ?? []);
    if (!prefilled) continue;
    const id = invitationId(page.round, family);
    const expiresAt = existing?.expiresAt ?? expiryOf(page.round, at);
    if (!existing || existing.status === 'retracted') {
      const sealedPrefilled = deps.vault.seal(kommune, 'invitation', id, JSON.stringify(prefilled));
      if (!existing) {
        created.push({
          kommune,
          id,
          roundId: page.round.id,
          childId: family.childId,
          familyId: family.familyId,
          reason: reasonOf(one),
          sealedPrefilled,
          createdAt: at,
          expiresAt,
        });
      } else {
        await updateInvitation(tx, id, { status: 'open', sealedPrefilled });
      }
      const version = (existing?.version ?? 0) + 1;
      await record(change, id, 'invitation-created', { round: page.round.id, reason: reasonOf(one) });
      await tellInvitation(change, { id, version, roundId: page.round.id, expiresAt }, one, prefilled);
    }
    messages.push(...inviting(change, page, one, prefilled, { id, expiresAt }));
  }
  await openCases(tx, kommune, at, late);
  await insertInvitations(tx, created);
  await planMessages(deps, change, messages);
}

/** Only newcomers are invited after the deadline; there is no true text for the others, so a person writes. */
const isOver = ({ status, deadlineAt }: Round, at: Date): boolean => status === 'closed' || at > deadlineAt;

export const invitationId = (round: Round, { childId }: KnownFamily): string =>
  stableId('invitation', round.id, childId);

/** A link lives until 30 days after the deadline, or after it was made: later answers go to the kommune. */
export const expiryOf = ({ deadlineAt }: Round, at: Date): Date =>
  instantInNorway(
    addDays(dateInNorway(new Date(Math.max(deadlineAt.getTime(), at.getTime()))), 30),
    '23:59:59.999',
  );

/** Tells intake of a pre-filled application. */
export async function tellInvitation(
  change: Change<Schema>,
  invitation: {
    readonly id: string;
    readonly version: number;
    readonly roundId: string;
    readonly expiresAt: Date;
  },
  { family, eligibility }: Pick<Decided, 'family' | 'eligibility'>,
  prefilled: Prefilled,
): Promise<void> {
  const { id, version, roundId, expiresAt } = invitation;
  await tell(
    change,
    invitationCreated,
    { key: id, version },
    {
      invitationId: id,
      roundId,
      childId: family.childId,
      familyId: family.familyId,
      bornOn: prefilled.bornOn,
      reason: reasonOf({ eligibility }),
      right: prefilled.right,
      proposedStartOn: prefilled.proposedStartOn,
      proposedWishes: prefilled.wishes,
      distances: prefilled.distances,
      language: prefilled.language,
      expiresAt: expiresAt.toISOString(),
    },
  );
}

/** The family is protected from now on: what was told of its home is taken back, and the application stands. */
async function hideDistances(
  { vault }: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  invitation: Invitation,
): Promise<void> {
  const { tx, kommune } = change;
  const prefilled = openPrefilled({ vault }, invitation);
  if (Object.keys(prefilled.distances).length === 0 && prefilled.address === null) return;
  const hidden: Prefilled = {
    ...prefilled,
    address: null,
    distances: {},
    wishes: prefilled.wishes.map(({ kindergartenId }) => ({ kindergartenId, distanceM: null })),
    positionFoundAt: null,
  };
  const stored = await updateInvitation(tx, invitation.id, {
    sealedPrefilled: vault.seal(kommune, 'invitation', invitation.id, JSON.stringify(hidden)),
  });
  await tell(
    change,
    invitationCreated,
    { key: stored.id, version: stored.version },
    {
      invitationId: stored.id,
      roundId: stored.roundId,
      childId: stored.childId,
      familyId: stored.familyId,
      bornOn: hidden.bornOn,
      reason: stored.reason,
      right: hidden.right,
      proposedStartOn: hidden.proposedStartOn,
      proposedWishes: hidden.wishes,
      distances: {},
      language: hidden.language,
      expiresAt: stored.expiresAt.toISOString(),
    },
  );
}

export function openPrefilled(
  { vault }: Pick<Deps, 'vault'>,
  { kommune, id, sealedPrefilled }: Pick<Invitation, 'kommune' | 'id' | 'sealedPrefilled'>,
): Prefilled {
  return JSON.parse(vault.unseal(kommune, 'invitation', id, sealedPrefilled));
}

/** @returns null for a child without a birth date: a person finds out first. */
export function prefill(
  deps: Vaults,
  { kommune, at }: Change<Schema>,
  { round, homes }: Pick<Page, 'round' | 'homes'>,
  { family, plan, guarded }: Pick<Decided, 'family' | 'plan' | 'guarded'>,
  kindergartens: readonly Kindergarten[],
  siblings: readonly Person[],
): Prefilled | null {
  const { child, childId } = family;
  if (child.bornOn === null) return null;
  const right = rightInRegister(family, round, kommune, at);
  const by = right.outcome === 'fulfilled' ? right.by : null;
  const startOn = proposedStart(round.kindergartenYear, by, dateInNorway(at));
  const home = guarded ? undefined : homes.get(childId);
  const { wishes, distances } = proposals(
    kindergartens,
    { bornOn: child.bornOn, startOn },
    home?.position ?? null,
  );
  return {
    childName: shownName(child),
    bornOn: child.bornOn,
    guardians: family.adults
      .filter(({ guardian }) => guardian.role === 'parent-with-responsibility')
      .map(({ guardian, record: adult }) => ({ personId: guardian.personId, name: shownName(adult) })),
    siblings: siblings
      .filter(({ id }) => id !== childId)
      .map((sibling) => openPerson(deps, sibling))
      .map((sibling) => ({ name: shownName(sibling), bornOn: sibling.bornOn })),
    address:
      guarded || child.address === null
        ? null
        : { line: child.address.line, postalCode: child.address.postalCode, town: child.address.town },
    right: { outcome: right.outcome, by },
    proposedStartOn: startOn,
    wishes: [...wishes],
    distances: { ...distances },
    language: deps.tenants.get(kommune).languages[0] ?? 'nb',
    registerReadAt: family.readAt.toISOString(),
    positionFoundAt: home?.position ? home.foundAt.toISOString() : null,
    answers: plan.answers,
  };
}

/** Whether the child will have a right to a place if the family answers in time. */
function rightInRegister(family: KnownFamily, round: Round, kommune: string, at: Date): RightToPlace {
  const deadlineOn = dateInNorway(round.deadlineAt);
  return rightToPlace({
    birthOn: family.child.bornOn,
    intakeYear: round.kindergartenYear,
    kommune: kommune as Parameters<typeof rightToPlace>[0]['kommune'],
    residence: kommune as Parameters<typeof rightToPlace>[0]['kommune'],
    // Hidden homes are read as here: the guarded desk has found out, or nobody is invited.
    appliedOn: dateInNorway(at),
    deadlineOn,
    schoolStart: 'ordinary',
  }).value;
}

export function reasonOf({ eligibility }: Pick<Decided, 'eligibility'>): InvitationTable['reason'] {
  switch (eligibility.reasons[0]) {
    case 'wants-transfer':
      return 'wants-transfer';
    case 'newly-moved-in':
      return 'newcomer';
    case 'waiting-must-confirm':
      return 'without-place';
    default:
      return 'right-to-place';
  }
}

/** The messages of one invitation: to whoever decides with a link, to whoever is informed without. */
function inviting(
  { at }: Change<Schema>,
  { round }: Page,
  one: Decided,
  prefilled: Prefilled,
  invitation: { readonly id: string; readonly expiresAt: Date },
): readonly PlannedMessage[] {
  const { family, plan } = one;
  const childName = nameInMessages(family.child);
  const deadlineOn = dateInNorway(round.deadlineAt);
  const answers = plan.answers === 'all-must-answer' ? 'both' : 'one';
  const common = { childId: family.childId, caseId: invitation.id };
  const newcomer = reasonOf(one) === 'newcomer';
  return plan.recipients.map(({ personId, role, seesChildAddress, reach }): PlannedMessage => {
    if (role === 'informed') {
      return {
        ...common,
        template: 'informed-parent',
        occasion: `informed|${invitation.id}`,
        personId,
        reach,
        values: { childName, deadlineOn },
        link: null,
      };
    }
    const link = {
      purpose: 'invitation',
      id: invitation.id,
      expiresAt: invitation.expiresAt.toISOString(),
    } as const;
    const message = { ...common, occasion: `invitation|${invitation.id}`, personId, reach, link };
    return newcomer
      ? {
          ...message,
          template: 'new-resident',
          values: { childName, answers, deadlineOn: isOver(round, at) ? nextDeadline(round) : deadlineOn },
        }
      : {
          ...message,
          template: 'invitation',
          values: {
            childName,
            deadlineOn,
            placeBy: prefilled.right.by ?? deadlineOn,
            answers,
            proposals: seesChildAddress && prefilled.positionFoundAt !== null ? 'nearHome' : 'none',
          },
        };
  });
}

/** The kommune's next main intake is not opened yet: the same day a year later. */
const nextDeadline = ({ deadlineAt }: Round): IsoDate => {
  const on = dateInNorway(deadlineAt);
  return addDays(`${yearOf(on) + 1}${on.slice(4) === '-02-29' ? '-02-28' : on.slice(4)}` as IsoDate, 0);
};

/** What tells a family something and asks nothing. */
function informing(
  { tenants }: Pick<Deps, 'tenants'>,
  { kommune }: Change<Schema>,
  { round }: Page,
  { family, plan, eligibility }: Decided,
): readonly PlannedMessage[] {
  const { child, childId } = family;
  const reason = eligibility.reasons[0];
  const childName = nameInMessages(child);
  const link = { url: tenants.get(kommune).letters.website };
  const common = { childId, caseId: childId, link };
  const deciders = plan.recipients.filter(({ role }) => role === 'decides');
  if (reason === 'right-next-intake' && child.bornOn !== null) {
    const placeFrom = firstPlaceDue(child.bornOn).from;
    return deciders.map(({ personId, reach }) => ({
      ...common,
      template: 'right-next-year',
      occasion: `right-next-year|${childId}|${placeFrom}`,
      personId,
      reach,
      values: { childName, placeFrom },
    }));
  }
  if (reason === 'on-waiting-list') {
    return deciders.map(({ personId, reach }) => ({
      ...common,
      template: 'application-stands',
      occasion: `application-stands|${round.id}|${childId}`,
      personId,
      reach,
      values: { childName, deadlineOn: dateInNorway(round.deadlineAt) },
    }));
  }
  return [];
}
