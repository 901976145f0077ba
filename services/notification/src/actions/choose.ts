import type { DeclinedInvitation, FamilyChoices, SetFamilyChoices } from '@opptak/contracts';
import { type Actor, AppError, dateInNorway } from '@opptak/domain';
import { recipients } from '@opptak/rules';
import { type Change, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { childFactsOf } from '../evaluation/child-facts.ts';
import { linkHolders } from '../evaluation/link-holders.ts';
import { insertDeclined, upsertChoice } from '../repositories/choices.ts';
import { findFamily } from '../repositories/families.ts';
import { getInvitation } from '../repositories/invitations.ts';
import { retractPlannedFor } from '../repositories/messages.ts';
import { findPeople } from '../repositories/people.ts';
import { findPlacementsOf } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';

/**
 * Notes what a family has told the kommune: that it wants another kindergarten, that it wants no invitations, or when
 * school starts. Holds from the next decision about the child.
 *
 * Legal source: barnehageloven § 16 (the right follows from applying, so nobody must); opplæringslova § 2-2.
 *
 * @throws AppError not-found `child-not-found`, conflict `no-place` when a child without a place wants another.
 */
export async function setFamilyChoices(
  change: Change<Schema>,
  childId: string,
  { wantsTransfer, noInvitations, schoolStart }: SetFamilyChoices,
): Promise<FamilyChoices> {
  const { tx, kommune, at } = change;
  if (!(await findPeople(tx, [childId])).get(childId)?.isChild) {
    throw new AppError('not-found', 'child-not-found', 'There is no such child here');
  }
  const held = wantsTransfer ? await heldKindergarten(change, childId) : null;
  if (wantsTransfer && held === null) {
    throw new AppError('conflict', 'no-place', 'The child has no place to change from');
  }
  const choice = await upsertChoice(tx, {
    kommune,
    childId,
    transferFrom: held,
    noInvitations,
    schoolStart,
    changedAt: at,
  });
  await record(change, childId, 'family-choices-set', { wantsTransfer, noInvitations, schoolStart });
  return { childId, wantsTransfer: choice.transferFrom !== null, noInvitations, schoolStart };
}

/** A family that kept its place and stays on the list for another seeks a transfer, next year too. */
export async function noteTransferWish(change: Change<Schema>, childId: string): Promise<void> {
  const transferFrom = await heldKindergarten(change, childId);
  if (transferFrom === null) return;
  await upsertChoice(change.tx, { kommune: change.kommune, childId, transferFrom, changedAt: change.at });
}

async function heldKindergarten({ tx, at }: Change<Schema>, childId: string): Promise<string | null> {
  const today = dateInNorway(at);
  const placements = (await findPlacementsOf(tx, [childId])).get(childId) ?? [];
  return placements.find(({ untilOn }) => untilOn === null || untilOn >= today)?.kindergartenId ?? null;
}

/**
 * A guardian says that the family wants no place now: no reminder follows. The invitation stays open, so that whoever
 * thinks again can still answer.
 *
 * @throws AppError not-found when there is no such invitation, or it is not this guardian's any more.
 */
export async function declineInvitation(
  { vault }: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  invitationId: string,
  actor: Actor,
): Promise<DeclinedInvitation> {
  const { tx, kommune, at } = change;
  const invitation = await getInvitation(tx, invitationId);
  const family = await findFamily(tx, vault, invitation.childId);
  const on = dateInNorway(at);
  const holders = family && linkHolders(family, recipients(childFactsOf(family, kommune, on), on).value);
  const personId = actor.type === 'guardian' ? actor.guardianId : '';
  if (!holders?.guardians.includes(personId) || invitation.status === 'retracted') {
    throw new AppError('not-found', 'invitation-not-found', 'There is no such invitation here');
  }
  await insertDeclined(tx, { kommune, invitationId, personId, declinedAt: at });
  const others = holders.answers === 'one-decides' ? holders.guardians : [personId];
  await retractPlannedFor(tx, invitation.childId, others, 'reminder');
  await record(change, invitationId, 'invitation-declined');
  return { invitationId, declined: true };
}
