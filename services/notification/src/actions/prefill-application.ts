import { dateInNorway } from '@opptak/domain';
import { type RightToPlace, rightToPlace } from '@opptak/rules';
import type { Change } from '@opptak/service';
import type { Deps } from '../deps.ts';
import type { KnownFamily } from '../evaluation/child-facts.ts';
import type { Decided } from '../evaluation/decide.ts';
import type { Prefilled } from '../evaluation/prefilled.ts';
import { proposals, proposedStart } from '../evaluation/proposals.ts';
import { openRecord, shownName } from '../population/person-record.ts';
import type { Invitation } from '../repositories/invitations.ts';
import type { Person } from '../repositories/people.ts';
import type { Kindergarten, Round } from '../repositories/projections.ts';
import type { Schema } from '../schema.generated.ts';
import type { Home } from './find-homes.ts';

export interface KnownAround {
  readonly kindergartens: readonly Kindergarten[];
  readonly siblings: readonly Person[];
  /** By child; who is missing has no position or is protected. */
  readonly homes: ReadonlyMap<string, Home>;
}

/**
 * Fills in a child's application from what the registers say: the family changes what it wants, and types two answers.
 *
 * Legal source: barnehageloven § 16; forvaltningsloven § 17 (the kommune finds out what it can itself).
 *
 * @returns null for a child without a birth date: a person finds out first.
 */
export function prefill(
  { vault, tenants }: Pick<Deps, 'vault' | 'tenants'>,
  { kommune, at }: Change<Schema>,
  round: Round,
  { family, plan, guarded, schoolStart }: Pick<Decided, 'family' | 'plan' | 'guarded' | 'schoolStart'>,
  { kindergartens, siblings, homes }: KnownAround,
): Prefilled | null {
  const { child, childId } = family;
  if (child.bornOn === null) return null;
  const right = rightInRegister(family, round, { kommune, at, schoolStart });
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
      .map((sibling) => openRecord(vault, kommune, sibling.id, sibling.sealedFacts))
      .map((sibling) => ({ name: shownName(sibling), bornOn: sibling.bornOn })),
    address:
      guarded || child.address === null
        ? null
        : { line: child.address.line, postalCode: child.address.postalCode, town: child.address.town },
    right: { outcome: right.outcome, by },
    proposedStartOn: startOn,
    wishes: [...wishes],
    distances: { ...distances },
    language: tenants.get(kommune).languages[0] ?? 'nb',
    registerReadAt: family.readAt.toISOString(),
    positionFoundAt: home?.position ? home.foundAt.toISOString() : null,
    answers: plan.answers,
  };
}

/**
 * The family is protected from now on: what was computed from its home is taken out of the application. That is also
 * which kindergartens are proposed, and in which order: they are the nearest.
 */
export function withoutHome(prefilled: Prefilled, kindergartens: readonly Kindergarten[]): Prefilled {
  const { bornOn, proposedStartOn: startOn } = prefilled;
  const { wishes, distances } = proposals(kindergartens, { bornOn, startOn }, null);
  return { ...prefilled, address: null, distances, wishes: [...wishes], positionFoundAt: null };
}

export function openPrefilled(
  { vault }: Pick<Deps, 'vault'>,
  { kommune, id, sealedPrefilled }: Pick<Invitation, 'kommune' | 'id' | 'sealedPrefilled'>,
): Prefilled {
  return JSON.parse(vault.unseal(kommune, 'invitation', id, sealedPrefilled));
}

export const sealPrefilled = (
  { vault }: Pick<Deps, 'vault'>,
  { kommune }: Pick<Change<Schema>, 'kommune'>,
  id: string,
  prefilled: Prefilled,
): Buffer => vault.seal(kommune, 'invitation', id, JSON.stringify(prefilled));

/** Whether the child will have a right to a place if the family answers in time. */
function rightInRegister(
  family: KnownFamily,
  round: Round,
  { kommune, at, schoolStart }: Pick<Change<Schema>, 'kommune' | 'at'> & Pick<Decided, 'schoolStart'>,
): RightToPlace {
  return rightToPlace({
    birthOn: family.child.bornOn,
    intakeYear: round.kindergartenYear,
    kommune,
    // Hidden homes are read as here: the guarded desk has found out, or nobody is invited.
    residence: kommune,
    appliedOn: dateInNorway(at),
    deadlineOn: dateInNorway(round.deadlineAt),
    schoolStart,
  }).value;
}
