import type { NationalIdPolicy } from '@opptak/domain';
import type { RegistryEndpoint } from '../http/call-registry.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import type { AccessTokens } from '../maskinporten/access-tokens.ts';
import {
  bearerAuthorization,
  type FiksIntegration,
  fiksAuthorization,
} from '../maskinporten/bearer-authorization.ts';
import { orderExtract, readExtract } from './extract-population.ts';
import { lookUpPeople, lookUpPerson, lookUpResidences } from './look-up-people.ts';
import type { PersonRegistry } from './person-registry.ts';
import { readEvents, readLastSequence } from './read-feed.ts';
import { searchAddress } from './search-address.ts';

export interface FolkeregisteretOptions extends RegistryOptions {
  readonly tokens: AccessTokens;
  /** The kommune we act for, when it has delegated the access to us. */
  readonly consumerOrganisation?: string;
  /** Which identity numbers this environment takes. */
  readonly identityNumbers: NationalIdPolicy;
}

export interface FiksFolkeregisteretOptions extends RegistryOptions {
  readonly tokens: AccessTokens;
  readonly integration: FiksIntegration;
  /** The role the kommune has given us, a UUID. */
  readonly roleId: string;
  readonly identityNumbers: NationalIdPolicy;
}

/**
 * Folkeregisteret over HTTP, with the rights package for public bodies with a legal basis.
 *
 * @param options.baseUrl The host: "https://folkeregisteret.api.skatteetaten.no".
 */
export function folkeregisteret(options: FolkeregisteretOptions): PersonRegistry {
  const { tokens, consumerOrganisation, baseUrl } = options;
  return personRegistry(
    {
      ...options,
      registry: 'Folkeregisteret',
      baseUrl: `${baseUrl}/folkeregisteret/offentlig-med-hjemmel/api/v1`,
      retryAfterUnit: 'milliseconds',
      authorization: bearerAuthorization(tokens, {
        scope: 'folkeregister:deling/offentligmedhjemmel',
        ...(consumerOrganisation === undefined ? {} : { consumerOrganisation }),
      }),
    },
    options.identityNumbers,
  );
}

/**
 * The same register through KS Fiks: the same bodies behind the kommune's role.
 *
 * @param options.baseUrl The host: "https://api.fiks.ks.no".
 */
export function fiksFolkeregisteret(options: FiksFolkeregisteretOptions): PersonRegistry {
  const { tokens, integration, baseUrl, roleId } = options;
  return personRegistry(
    {
      ...options,
      registry: 'Fiks Folkeregister',
      baseUrl: `${baseUrl}/folkeregister/api/v1/${roleId}/v1`,
      retryAfterUnit: 'milliseconds',
      authorization: fiksAuthorization(tokens, integration),
    },
    options.identityNumbers,
  );
}

/** The operations are the same on both ways in. */
const personRegistry = (endpoint: RegistryEndpoint, policy: NationalIdPolicy): PersonRegistry => ({
  findPerson: (nationalId, purpose) => lookUpPerson(endpoint, policy, nationalId, purpose),
  findPeople: (nationalIds, purpose) => lookUpPeople(endpoint, policy, nationalIds, purpose),
  findResidences: (nationalIds, purpose) => lookUpResidences(endpoint, policy, nationalIds, purpose),
  findResidents: (home, options, purpose) => searchAddress(endpoint, policy, home, options, purpose),
  readEvents: (from, etag) => readEvents(endpoint, policy, from, etag),
  lastSequence: () => readLastSequence(endpoint),
  orderExtract: (filter) => orderExtract(endpoint, filter),
  readExtract: (jobId, batch) => readExtract(endpoint, policy, jobId, batch),
});
