import { nameFields, withoutNumber } from './guardian-elements.ts';
import type { Guardianship, NewPerson, Parents, ParentWithoutNumber } from './mock-world.ts';
import { writeAddresses, writeFirstProtection } from './residence-changes.ts';
import type { WorldParts } from './world-parts.ts';
import { writeGuardians } from './write-guardians.ts';

/** Writes a person's first document: no event. @returns the number. */
export function enter(parts: WorldParts, person: NewPerson): string {
  const { store, numbers, homes } = parts;
  const number = person.nationalId ?? numbers.next(person.birthDate, person.sex, person.dNumber);
  if (store.document(number)) throw new RangeError('This number is taken in the mock world');
  numbers.take(number);
  const dNumber = person.dNumber ?? Number(number[0]) >= 4;
  const why = { reason: 'Fødsel', on: person.birthDate };
  store.put(number, {});
  store.set(
    number,
    'identifikasjonsnummer',
    [
      {
        status: 'iBruk',
        foedselsEllerDNummer: number,
        identifikatortype: dNumber ? 'dNummer' : 'foedselsnummer',
      },
    ],
    why,
  );
  const status = person.status ?? (dNumber ? 'midlertidig' : person.home ? 'bosatt' : 'utflyttet');
  store.set(number, 'status', [{ status }], why);
  store.set(
    number,
    'foedsel',
    [{ foedselsdato: person.birthDate, foedselsaar: person.birthDate.slice(0, 4), foedeland: 'NOR' }],
    why,
  );
  store.set(number, 'kjoenn', [{ kjoenn: person.sex === 'female' ? 'kvinne' : 'mann' }], why);
  if (person.name) store.set(number, 'navn', [nameFields(person.name)], why);
  if (status === 'doed') store.set(number, 'doedsfall', [{ doedsdato: person.birthDate }], why);
  const protection = person.protection ?? 'none';
  homes.set(number, {
    home: person.home,
    shared: person.sharedResidence ?? null,
    sharedFrom: person.sharedResidence ? person.birthDate : null,
    movedOn: person.birthDate,
    protection,
  });
  writeAddresses(parts, number, why);
  writeFirstProtection(parts, number, protection);
  if (person.parents) relate(parts, number, person.parents);
  const guardians = person.guardians ?? defaultGuardians(person.parents);
  if (guardians) writeGuardians(parts, number, guardians);
  return number;
}

const roles = [
  ['mother', 'mor'],
  ['father', 'far'],
  ['coMother', 'medmor'],
] as const;

function relate({ store }: WorldParts, child: string, parents: Parents): void {
  for (const [key, role] of roles) {
    const parent = parents[key];
    if (parent === undefined) continue;
    store.add(child, 'familierelasjon', {
      ...(typeof parent === 'string'
        ? { relatertPerson: parent }
        : { relatertPersonUtenFolkeregisteridentifikator: withoutNumber(parent) }),
      relatertPersonsRolle: role,
      minRolleForPerson: 'barn',
    });
    if (typeof parent !== 'string') continue;
    store.add(parent, 'familierelasjon', {
      relatertPerson: child,
      relatertPersonsRolle: 'barn',
      minRolleForPerson: role,
    });
  }
}

function defaultGuardians(parents: Parents | undefined): Guardianship | null {
  const known = parents ? [parents.mother, parents.father, parents.coMother] : [];
  const holders = known.filter((one): one is string | ParentWithoutNumber => one !== undefined);
  if (holders.length > 1) return { type: 'joint', holders };
  if (parents?.mother !== undefined) return { type: 'mother', holder: parents.mother };
  if (parents?.father !== undefined) return { type: 'father', holder: parents.father };
  if (parents?.coMother !== undefined) return { type: 'co-mother', holder: parents.coMother };
  return null;
}
