import { stableId } from '@opptak/db';
import { addDays, dateInNorway, instantInNorway } from '@opptak/domain';
import { admissionOf, type CaseLine, type Change, recordAll } from '@opptak/service';
import type { Insertable } from 'kysely';
import type { Deps } from '../deps.ts';
import type { KnownFamily } from '../evaluation/child-facts.ts';
import type { Decided } from '../evaluation/decide.ts';
import { linkHolders } from '../evaluation/link-holders.ts';
import { type Invitation, insertInvitations, updateInvitation } from '../repositories/invitations.ts';
import { type NewCase, openCases } from '../repositories/manual-cases.ts';
import { findSiblings } from '../repositories/people.ts';
import { findKindergartens, type Round } from '../repositories/projections.ts';
import type { InvitationTable, Schema } from '../schema.generated.ts';
import type { Home } from './find-homes.ts';
import { inviting, isOver } from './invitation-messages.ts';
import { type PlannedMessage, planMessages } from './plan-messages.ts';
import { openPrefilled, prefill, sealPrefilled } from './prefill-application.ts';
import { type ToldInvitation, tellInvitations, toldHolders } from './tell-invitations.ts';

interface ToInvite {
  readonly round: Round;
  readonly homes: ReadonlyMap<string, Home>;
  readonly decided: readonly Decided[];
  /** The invitations that these children have in the round, by child. */
  readonly existing: ReadonlyMap<string, Invitation>;
}

/**
 * Makes the pre-filled applications of a page of children and plans their messages, with a handful of statements
 * whatever the number. A child that has an open invitation keeps it; one that has answered is left alone.
 */
export async function inviteChildren(
  deps: Pick<Deps, 'vault' | 'tenants'>,
  change: Change<Schema>,
  { round, homes, decided, existing }: ToInvite,
): Promise<void> {
  const { tx, kommune, at } = change;
  const kindergartens = await findKindergartens(tx);
  const siblings = await findSiblings(
    tx,
    decided.map(({ family }) => family.familyId),
  );
  const nameOf = new Map(kindergartens.map(({ id, name }) => [id, name]));
  const held = ({ heldKindergartenId }: Decided): string => nameOf.get(heldKindergartenId ?? '') ?? '–';
  const expiresAt = expiryOf(deps, change, round);
  const created: Insertable<InvitationTable>[] = [];
  const told: ToldInvitation[] = [];
  const lines: CaseLine[] = [];
  const messages: PlannedMessage[] = [];
  const late: NewCase[] = [];
  for (const one of decided) {
    const { family, plan } = one;
    const before = existing.get(family.childId);
    if (before?.status === 'answered') continue;
    const reason = reasonOf(one);
    if (isOver(round, at) && reason !== 'newcomer') {
      late.push({ childId: family.childId, reason: 'deadline-passed', guarded: false, aboutId: round.id });
      continue;
    }
    const id = invitationId(round, family);
    if (before?.status === 'open') {
      messages.push(...inviting(deps, change, round, one, openPrefilled(deps, before), before, held(one)));
      continue;
    }
    const around = { kindergartens, siblings: siblings.get(family.familyId) ?? [], homes };
    const prefilled = prefill(deps, change, round, one, around);
    if (!prefilled) continue;
    const holders = linkHolders(family, plan);
    const contents = {
      sealedPrefilled: sealPrefilled(deps, change, id, prefilled),
      toldHolders: toldHolders(holders),
    };
    const fresh = {
      kommune,
      id,
      roundId: round.id,
      childId: family.childId,
      familyId: family.familyId,
      reason,
      createdAt: at,
      expiresAt,
      version: 1,
      ...contents,
    };
    if (!before) created.push(fresh);
    const invitation = before
      ? await updateInvitation(tx, id, { status: 'open', reason, ...contents })
      : fresh;
    lines.push({ caseId: id, type: 'invitation-created', details: { round: round.id, reason } });
    told.push({ invitation, prefilled, holders });
    messages.push(...inviting(deps, change, round, one, prefilled, invitation, held(one)));
  }
  await openCases(tx, kommune, at, late);
  await insertInvitations(tx, created);
  await recordAll(change, lines);
  await tellInvitations(change, told);
  await planMessages(deps, change, messages);
}

export const invitationId = (round: Round, { childId }: KnownFamily): string =>
  stableId('invitation', round.id, childId);

/** A link lives some days beyond the deadline, or beyond the day it is made: later answers go to the kommune. */
export function expiryOf(
  { tenants }: Pick<Deps, 'tenants'>,
  { kommune, at }: Pick<Change<Schema>, 'kommune' | 'at'>,
  { deadlineAt }: Round,
): Date {
  const { linkDays } = admissionOf(tenants.get(kommune));
  const from = dateInNorway(new Date(Math.max(deadlineAt.getTime(), at.getTime())));
  return instantInNorway(addDays(from, linkDays), '23:59:59.999');
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
