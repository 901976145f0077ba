import { enter } from './enter-person.ts';
import { holdersOf } from './guardian-elements.ts';
import type { MockWorld } from './mock-world.ts';
import type { RegisterElement } from './register-format.ts';
import type { WorldParts } from './world-parts.ts';
import { survivorsTakeOver, writeGuardians } from './write-guardians.ts';

type FamilyChanges = Pick<
  MockWorld,
  'addPerson' | 'birth' | 'stillbirth' | 'marry' | 'death' | 'annulDeath' | 'setGuardians'
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

    marry(one, other) {
      for (const [person, spouse] of [
        [store.current(one), store.current(other)],
        [store.current(other), store.current(one)],
      ] as const) {
        store.add(person, 'familierelasjon', {
          relatertPerson: spouse,
          relatertPersonsRolle: 'ektefelleEllerPartner',
          minRolleForPerson: 'ektefelleEllerPartner',
        });
        happened(person, 'endringISivilstand', 'endringIFamilierelasjon');
      }
    },

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
