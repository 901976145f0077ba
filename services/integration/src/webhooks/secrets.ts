import type { Vault } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';
import type { Subscription } from '../repositories/subscriptions.ts';

const table = 'webhook_subscription';

export const sealSecret = (vault: Vault, kommune: KommuneNumber, id: string, secret: string): Buffer =>
  vault.seal(kommune, table, id, secret);

/** The secrets that sign at an instant: the present one first, and the one before while it still holds. */
export function openSecrets(
  vault: Vault,
  subscription: Subscription,
  at: Date,
): readonly [string, ...string[]] {
  const { kommune, id, sealedSecret, sealedPreviousSecret, previousValidUntil } = subscription;
  const present = vault.unseal(kommune, table, id, sealedSecret);
  if (!sealedPreviousSecret || !previousValidUntil || previousValidUntil <= at) return [present];
  return [present, vault.unseal(kommune, table, id, sealedPreviousSecret)];
}
