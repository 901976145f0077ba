import type { NationalId } from '@opptak/domain';
import { type Static, Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { RegistryOptions } from '../http/registry-endpoint.ts';
import type { AccessTokens } from '../maskinporten/access-tokens.ts';
import { bearerAuthorization } from '../maskinporten/bearer-authorization.ts';
import { type ContactFacts, type ContactRegistry, contactsPerLookup } from './contact-registry.ts';

export interface KrrOptions extends RegistryOptions {
  readonly tokens: AccessTokens;
  /** The kommune we act for, when it has delegated the access to us; the scope has another name then. */
  readonly consumerOrganisation?: string;
}

const nullable = (schema: Type.TString) => Type.Optional(Type.Union([schema, Type.Null()]));
const Person = Type.Object({
  personidentifikator: Type.String(),
  reservasjon: nullable(Type.String()),
  status: nullable(Type.String()),
  varslingsstatus: nullable(Type.String()),
  kontaktinformasjon: Type.Optional(
    Type.Union([
      Type.Object({
        epostadresse: nullable(Type.String()),
        mobiltelefonnummer: nullable(Type.String()),
      }),
      Type.Null(),
    ]),
  ),
  spraak: nullable(Type.String()),
});
const Answer = Type.Object({ personer: Type.Array(Person) });

/**
 * Kontakt- og reservasjonsregisteret over HTTP. Words we do not know are read as the stricter one: reserved, not to
 * be notified.
 *
 * @param options.baseUrl The host: "https://kontaktregisteret.no".
 */
export function krr(options: KrrOptions): ContactRegistry {
  const { tokens, consumerOrganisation } = options;
  const endpoint: RegistryEndpoint = {
    ...options,
    registry: 'Kontaktregisteret',
    authorization: bearerAuthorization(
      tokens,
      consumerOrganisation === undefined
        ? { scope: 'krr:global/kontaktinformasjon.read' }
        : { scope: 'krr:global/kontaktinfo.read', consumerOrganisation },
    ),
  };
  return {
    async findContacts(nationalIds, purpose) {
      if (nationalIds.length > contactsPerLookup) throw new RangeError('At most 1000 people per lookup');
      const contacts = new Map<NationalId, ContactFacts>(nationalIds.map((id) => [id, notRegistered]));
      if (nationalIds.length === 0) return contacts;
      const { json } = await callRegistry(endpoint, {
        operation: 'lookup',
        path: '/rest/v2/personer',
        json: { personidentifikatorer: nationalIds },
        repeatable: true,
        maxBytes: 16 * 1024 * 1024,
        purpose,
        people: nationalIds.length,
      });
      const asked = new Map<string, NationalId>(nationalIds.map((id) => [id, id]));
      // The order of the answer is not promised, and nobody we did not ask about is taken in.
      for (const person of readAnswer(endpoint.registry, Answer, json).personer) {
        const id = asked.get(person.personidentifikator);
        if (id !== undefined) contacts.set(id, contactFrom(person));
      }
      return contacts;
    },
  };
}

const notRegistered: ContactFacts = {
  reserved: false,
  mayBeNotified: false,
  email: null,
  mobile: null,
  language: null,
  status: 'not-registered',
};

const languages: ReadonlyMap<unknown, ContactFacts['language']> = new Map([
  ['nb', 'nb'],
  ['nn', 'nn'],
  ['en', 'en'],
  ['se', 'se'],
]);

const statuses: ReadonlyMap<unknown, ContactFacts['status']> = new Map([
  ['AKTIV', 'active'],
  ['SLETTET', 'deleted'],
]);

function contactFrom(person: Static<typeof Person>): ContactFacts {
  const status = statuses.get(person.status) ?? 'not-registered';
  const reserved = status !== 'not-registered' && person.reservasjon !== 'NEI';
  const mayBeNotified = status === 'active' && !reserved && person.varslingsstatus === 'KAN_VARSLES';
  const contact = mayBeNotified ? person.kontaktinformasjon : null;
  return {
    reserved,
    mayBeNotified,
    email: contact?.epostadresse ?? null,
    mobile: contact?.mobiltelefonnummer ?? null,
    language: languages.get(person.spraak) ?? null,
    status,
  };
}
