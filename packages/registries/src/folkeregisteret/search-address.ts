import type { NationalIdPolicy } from '@opptak/domain';
import { Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { Purpose } from '../http/registry-endpoint.ts';
import type { Residence } from './person-facts.ts';
import type { ResidentsAnswer } from './person-registry.ts';
import { numberFrom } from './read-family.ts';

const Found = Type.Object({ foedselsEllerDNummer: Type.Optional(Type.Array(Type.String())) });

/**
 * Who is registered at a street address and was born by a year. The register searches by street and number: letter and
 * dwelling must be compared afterwards.
 */
export async function searchAddress(
  endpoint: RegistryEndpoint,
  policy: NationalIdPolicy,
  { kommune, address }: Residence,
  { bornUntil, atMost }: { readonly bornUntil: number; readonly atMost: number },
  purpose: Purpose,
): Promise<ResidentsAnswer> {
  if (address?.type !== 'street' || address.number === null) return { type: 'not-searchable' };
  const query = new URLSearchParams({
    adressenavn: address.street,
    husnummer: address.number,
    ...(address.postalCode === null ? {} : { postnummer: address.postalCode }),
    kommunenummer: kommune,
    foedselsaarTilOgMed: String(bornUntil),
  });
  const { status, json } = await callRegistry(endpoint, {
    operation: 'search-address',
    path: `/personer/soek?${query}`,
    answers: [404],
    maxBytes: 1024 * 1024,
    purpose,
  });
  // No hits.
  if (status === 404) return { type: 'found', nationalIds: [] };
  const texts = readAnswer(endpoint.registry, Found, json).foedselsEllerDNummer ?? [];
  const nationalIds = texts.map((text) => numberFrom(text, policy)).filter((id) => id !== null);
  // Somebody we can not read about may be the one that matters.
  if (nationalIds.length < texts.length) return { type: 'not-searchable' };
  return nationalIds.length > atMost ? { type: 'too-many' } : { type: 'found', nationalIds };
}
