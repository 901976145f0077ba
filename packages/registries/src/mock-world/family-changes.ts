import { guardianFields, holdersOf, nameFields, withoutNumber } from './guardian-elements.ts';
import type { Guardianship, MockWorld, NewPerson, Parents, ParentWithoutNumber } from './mock-world.ts';
import type { RegisterElement } from './register-format.ts';
import { writeAddresses, writeFirstProtection } from './residence-changes.ts';
import type { WorldParts } from './world-parts.ts';

type FamilyChanges = Pick<
  MockWorld,
  'addPerson' | 'birth' | 'stillbirth' | 'death' | 'annulDeath' | 'setGuardians'
>;

/** Births, deaths, parents, parental responsibility. */
export function familyChanges(parts: WorldParts): FamilyChanges {
  const { store, homes, happened, today } = parts;
  /** Responsibility for each child as it was before a holder died, in case the death was a mistake. */
  const beforeDeath = new Map<string, ReadonlyMap<string, readonly RegisterElement[]>>();

  const setGuardians: MockWorld['setGuardians'] = (child, guardians) => {
    const number = store.current(child);
    writeGuardians(parts, number, guardians);
    happened(number, 'endringIForeldreansvar');
    for (const holder of holdersOf(guardians)) happened(store.current(holder), 'endringIForeldreansvar');
  };

  return {
    addPerson: (person) => enter(parts, person),
    setGuardians,

    birth(birth) {
      const mother = store.current(birth.mother);
      const on = birth.birthDate ?? today();
      const first = String(
        store.document(mother)?.navn?.find((one) => one.erGjeldende)?.fornavn ?? 'UTEN NAVN',
      );
      const last = String(store.document(mother)?.navn?.find((one) => one.erGjeldende)?.etternavn ?? '');
      const lives = homes.get(mother);
      const child = enter(parts, {
        ...(birth.nationalId === undefined ? {} : { nationalId: birth.nationalId }),
        birthDate: on,
        sex: birth.sex,
        name: birth.name ?? { first: `${first}*${birth.sex === 'female' ? 'PIKE' : 'GUTT'}`, last },
        home: lives?.home ?? null,
        protection: lives?.protection ?? 'none',
        parents: {
          mother,
          ...(birth.otherParent === undefined
            ? {}
            : birth.otherParentRole === 'co-mother'
              ? { coMother: birth.otherParent }
              : { father: birth.otherParent }),
        },
        ...(birth.guardians === undefined ? {} : { guardians: birth.guardians }),
      });
      happened(child, 'personErOpprettet', 'endringIFoedsel', 'endringIFoedselINorge', 'endringINavn');
      happened(child, 'endringIBostedsadresse', 'endringIFamilierelasjon', 'endringIForeldreansvar');
      for (const parent of [mother, birth.otherParent]) {
        if (parent === undefined) continue;
        happened(store.current(parent), 'endringIFamilierelasjon', 'endringIForeldreansvar');
      }
      return child;
    },

    stillbirth({ mother, otherParent }) {
      for (const [parent, role] of [
        [mother, 'mor'],
        [otherParent, 'far'],
      ] as const) {
        if (parent === undefined) continue;
        store.add(
          parent,
          'familierelasjon',
          {
            relatertPersonUtenFolkeregisteridentifikator: { foedselsdato: today() },
            relatertPersonsRolle: 'doedfoedtBarn',
            minRolleForPerson: role,
          },
          { reason: 'Dødfødt barn' },
        );
        happened(store.current(parent), 'endringIFamilierelasjon');
      }
    },

    death(person, on = today()) {
      const number = store.current(person);
      store.set(number, 'status', [{ status: 'doed' }], { reason: 'Dødsfall', on });
      store.set(number, 'doedsfall', [{ doedsdato: on }], { reason: 'Dødsfall', on });
      happened(number, 'personErDoed', 'endringIDoedsfall', 'endringIStatus');
      beforeDeath.set(number, survivorsTakeOver(parts, number, on));
    },

    annulDeath(person) {
      const number = store.current(person);
      store.set(number, 'status', [{ status: 'bosatt' }], { reason: 'Annullering av dødsfall' });
      store.replaceAll(number, 'doedsfall', []);
      happened(number, 'personErReaktivert', 'endringIDoedsfall', 'endringIStatus');
      for (const [child, elements] of beforeDeath.get(number) ?? []) {
        store.put(store.current(child), {
          ...store.document(child),
          foreldreansvar: elements,
        });
        happened(store.current(child), 'endringIForeldreansvar');
      }
    },
  };
}

/** Writes a person's first document: no event. @returns the number. */
function enter(parts: WorldParts, person: NewPerson): string {
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

/** On the child's document, and on that of each holder. */
function writeGuardians({ store }: WorldParts, child: string, guardians: Guardianship): void {
  const former = store.document(child)?.foreldreansvar?.filter((one) => one.erGjeldende) ?? [];
  const fields = guardianFields(child, guardians);
  store.set(child, 'foreldreansvar', fields, { reason: 'Foreldreansvar' });
  for (const element of former) {
    if (typeof element.ansvarlig !== 'string' || !store.document(element.ansvarlig)) continue;
    store.edit(element.ansvarlig, 'foreldreansvar', (own) =>
      own.ansvarssubjekt === child ? { ...own, erGjeldende: false } : own,
    );
  }
  for (const one of fields) {
    if (typeof one.ansvarlig === 'string') store.add(one.ansvarlig, 'foreldreansvar', one);
  }
}

/** Joint responsibility passes to those who live; a sole holder's ends. @returns how it was, by child. */
function survivorsTakeOver(
  parts: WorldParts,
  dead: string,
  on: string,
): ReadonlyMap<string, readonly RegisterElement[]> {
  const { store, happened } = parts;
  const before = new Map<string, readonly RegisterElement[]>();
  const wards = store.document(dead)?.foreldreansvar?.filter((one) => one.erGjeldende) ?? [];
  for (const child of new Set(wards.map((one) => String(one.ansvarssubjekt)))) {
    if (child === dead || !store.document(child)) continue;
    const elements = store.document(child)?.foreldreansvar ?? [];
    before.set(child, elements);
    const living = elements.filter((one) => one.erGjeldende && one.ansvarlig !== dead);
    store.set(
      child,
      'foreldreansvar',
      living.map((one) => ({ ansvar: roleOf(parts, child, one), ...holderOf(one), ansvarssubjekt: child })),
      { reason: 'Dødsfall', on },
    );
    happened(store.current(child), 'endringIForeldreansvar');
  }
  return before;
}

/** The one who is left holds the responsibility as what they are to the child. */
function roleOf({ store }: WorldParts, child: string, element: RegisterElement): string {
  const relations = store.document(child)?.familierelasjon ?? [];
  const relation = relations.find((one) => one.relatertPerson === element.ansvarlig && one.erGjeldende);
  const role = relation?.relatertPersonsRolle;
  return role === 'mor' || role === 'far' || role === 'medmor' ? role : 'andre';
}

const holderOf = (element: RegisterElement): Record<string, unknown> =>
  element.ansvarlig === undefined
    ? { ansvarligUtenIdentifikator: element.ansvarligUtenIdentifikator }
    : { ansvarlig: element.ansvarlig };
