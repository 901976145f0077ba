import { type KommuneNumber, kommuneNumber } from '@opptak/domain';
import type { Address, ProtectionLevel, Residence, SharedResidence } from './person-facts.ts';
import {
  currentElements,
  dateFrom,
  type Fields,
  fieldsOf,
  isFields,
  latest,
  numberOf,
  textOf,
  type UnknownCounter,
} from './register-elements.ts';

const addressFields = [
  'vegadresse',
  'matrikkeladresse',
  'ukjentBosted',
  'adresseIdentifikatorFraMatrikkelen',
  'naerAdresseIdentifikatorFraMatrikkelen',
  'adressegradering',
];
const homeFields = new Set([
  ...addressFields,
  'flyttedato',
  'grunnkrets',
  'stemmekrets',
  'skolekrets',
  'kirkekrets',
]);
const sharedFields = new Set([...addressFields, 'startdatoForKontrakt', 'sluttdatoForKontrakt']);
const protectionFields = new Set(['graderingsnivaa']);

export interface ReadResidence {
  readonly protection: ProtectionLevel;
  readonly protectionStated: boolean;
  readonly residence: Residence | null;
  readonly sharedResidence: SharedResidence | null;
}

/**
 * Where somebody lives and how protected it is. The strictest grading decides, whether it stands on the person or on
 * one of the addresses; behind a strictly confidential one nothing of any address is read.
 */
export function readResidence(document: Fields, unknown: UnknownCounter): ReadResidence {
  const gradings = currentElements(document, 'adressebeskyttelse', protectionFields, unknown);
  const homes = currentElements(document, 'bostedsadresse', homeFields, unknown);
  const shared = currentElements(document, 'deltBosted', sharedFields, unknown);
  const stated = [
    ...unreadableGradings(document, unknown),
    ...gradings.map((one) =>
      protectionOf(one.graderingsnivaa, 'adressebeskyttelse.graderingsnivaa', unknown),
    ),
    ...homes.map((one) => protectionOf(one.adressegradering, 'bostedsadresse.adressegradering', unknown)),
    ...shared.map((one) => protectionOf(one.adressegradering, 'deltBosted.adressegradering', unknown)),
  ];
  const protection = strictest(stated);
  const protectionStated = stated.length > 0;
  if (protection === 'strictly-confidential') {
    return { protection, protectionStated, residence: null, sharedResidence: null };
  }
  const sharedElement = latest(shared, 'deltBosted', unknown);
  const sharedHome = residenceFrom(sharedElement);
  return {
    protection,
    protectionStated,
    residence: residenceFrom(latest(homes, 'bostedsadresse', unknown)),
    sharedResidence: sharedHome && {
      ...sharedHome,
      from: dateFrom(sharedElement, 'startdatoForKontrakt'),
      until: dateFrom(sharedElement, 'sluttdatoForKontrakt'),
    },
  };
}

/** A grading in a form we do not know is still a grading. */
function unreadableGradings(document: Fields, unknown: UnknownCounter): readonly ProtectionLevel[] {
  const value = document.adressebeskyttelse;
  const elements: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return elements
    .filter((one) => !isFields(one))
    .map((one) => protectionOf(one, 'adressebeskyttelse.graderingsnivaa', unknown));
}

const levels: readonly ProtectionLevel[] = ['none', 'confidential', 'strictly-confidential'];

/** klientadresse is about the address, not the person; see Residence.clientAddress. */
const levelByWord: ReadonlyMap<unknown, ProtectionLevel> = new Map([
  ['ugradert', 'none'],
  ['klientadresse', 'none'],
  ['fortrolig', 'confidential'],
  ['strengtFortrolig', 'strictly-confidential'],
]);

function protectionOf(word: unknown, place: string, unknown: UnknownCounter): ProtectionLevel {
  const level = levelByWord.get(word);
  if (level) return level;
  unknown.count(place);
  return 'strictly-confidential';
}

const strictest = (all: readonly ProtectionLevel[]): ProtectionLevel =>
  levels[Math.max(0, ...all.map((level) => levels.indexOf(level)))] ?? 'strictly-confidential';

/** @returns null when the element names no kommune. */
function residenceFrom(element: Fields | undefined): Residence | null {
  const street = fieldsOf(element, 'vegadresse');
  const farm = fieldsOf(element, 'matrikkeladresse');
  const property = fieldsOf(farm, 'matrikkelnummer');
  const kommune = kommuneFrom(
    textOf(street, 'kommunenummer') ??
      textOf(property, 'kommunenummer') ??
      textOf(fieldsOf(element, 'ukjentBosted'), 'bostedskommune'),
  );
  if (kommune === null) return null;
  return {
    kommune,
    address: addressFrom(element, street, farm, property),
    movedOn: dateFrom(element, 'flyttedato'),
    clientAddress: element?.adressegradering === 'klientadresse',
  };
}

const kommuneFrom = (text: string | null): KommuneNumber | null =>
  text !== null && /^\d{4}$/.test(text) ? kommuneNumber(text) : null;

function addressFrom(
  element: Fields | undefined,
  street: Fields | undefined,
  farm: Fields | undefined,
  property: Fields | undefined,
): Address | null {
  const place = fieldsOf(street ?? farm, 'poststed');
  const common = {
    unit: textOf(street ?? farm, 'bruksenhetsnummer'),
    careOf: textOf(street ?? farm, 'coAdressenavn'),
    postalCode: textOf(place, 'postnummer'),
    postTown: textOf(place, 'poststedsnavn'),
    matrikkelId: textOf(element, 'adresseIdentifikatorFraMatrikkelen'),
  };
  const name = textOf(street, 'adressenavn');
  if (name !== null) {
    const number = fieldsOf(street, 'adressenummer');
    return {
      type: 'street',
      street: name,
      number: textOf(number, 'husnummer'),
      letter: textOf(number, 'husbokstav'),
      ...common,
    };
  }
  if (!farm) return null;
  return {
    type: 'farm',
    farmNumber: numberOf(property, 'gaardsnummer'),
    propertyNumber: numberOf(property, 'bruksnummer'),
    additionalName: textOf(farm, 'adressetilleggsnavn'),
    ...common,
  };
}
