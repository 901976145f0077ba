import { linkHoldersChanged } from '@opptak/contracts';
import { type Change, tellAll } from '@opptak/service';
import { findLinkHolders, upsertLinkHolders } from '../repositories/link-holders.ts';
import type { Schema } from '../schema.generated.ts';

/** Guardians who may act, by child. */
export type Holders = ReadonlyMap<string, readonly string[]>;

/**
 * Tells those who have sent links of their own – offers, fees – who may act for these children now, where that differs
 * from the last time. What is found first is only noted: links go to nobody else.
 */
export async function tellLinkHolders(change: Change<Schema>, holders: Holders): Promise<void> {
  const { tx, kommune } = change;
  const before = await findLinkHolders(tx, [...holders.keys()]);
  const changed = [...holders].flatMap(([childId, current]) => {
    const guardians = current.toSorted();
    const known = before.get(childId);
    if (known?.guardians.join() === guardians.join()) return [];
    return [{ childId, guardians, version: known ? known.version + 1 : 0 }];
  });
  await upsertLinkHolders(
    tx,
    changed.map((row) => ({ kommune, ...row })),
  );
  const told = changed.filter(({ version }) => version > 0);
  await tellAll(
    change,
    linkHoldersChanged,
    told.map(({ childId, guardians, version }) => ({ key: childId, version, data: { childId, guardians } })),
  );
}
