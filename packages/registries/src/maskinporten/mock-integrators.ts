import type { JWK } from 'jose';
import { type MaskinportenMock, publicKeyOf } from './maskinporten-mock.ts';

/** A kommune and the vendors that may act for it, by organisation number. */
export interface IntegratorsOfKommune {
  readonly organisation: string;
  readonly suppliers: readonly string[];
}

/**
 * Registers with the mock issuer those who call Opptak in a house for development: each kommune's own system, and each
 * vendor with the delegations that its kommuner have given. A client's id is its organisation number, and one key
 * signs for all of them, so that a developer needs one file. They may ask for every permission of Opptak.
 *
 * @param key The private key; the issuer is given its public half.
 */
export function registerIntegrators(
  issuer: Pick<MaskinportenMock, 'registerClient'>,
  key: JWK,
  kommuner: readonly IntegratorsOfKommune[],
): void {
  const client = { keys: [publicKeyOf(key)], scopes: ['opptak:*'] };
  for (const { organisation } of kommuner) {
    issuer.registerClient({ ...client, clientId: organisation, organisation });
  }
  for (const supplier of new Set(kommuner.flatMap(({ suppliers }) => suppliers))) {
    issuer.registerClient({
      ...client,
      clientId: supplier,
      organisation: supplier,
      delegatedBy: kommuner
        .filter(({ suppliers }) => suppliers.includes(supplier))
        .map(({ organisation }) => organisation),
    });
  }
}
