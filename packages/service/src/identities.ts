import { Identity, parse } from '@opptak/contracts';
import type { Vault } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';

const place = 'identity';

/** Seals who somebody is, for an event: readable only with the identity key, and only as this person in this kommune. */
export function sealIdentity(
  identityVault: Vault,
  kommune: KommuneNumber,
  personId: string,
  identity: Identity,
): string {
  return identityVault.seal(kommune, place, personId, JSON.stringify(identity)).toString('base64');
}

/**
 * Opens what `sealIdentity` has sealed. Only for what must reach a registry or fill in a list.
 *
 * @throws Error when it was sealed for somebody else, or has been changed.
 */
export function openIdentity(
  identityVault: Vault,
  kommune: KommuneNumber,
  personId: string,
  sealed: string,
): Identity {
  const text = identityVault.unseal(kommune, place, personId, Buffer.from(sealed, 'base64'));
  return parse(Identity, JSON.parse(text), 'Sealed identity');
}
