import type { NationalId, NationalIdPolicy } from '@opptak/domain';
import { Type } from 'typebox';
import { callRegistry, type RegistryEndpoint } from '../http/call-registry.ts';
import { readAnswer } from '../http/read-answer.ts';
import type { Purpose } from '../http/registry-endpoint.ts';
import { RegistryAnswerUnreadable } from '../registry-errors.ts';
import type { PersonFacts, ResidenceFacts } from './person-facts.ts';
import { type BulkAnswer, peoplePerLookup } from './person-registry.ts';
import { readPersonDocument } from './read-person-document.ts';
import { isFields, textOf } from './register-elements.ts';

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
const Bulk = Type.Object({ oppslag: Type.Array(Type.Unknown()) });

/** One person's newest document. The register wants the number in the address of the call. @returns null when nobody has it. */
export async function lookUpPerson(
  endpoint: RegistryEndpoint,
  policy: NationalIdPolicy,
  nationalId: NationalId,
  purpose: Purpose,
): Promise<PersonFacts | null> {
  const { status, json } = await callRegistry(endpoint, {
    operation: 'lookup',
    path: `/personer/${nationalId}?${query(personParts)}`,
    answers: [404],
    maxBytes: megabyte,
    purpose,
    people: 1,
  });
  return status === 404 ? null : readPersonDocument(json, { policy, askedFor: nationalId });
}

export const lookUpPeople = (
  endpoint: RegistryEndpoint,
  policy: NationalIdPolicy,
  nationalIds: readonly NationalId[],
  purpose: Purpose,
): Promise<BulkAnswer<PersonFacts>> => bulkLookup(endpoint, policy, nationalIds, personParts, purpose);

export async function lookUpResidences(
  endpoint: RegistryEndpoint,
  policy: NationalIdPolicy,
  nationalIds: readonly NationalId[],
  purpose: Purpose,
): Promise<BulkAnswer<ResidenceFacts>> {
  const answer = await bulkLookup(endpoint, policy, nationalIds, residenceParts, purpose);
  return { ...answer, found: new Map([...answer.found].map(([id, facts]) => [id, residenceOf(facts)])) };
}

async function bulkLookup(
  endpoint: RegistryEndpoint,
  policy: NationalIdPolicy,
  nationalIds: readonly NationalId[],
  parts: readonly string[],
  purpose: Purpose,
): Promise<BulkAnswer<PersonFacts>> {
  if (nationalIds.length > peoplePerLookup) throw new RangeError('At most 1000 people per lookup');
  if (nationalIds.length === 0) return { found: new Map(), missing: [], unreadable: [] };
  const { json } = await callRegistry(endpoint, {
    operation: 'bulk-lookup',
    path: `/personer/bulkoppslag?${query(parts)}`,
    json: { foedselsEllerDNummer: nationalIds },
    repeatable: true,
    maxBytes: 64 * megabyte,
    purpose,
    people: nationalIds.length,
  });
  return readBulk(endpoint, json, nationalIds, policy);
}

const residenceOf = ({
  nationalId,
  identity,
  status,
  protection,
  protectionStated,
  residence,
  sharedResidence,
  death,
  emigration,
  unknown,
}: PersonFacts): ResidenceFacts => ({
  nationalId,
  identity,
  status,
  protection,
  protectionStated,
  residence,
  sharedResidence,
  death,
  emigration,
  unknown,
});

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
