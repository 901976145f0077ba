import { AppError, addDays, dateInNorway, instantInNorway, type LinkPurpose } from '@opptak/domain';
import { admissionOf, type Change, record } from '@opptak/service';
import type { Deps } from '../deps.ts';
import type { KnownFamily } from '../evaluation/child-facts.ts';
import { linkHolders } from '../evaluation/link-holders.ts';
import { openContent } from '../messages/message-content.ts';
import { findFamily } from '../repositories/families.ts';
import { findInvitationsOf, insertInvitations } from '../repositories/invitations.ts';
import { closeCase, getOpenCase, type ManualCase } from '../repositories/manual-cases.ts';
import { getMessage } from '../repositories/messages.ts';
import { findPeople, findSiblings } from '../repositories/people.ts';
import { findKindergartens, findMainRounds, getRound, type Round } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import { decideAbout } from './evaluate-children.ts';
import { expiryOf, invitationId, reasonOf } from './invite-children.ts';
import { prefill, sealPrefilled } from './prefill-application.ts';
import { namedEmployee } from './protect.ts';
import { currentRounds } from './reconsider.ts';
import { refreshLinks } from './refresh-links.ts';
import { tellInvitations, toldHolders } from './tell-invitations.ts';
import { unwritten } from './unwritten.ts';

/** What is handed over. The links themselves are made from it when it is shown: they are stored nowhere. */
export interface Handover {
  readonly caseId: string;
  readonly opens: { readonly purpose: LinkPurpose; readonly id: string; readonly expiresAt: string };
  readonly guardianIds: readonly string[];
}

/**
 * Serves a protected family: makes its pre-filled application, without anything computed from where it lives, or the
 * link to its offer, for a named employee to hand over. Nothing is sent.
 *
 * The link goes to parents with responsibility who live with the child, and to nobody who is blocked: who else may
 * have it is the desk's to decide.
 *
 * @throws AppError forbidden `employee-missing`, not-found `case-not-found`, conflict `nothing-to-hand-over`.
 */
export async function inviteGuarded(
  deps: Pick<Deps, 'vault' | 'tenants'>,
  change: Change<Schema>,
  caseId: string,
): Promise<Handover> {
  const { tx, at } = change;
  const closedBy = namedEmployee(change.actor);
  const found = await getOpenCase(tx, caseId, { guarded: true });
  const family = await findFamily(tx, deps.vault, found.childId);
  if (!family) throw new AppError('not-found', 'case-not-found', 'There is no such open case here');

  const offerId = await offerOf(deps, change, found);
  const handover = offerId
    ? handoverOf(family, {
        purpose: 'offer',
        id: offerId,
        expiresAt: instantInNorway(
          addDays(dateInNorway(at), admissionOf(deps.tenants.get(change.kommune)).linkDays),
          '23:59:59.999',
        ),
      })
    : await applicationOf(deps, change, family);
  await closeCase(tx, caseId, { closedAt: at, closedBy, outcome: 'handed-over' });
  await record(change, caseId, 'manual-case-closed', { links: handover.guardianIds.length });
  return { caseId, ...handover };
}

/** The offer that waits to be handed over: told of by allocation, or in a message that was taken back. */
async function offerOf(
  { vault }: Pick<Deps, 'vault'>,
  { tx, kommune }: Change<Schema>,
  { reason, aboutId }: ManualCase,
): Promise<string | null> {
  if (aboutId === null) return null;
  if (reason === 'guarded-offer') return aboutId;
  if (reason !== 'guarded-message') return null;
  const { link } = openContent(vault, kommune, aboutId, (await getMessage(tx, aboutId)).sealedValues);
  return link && 'purpose' in link && link.purpose === 'offer' ? link.id : null;
}

async function applicationOf(
  deps: Pick<Deps, 'vault' | 'tenants'>,
  change: Change<Schema>,
  family: KnownFamily,
): Promise<Omit<Handover, 'caseId'>> {
  const { tx, kommune, at } = change;
  const round = await roundFor(change);
  const [existing] = await findInvitationsOf(tx, [family.childId], round.id);
  const expiresAt = expiryOf(deps, change, round);
  const id = invitationId(round, family);
  if (!existing) {
    const children = [...(await findPeople(tx, [family.childId])).values()];
    const [decided] = await decideAbout(deps, change, { round, kind: 'main-intake', children });
    const siblings = (await findSiblings(tx, [family.familyId])).get(family.familyId) ?? [];
    const around = { kindergartens: await findKindergartens(tx), siblings, homes: new Map() };
    const prefilled = decided && prefill(deps, change, round, { ...decided, guarded: true }, around);
    if (!decided || !prefilled) throw nothingToHandOver();
    const holders = linkHolders(family, decided.plan);
    const invitation = {
      kommune,
      id,
      roundId: round.id,
      childId: family.childId,
      familyId: family.familyId,
      reason: reasonOf(decided),
      sealedPrefilled: sealPrefilled(deps, change, id, prefilled),
      toldHolders: toldHolders(holders),
      createdAt: at,
      expiresAt,
      version: 1,
    };
    await insertInvitations(tx, [invitation]);
    await record(change, id, 'invitation-created', { round: round.id, reason: reasonOf(decided) });
    await tellInvitations(change, [{ invitation, prefilled, holders }]);
  } else {
    await refreshLinks(deps, change, [family.childId]);
  }
  return handoverOf(family, { purpose: 'invitation', id, expiresAt });
}

async function roundFor({ tx, at }: Change<Schema>): Promise<Round> {
  const [round] = currentRounds(await findMainRounds(tx), at);
  if (!round) throw nothingToHandOver();
  return getRound(tx, round.id);
}

function handoverOf(
  family: KnownFamily,
  { purpose, id, expiresAt }: { purpose: LinkPurpose; id: string; expiresAt: Date },
): Omit<Handover, 'caseId'> {
  const { guardians: guardianIds } = linkHolders(family, unwritten);
  return { opens: { purpose, id, expiresAt: expiresAt.toISOString() }, guardianIds };
}

const nothingToHandOver = (): AppError =>
  new AppError(
    'conflict',
    'nothing-to-hand-over',
    'There is no round, or the child’s birth date is not known',
  );
