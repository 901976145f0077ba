import { Identity, parse } from '@opptak/contracts';
import type { Vault } from '@opptak/db';
import type { KommuneNumber } from '@opptak/domain';

const place = 'identity';
/** Sealed texts have the length of what they hold; filled up, a missing address does not show from outside. */
const shownLength = 512;

/** Seals who somebody is, for an event. Opens only as the identity of this person in this kommune. */
export function sealIdentity(
  vault: Vault,
  kommune: KommuneNumber,
  personId: string,
  identity: Identity,
): string {
  const text = JSON.stringify(identity);
  const missing = Math.max(0, shownLength - Buffer.byteLength(text));
  return vault.seal(kommune, place, personId, text + ' '.repeat(missing)).toString('base64url');
}

/** @throws Error when it was sealed for another person or kommune, or with another key. */
export function openIdentity(
  vault: Vault,
  kommune: KommuneNumber,
  personId: string,
  sealed: string,
): Identity {
  const text = vault.unseal(kommune, place, personId, Buffer.from(sealed, 'base64url'));
  return parse(Identity, JSON.parse(text), 'identity');
}
