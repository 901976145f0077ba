import { type NationalId, type NationalIdPolicy, nationalId } from '@opptak/domain';
import type { Guardians, KnownPerson, Parent, PersonFacts, PersonName } from './person-facts.ts';
import {
  currentElements,
  dateFrom,
  type Fields,
  fieldsOf,
  textOf,
  type UnknownCounter,
} from './register-elements.ts';

const relationFields = new Set([
  'relatertPerson',
  'relatertPersonUtenFolkeregisteridentifikator',
  'relatertPersonsRolle',
  'minRolleForPerson',
]);
const guardianFields = new Set([
  'ansvar',
  'ansvarssubjekt',
  'ansvarlig',
  'ansvarligOrganisasjon',
  'ansvarligUtenIdentifikator',
  'ansvarssubjektUtenIdentifikator',
]);

/** What reading one document needs to know and to count. */
export interface Reading {
  readonly document: Fields;
  readonly policy: NationalIdPolicy;
  /** The person's own numbers: current, earlier, and the one that was asked for. */
  readonly own: ReadonlySet<string>;
  readonly unknown: UnknownCounter;
}

/** @returns null when the text is no identity number that this environment takes. */
export function numberFrom(text: string | null, policy: NationalIdPolicy): NationalId | null {
  if (text === null) return null;
  try {
    return nationalId(text, policy);
  } catch {
    return null;
  }
}

export function nameFrom(fields: Fields | undefined): PersonName | null {
  const first = textOf(fields, 'fornavn');
  const last = textOf(fields, 'etternavn');
  if (first === null && last === null) return null;
  return {
    first: first ?? '',
    middle: textOf(fields, 'mellomnavn'),
    last: last ?? '',
    temporary: first?.includes('*') ?? false,
  };
}

type Relations = Pick<PersonFacts, 'parents' | 'children' | 'partners'>;

/** Parents, children and partners. A stillborn child is nobody's sibling and enters no list. */
export function readRelations(reading: Reading): Relations {
  const parents: Parent[] = [];
  const children = new Set<NationalId>();
  const partners = new Set<NationalId>();
  for (const element of currentElements(
    reading.document,
    'familierelasjon',
    relationFields,
    reading.unknown,
  )) {
    const person = personFrom(
      element,
      'relatertPerson',
      'relatertPersonUtenFolkeregisteridentifikator',
      reading,
    );
    const role = element.relatertPersonsRolle;
    const parentRole = parentRoles.get(role);
    if (parentRole) {
      if (person) parents.push({ role: parentRole, person });
    } else if (role === 'barn') {
      if (person?.nationalId) children.add(person.nationalId);
    } else if (role === 'ektefelleEllerPartner') {
      if (person?.nationalId) partners.add(person.nationalId);
    } else if (role !== 'doedfoedtBarn' && role !== 'soesken') {
      reading.unknown.count('familierelasjon.relatertPersonsRolle');
    }
  }
  return { parents, children: [...children], partners: [...partners] };
}

const parentRoles: ReadonlyMap<unknown, Parent['role']> = new Map([
  ['mor', 'mother'],
  ['far', 'father'],
  ['medmor', 'co-mother'],
]);

const kinds: ReadonlyMap<unknown, Guardians['kind']> = new Map([
  ['felles', 'joint'],
  ['mor', 'mother'],
  ['far', 'father'],
  ['medmor', 'co-mother'],
  ['andre', 'others'],
  ['ukjent', 'unknown'],
]);

/**
 * Who has parental responsibility for this person, and for whom this person has it: a parent's document holds one
 * element for each of their children, a child's one for each holder.
 */
export function readGuardians(reading: Reading): Pick<PersonFacts, 'guardians' | 'wards'> {
  const { own, unknown, policy } = reading;
  const wards = new Set<NationalId>();
  const found = new Set<Guardians['kind']>();
  const holders = new Map<string, KnownPerson>();
  const organisations = new Set<string>();
  for (const element of currentElements(reading.document, 'foreldreansvar', guardianFields, unknown)) {
    const subject = textOf(element, 'ansvarssubjekt');
    const holder = textOf(element, 'ansvarlig');
    if (holder !== null && own.has(holder)) {
      const ward = numberFrom(subject, policy);
      if (ward) wards.add(ward);
      continue;
    }
    if (subject !== null && !own.has(subject)) {
      // Neither the child nor the holder is this person: nothing may be built on it.
      unknown.count('foreldreansvar (about others)');
      found.add('unknown');
      continue;
    }
    const kind = kinds.get(element.ansvar);
    if (!kind) unknown.count('foreldreansvar.ansvar');
    found.add(kind ?? 'unknown');
    const person = personFrom(element, 'ansvarlig', 'ansvarligUtenIdentifikator', reading);
    // Registered twice is still one holder.
    if (person) holders.set(person.nationalId ?? JSON.stringify(person), person);
    const organisation = textOf(element, 'ansvarligOrganisasjon');
    if (organisation !== null) organisations.add(organisation);
  }
  const [kind = 'none'] = found;
  return {
    guardians: {
      kind: found.size > 1 ? 'contradictory' : kind,
      holders: [...holders.values()],
      organisations: [...organisations],
    },
    wards: [...wards],
  };
}

/** @returns null when the element names nobody. */
function personFrom(
  element: Fields,
  numberKey: string,
  otherKey: string,
  { policy, unknown }: Reading,
): KnownPerson | null {
  const text = textOf(element, numberKey);
  const number = numberFrom(text, policy);
  if (number !== null) return { nationalId: number };
  const other = fieldsOf(element, otherKey);
  if (text === null && !other) return null;
  if (text !== null) unknown.count(`${numberKey} (no valid number)`);
  return {
    nationalId: null,
    name: nameFrom(fieldsOf(other, 'navn')),
    birthDate: dateFrom(other, 'foedselsdato'),
  };
}
