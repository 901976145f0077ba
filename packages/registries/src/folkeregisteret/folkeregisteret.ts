import type { NationalId, NationalIdPolicy } from '@opptak/domain';
import { Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { Purpose, RegistryOptions } from '../http/registry-endpoint.ts';
import type { AccessTokens } from '../maskinporten/access-tokens.ts';
import {
  bearerAuthorization,
  type FiksIntegration,
  fiksAuthorization,
} from '../maskinporten/bearer-authorization.ts';
import { RegistryAnswerUnreadable, RegistryRefused } from '../registry-errors.ts';
import type { PersonFacts, ResidenceFacts } from './person-facts.ts';
import {
  type BulkAnswer,
  type EventPage,
  type ExtractBatch,
  type ExtractFilter,
  type PersonRegistry,
  peoplePerLookup,
} from './person-registry.ts';
import { readEventPage } from './read-event-page.ts';
import { numberFrom } from './read-family.ts';
import { readPersonDocument } from './read-person-document.ts';
import { isFields, textOf } from './register-elements.ts';

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

/** The fewest parts that answer the question (dataminimering). Family and responsibility must be asked for by name. */
const residenceParts = [
  'identifikasjonsnummer',
  'status',
  'doedsfall',
  'utflytting',
  'adressebeskyttelse',
  'bostedsadresse',
  'deltBosted',
];
const personParts = [...residenceParts, 'foedsel', 'navn', 'familierelasjon', 'foreldreansvar'];
const query = (parts: readonly string[]): string => parts.map((part) => `part=${part}`).join('&');

const megabyte = 1024 * 1024;
const Sequence = Type.Integer({ minimum: 0 });
const Job = Type.Object({ jobbId: Type.String({ minLength: 1 }) });
const Batch = Type.Object({ foedselsEllerDNummer: Type.Optional(Type.Array(Type.String())) });
const Bulk = Type.Object({ oppslag: Type.Array(Type.Unknown()) });

function personRegistry(endpoint: RegistryEndpoint, policy: NationalIdPolicy): PersonRegistry {
  const findPeople = async (
    nationalIds: readonly NationalId[],
    parts: readonly string[],
    purpose: Purpose,
  ): Promise<BulkAnswer<PersonFacts>> => {
    if (nationalIds.length > peoplePerLookup) throw new RangeError('At most 1000 people per lookup');
    if (nationalIds.length === 0) return { found: new Map(), missing: [], unreadable: [] };
    const { json } = await callRegistry(endpoint, {
      operation: 'bulk-lookup',
      path: `/personer/bulkoppslag?${query(parts)}`,
      json: { foedselsEllerDNummer: nationalIds },
      maxBytes: 64 * megabyte,
      purpose,
      people: nationalIds.length,
    });
    return readBulk(endpoint, json, nationalIds, policy);
  };

  return {
    async findPerson(nationalId, purpose) {
      const { status, json } = await callRegistry(endpoint, {
        operation: 'lookup',
        path: `/personer/${nationalId}?${query(personParts)}`,
        answers: [404],
        maxBytes: megabyte,
        purpose,
        people: 1,
      });
      return status === 404 ? null : readPersonDocument(json, { policy, askedFor: nationalId });
    },
    findPeople: (nationalIds, purpose) => findPeople(nationalIds, personParts, purpose),
    async findResidences(nationalIds, purpose) {
      const answer = await findPeople(nationalIds, residenceParts, purpose);
      return { ...answer, found: new Map([...answer.found].map(([id, facts]) => [id, residenceOf(facts)])) };
    },
    readEvents: (from, etag) => readEvents(endpoint, policy, from, etag),
    async lastSequence() {
      const { json } = await callRegistry(endpoint, {
        operation: 'last-sequence',
        path: '/hendelser/siste/sekvensnummer',
        maxBytes: 1_024,
      });
      return readAnswer(endpoint.registry, Sequence, json);
    },
    orderExtract: (filter) => orderExtract(endpoint, filter),
    readExtract: (jobId, batch) => readExtract(endpoint, policy, jobId, batch),
  };
}

function residenceOf(facts: PersonFacts): ResidenceFacts {
  const { nationalId, identity, status, protection, residence, sharedResidence, death, emigration, unknown } =
    facts;
  return { nationalId, identity, status, protection, residence, sharedResidence, death, emigration, unknown };
}

/** Elements for people nobody asked about are not used. An element may lack its document, or hold an error instead. */
function readBulk(
  endpoint: RegistryEndpoint,
  json: unknown,
  asked: readonly NationalId[],
  policy: NationalIdPolicy,
): BulkAnswer<PersonFacts> {
  const byText = new Map<string, NationalId>(asked.map((id) => [id, id]));
  const found = new Map<NationalId, PersonFacts>();
  const unreadable: NationalId[] = [];
  for (const element of readAnswer(endpoint.registry, Bulk, json).oppslag) {
    const askedFor = isFields(element)
      ? byText.get(textOf(element, 'foedselsEllerDNummer') ?? '')
      : undefined;
    if (askedFor === undefined || !isFields(element) || !isFields(element.folkeregisterperson)) continue;
    try {
      found.set(askedFor, readPersonDocument(element.folkeregisterperson, { policy, askedFor }));
    } catch (error) {
      // One person's broken document must not keep the other 999 from us.
      if (!(error instanceof RegistryAnswerUnreadable)) throw error;
      unreadable.push(askedFor);
    }
  }
  const missing = asked.filter((id) => !found.has(id) && !unreadable.includes(id));
  return { found, missing, unreadable };
}

async function readEvents(
  endpoint: RegistryEndpoint,
  policy: NationalIdPolicy,
  from: number,
  etag: string | undefined,
): Promise<EventPage> {
  const { status, headers, json } = await callRegistry(endpoint, {
    operation: 'feed',
    path: `/hendelser/feed/?seq=${from}`,
    ...(etag === undefined ? {} : { headers: { 'if-none-match': etag } }),
    answers: [304, 406],
    maxBytes: 16 * megabyte,
  });
  if (status === 304) return { type: 'unchanged' };
  if (status === 406) {
    // The same status says that we asked for a format the register does not write: only the text tells them apart.
    const message = isFields(json) ? (textOf(json, 'melding') ?? '') : '';
    if (/sekvensnummer/i.test(message)) return { type: 'too-old' };
    throw new RegistryRefused(endpoint.registry, status);
  }
  return readEventPage(json, from, headers.get('etag'), policy);
}

async function orderExtract(endpoint: RegistryEndpoint, filter: ExtractFilter): Promise<string> {
  const { json } = await callRegistry(endpoint, {
    operation: 'order-extract',
    path: '/uttrekk/tilpasset',
    json: {
      personstatustyper: ['bosatt'],
      kommunenummer: { bostedskommunenummer: filter.kommune },
      foedselsaarFraOgMed: String(filter.bornFrom),
      foedselsaarTilOgMed: String(filter.bornUntil),
    },
    maxBytes: 64 * 1024,
    purpose: 'population',
  });
  return readAnswer(endpoint.registry, Job, json).jobbId;
}

async function readExtract(
  endpoint: RegistryEndpoint,
  policy: NationalIdPolicy,
  jobId: string,
  batch: number,
): Promise<ExtractBatch> {
  const { status, json } = await callRegistry(endpoint, {
    operation: 'read-extract',
    path: `/uttrekk/${encodeURIComponent(jobId)}/batch/${batch}`,
    answers: [404],
    maxBytes: 16 * megabyte,
    purpose: 'population',
  });
  if (status === 404) return { type: 'not-ready' };
  const texts = readAnswer(endpoint.registry, Batch, json).foedselsEllerDNummer ?? [];
  if (texts.length === 0) return { type: 'end' };
  const nationalIds = texts.map((text) => numberFrom(text, policy)).filter((id) => id !== null);
  if (nationalIds.length < texts.length) {
    throw new RegistryAnswerUnreadable(
      endpoint.registry,
      'wrong-shape',
      'a number this environment does not take',
    );
  }
  return { type: 'batch', nationalIds };
}
