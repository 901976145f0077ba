import { type NationalId, type NationalIdPolicy, yearOf } from '@opptak/domain';
import { RegistryAnswerUnreadable } from '../registry-errors.ts';
import type { Identity, PersonFacts, PersonStatus } from './person-facts.ts';
import { nameFrom, numberFrom, readGuardians, readRelations } from './read-family.ts';
import { readResidence } from './read-residence.ts';
import {
  currentElements,
  dateFrom,
  type Fields,
  fieldName,
  isFields,
  latest,
  numberOf,
  textOf,
  type UnknownCounter,
  unknownCounter,
} from './register-elements.ts';

/** Every property the register is known to have, read by us or not. */
const properties = new Set(
  `falskIdentitet identifikasjonsnummer identitetsgrunnlag kontaktinformasjonForDoedsbo legitimasjonsdokument status
  utlendingsmyndighetenesIdentifikasjonsnummer utenlandskPersonidentifikasjon doedsfall sivilstand familierelasjon
  bostedsadresse deltBosted oppholdsadresse postadresse postadresseIUtlandet adressebeskyttelse preferertKontaktadresse
  innflytting utflytting forholdTilSametingetsValgmanntall kjoenn statsborgerskap foreldreansvar foedsel navn
  foedselINorge vergemaalEllerFremtidsfullmakt rettsligHandleevne opphold bibehold brukAvSamiskSpraak`.split(
    /\s+/,
  ),
);

const numberFields = new Set(['status', 'foedselsEllerDNummer', 'identifikatortype']);
const statusFields = new Set(['status']);
const birthFields = new Set(['foedselsdato', 'foedselsaar', 'foedested', 'foedekommuneINorge', 'foedeland']);
const nameFields = new Set(['fornavn', 'mellomnavn', 'etternavn', 'forkortetNavn', 'originaltNavn']);
const deathFields = new Set(['doedsdato']);
const emigrationFields = new Set(['tilflyttingsland', 'tilflyttingsstedIUtlandet', 'utflyttingsdato']);

const statuses: ReadonlyMap<unknown, PersonStatus> = new Map([
  ['bosatt', 'resident'],
  ['utflyttet', 'emigrated'],
  ['forsvunnet', 'missing'],
  ['doed', 'dead'],
  ['opphoert', 'ceased'],
  ['foedselsregistrert', 'birth-registered'],
  ['midlertidig', 'temporary'],
  ['inaktiv', 'inactive'],
  ['ikkeBosatt', 'not-resident'],
  ['aktiv', 'active'],
]);

export interface ReadPersonOptions {
  /** Which identity numbers this environment takes: production refuses synthetic ones. */
  readonly policy: NationalIdPolicy;
  /** The number that was asked for, when it may be an earlier one. */
  readonly askedFor?: NationalId;
}

/**
 * Reads one person document of Folkeregisteret into our words. What it holds that we do not know is counted, never
 * fatal; what it lacks is null.
 *
 * @throws RegistryAnswerUnreadable when it is no person document, or its number is not one this environment takes.
 */
export function readPersonDocument(value: unknown, options: ReadPersonOptions): PersonFacts {
  if (!isFields(value))
    throw new RegistryAnswerUnreadable('Folkeregisteret', 'wrong-shape', 'no person document');
  const unknown = unknownCounter();
  for (const property of Object.keys(value)) {
    if (!properties.has(property)) unknown.count(fieldName(property));
  }
  const { nationalId, identity } = readIdentity(value, options, unknown);
  const own = new Set<string>([nationalId, ...identity.earlier]);
  const reading = { document: value, policy: options.policy, own, unknown };
  const birth = latest(currentElements(value, 'foedsel', birthFields, unknown), 'foedsel', unknown);
  const birthDate = dateFrom(birth, 'foedselsdato');
  const status = readStatus(value, unknown);
  return {
    nationalId,
    identity,
    status,
    birthDate,
    birthYear: birthDate ? yearOf(birthDate) : numberOf(birth, 'foedselsaar'),
    name: nameFrom(latest(currentElements(value, 'navn', nameFields, unknown), 'navn', unknown)),
    ...readResidence(value, unknown),
    ...readGuardians(reading),
    ...readRelations(reading),
    death: readDeath(value, status, unknown),
    emigration: readEmigration(value, status, unknown),
    unknown: unknown.counts,
  };
}

function readIdentity(
  document: Fields,
  { policy, askedFor }: ReadPersonOptions,
  unknown: UnknownCounter,
): { readonly nationalId: NationalId; readonly identity: Identity } {
  const current = latest(
    currentElements(document, 'identifikasjonsnummer', numberFields, unknown),
    'identifikasjonsnummer',
    unknown,
  );
  const nationalId = numberFrom(textOf(current, 'foedselsEllerDNummer'), policy);
  if (nationalId === null) {
    throw new RegistryAnswerUnreadable(
      'Folkeregisteret',
      'wrong-shape',
      `no ${policy} number in identifikasjonsnummer`,
    );
  }
  const listed = Array.isArray(document.identifikasjonsnummer) ? document.identifikasjonsnummer : [];
  const earlier = new Set<NationalId>(askedFor === undefined ? [] : [askedFor]);
  for (const element of listed) {
    const number = isFields(element) ? numberFrom(textOf(element, 'foedselsEllerDNummer'), policy) : null;
    if (number !== null) earlier.add(number);
  }
  earlier.delete(nationalId);
  const type = current?.identifikatortype;
  return {
    nationalId,
    identity: {
      type: type === 'foedselsnummer' ? 'foedselsnummer' : type === 'dNummer' ? 'd-number' : 'unknown',
      inUse: current?.status === 'iBruk',
      earlier: [...earlier],
    },
  };
}

function readStatus(document: Fields, unknown: UnknownCounter): PersonStatus {
  const element = latest(currentElements(document, 'status', statusFields, unknown), 'status', unknown);
  if (!element) return 'unknown';
  const status = statuses.get(element.status);
  if (!status) unknown.count('status.status');
  return status ?? 'unknown';
}

function readDeath(document: Fields, status: PersonStatus, unknown: UnknownCounter): PersonFacts['death'] {
  const element = latest(currentElements(document, 'doedsfall', deathFields, unknown), 'doedsfall', unknown);
  return element || status === 'dead' ? { on: dateFrom(element, 'doedsdato') } : null;
}

/** Only while the person is registered as emigrated: the element of an earlier emigration may still stand there. */
function readEmigration(
  document: Fields,
  status: PersonStatus,
  unknown: UnknownCounter,
): PersonFacts['emigration'] {
  const element = latest(
    currentElements(document, 'utflytting', emigrationFields, unknown),
    'utflytting',
    unknown,
  );
  if (status !== 'emigrated') return null;
  return { on: dateFrom(element, 'utflyttingsdato'), country: textOf(element, 'tilflyttingsland') };
}
