import { dateInNorway, type IsoDate } from '@opptak/domain';
import { recipients } from '@opptak/rules';
import type { Change } from '@opptak/service';
import type { Deps } from '../deps.ts';
import { childFactsOf, isGuarded, type KnownFamily } from '../evaluation/child-facts.ts';
import { nameInMessages } from '../messages/child-name.ts';
import { findFamily } from '../repositories/families.ts';
import { openCases } from '../repositories/manual-cases.ts';
import type { Schema } from '../schema.generated.ts';
import { holdForDesk } from './guarded-letters.ts';
import { type PlannedMessage, planMessages } from './plan-messages.ts';

export interface FamilyMessage extends Omit<PlannedMessage, 'personId' | 'childId' | 'reach' | 'values'> {
  readonly childId: string;
  /** Without the child's name, which is added from what Folkeregisteret says. */
  readonly values: PlannedMessage['values'];
  /** Only these of those who decide. Left out: all. */
  readonly only?: readonly string[];
  /** Only those registered with the child. */
  readonly atHome?: true;
  /** Under which reason the guarded desk finds it when the family is protected. */
  readonly guardedAs: string;
  readonly aboutId: string | null;
}

/**
 * Plans a message to everybody who decides about a child, as the register is now. Where the family is protected, or it
 * is not clear who decides, a person takes over: nothing is sent on a doubt, and nothing is lost.
 */
export async function tellDeciders(
  deps: Pick<Deps, 'vault'>,
  change: Change<Schema>,
  { guardedAs, aboutId, values, only, atHome, ...message }: FamilyMessage,
): Promise<void> {
  const { tx, kommune, at } = change;
  const { childId } = message;
  const family = await findFamily(tx, deps.vault, childId);
  const today: IsoDate = dateInNorway(at);
  const plan = family && recipients(childFactsOf(family, kommune, today), today).value;
  if (family && (isGuarded(family) || plan?.handling === 'guarded')) {
    await holdForDesk(deps, change, family, { ...message, values }, { reason: guardedAs, aboutId });
    await openCases(tx, kommune, at, [{ childId, reason: guardedAs, guarded: true, aboutId }]);
    return;
  }
  const told = (plan?.recipients ?? []).filter(
    ({ role, personId }) =>
      role === 'decides' &&
      (only?.includes(personId) ?? true) &&
      (!atHome || family?.adults.some((adult) => isAtHome(adult, personId))),
  );
  if (!family || !plan || plan.outcome === 'person' || (atHome && told.length === 0)) {
    await openCases(tx, kommune, at, [{ childId, reason: 'recipients-unclear', guarded: false, aboutId }]);
    return;
  }
  await planMessages(
    deps,
    change,
    told.map(({ personId, reach }) => ({
      ...message,
      personId,
      reach,
      values: { childName: nameInMessages(family.child), ...values },
    })),
  );
}

const isAtHome = ({ guardian }: KnownFamily['adults'][number], personId: string): boolean =>
  guardian.personId === personId && guardian.livesWithChild === true;
