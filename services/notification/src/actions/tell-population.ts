import { childLeft, childRegistered } from '@opptak/contracts';
import type { IsoDate } from '@opptak/domain';
import { type Change, record, sealIdentity, tell } from '@opptak/service';
import type { Deps } from '../deps.ts';
import type { Leaver, Settlement } from '../population/settlement.ts';
import type { ToldChild } from '../population/told.ts';
import type { Schema } from '../schema.generated.ts';

/** Tells the other services of children who are new or have changed, and of those who have left. */
export async function tellPopulation(
  vault: Deps['identityVault'],
  change: Change<Schema>,
  { told, left }: Pick<Settlement, 'told' | 'left'>,
): Promise<void> {
  for (const { child, version } of told) await tellChild(vault, change, child, version);
  for (const leaver of left) await tellLeft(change, leaver);
}

async function tellChild(
  vault: Deps['identityVault'],
  change: Change<Schema>,
  { identity, adults, ...child }: ToldChild,
  version: number,
): Promise<void> {
  const { kommune } = change;
  await record(change, child.childId, 'child-registered', { version });
  await tell(
    change,
    childRegistered,
    { key: child.childId, version },
    {
      ...child,
      bornOn: child.bornOn as IsoDate,
      sealedIdentity: sealIdentity(vault, kommune, child.childId, identity),
      adults: adults.map((adult) => ({
        personId: adult.personId,
        sealedIdentity: sealIdentity(vault, kommune, adult.personId, adult.identity),
      })),
    },
  );
}

async function tellLeft(change: Change<Schema>, { childId, version, reason, on }: Leaver): Promise<void> {
  await record(change, childId, 'child-left', { reason });
  await tell(change, childLeft, { key: childId, version }, { childId, reason, leftOn: on });
}
