import { gradingOf, homeFields, openPostalAddress } from './address-elements.ts';
import type { Home, MockWorld, Protection } from './mock-world.ts';
import type { Change } from './person-store.ts';
import type { RegisterElement } from './register-format.ts';
import type { Dwelling, WorldParts } from './world-parts.ts';

type ResidenceChanges = Pick<
  MockWorld,
  | 'move'
  | 'renumberKommune'
  | 'settle'
  | 'emigrate'
  | 'changeProtection'
  | 'changeProtectionTo'
  | 'setSharedResidence'
>;

/** Moves, gradings, delt bosted. What the register shows of an address follows from the grading in one place. */
export function residenceChanges(parts: WorldParts): ResidenceChanges {
  const { store, homes, happened, today } = parts;
  const dwelling = (person: string): Dwelling =>
    homes.get(store.current(person)) ?? {
      home: null,
      shared: null,
      sharedFrom: null,
      movedOn: today(),
      protection: 'none',
    };
  const dwell = (person: string, change: Partial<Dwelling>, why: Change): void => {
    homes.set(store.current(person), { ...dwelling(person), ...change });
    writeAddresses(parts, person, why);
  };

  return {
    move(people, home, { on = today(), because = 'moved' } = {}) {
      for (const person of people) {
        dwell(person, because === 'moved' ? { home, movedOn: on } : { home }, {
          reason: because === 'moved' ? 'Flytting innenlands' : 'Adresseendring uten flytting',
          on,
        });
        happened(
          store.current(person),
          because === 'moved' ? 'endringIBostedsadresse' : 'endringIBostedsadresseUtenFlytting',
        );
      }
    },

    renumberKommune(from, to) {
      let changed = 0;
      for (const [person, lives] of homes) {
        if (lives.home?.kommune !== from && lives.shared?.kommune !== from) continue;
        const renumbered = (home: Home | null): Home | null =>
          home?.kommune === from ? { ...home, kommune: to } : home;
        dwell(
          person,
          { home: renumbered(lives.home), shared: renumbered(lives.shared) },
          { reason: 'Kommuneregulering' },
        );
        happened(
          person,
          lives.home?.kommune === from ? 'endringIBostedsadresseVedKommuneregulering' : 'endringIDeltBosted',
        );
        changed += 1;
      }
      return changed;
    },

    settle(person, home, { from } = {}) {
      const number = store.current(person);
      store.set(number, 'status', [{ status: 'bosatt' }], { reason: 'Innflytting' });
      store.set(number, 'utflytting', []);
      if (from !== undefined) store.set(number, 'innflytting', [{ fraflyttingsland: from }]);
      dwell(number, { home, movedOn: today() }, { reason: 'Innflytting' });
      happened(number, 'personErBosatt', 'endringIInnflytting', 'endringIStatus', 'endringIBostedsadresse');
    },

    emigrate(person, { to = 'SWE', on = today() } = {}) {
      const number = store.current(person);
      store.set(number, 'status', [{ status: 'utflyttet' }], { reason: 'Utflytting', on });
      store.set(number, 'utflytting', [{ tilflyttingsland: to, utflyttingsdato: on }], { on });
      dwell(number, { home: null, shared: null, sharedFrom: null }, { reason: 'Utflytting', on });
      happened(number, 'personErUtflyttet', 'endringIUtflytting', 'endringIStatus', 'endringIBostedsadresse');
    },

    changeProtection(person, level) {
      const number = store.current(person);
      dwell(number, { protection: level }, { reason: 'Adressebeskyttelse' });
      writeProtection(parts, number, gradingOf(level));
      // Since 2023 one event stands for the grading and for all addresses that change with it.
      happened(number, 'endringIAdressebeskyttelse');
    },

    changeProtectionTo(person, rawGrading) {
      writeProtection(parts, store.current(person), rawGrading);
      happened(store.current(person), 'endringIAdressebeskyttelse');
    },

    setSharedResidence(child, home, { on = today() } = {}) {
      dwell(child, { shared: home, sharedFrom: home ? on : null }, { reason: 'Delt bosted', on });
      happened(store.current(child), 'endringIDeltBosted');
    },
  };
}

/** Writes a person's addresses as their grading lets the register show them. */
export function writeAddresses({ store, homes }: WorldParts, person: string, why: Change): void {
  const number = store.current(person);
  const lives = homes.get(number);
  if (!lives) return;
  if (lives.protection === 'strictly-confidential') {
    const hidden = [{ adressegradering: gradingOf(lives.protection) }];
    store.replaceAll(number, 'bostedsadresse', lives.home ? hidden : [], why);
    store.replaceAll(number, 'deltBosted', lives.shared ? hidden : [], why);
    store.replaceAll(number, 'postadresse', [openPostalAddress], why);
    return;
  }
  const grading = gradingOf(lives.protection);
  replaceWhenChanged(parts(store, number, why), 'bostedsadresse', lives.home, grading, {
    flyttedato: lives.movedOn,
  });
  replaceWhenChanged(parts(store, number, why), 'deltBosted', lives.shared, grading, {
    startdatoForKontrakt: lives.sharedFrom ?? lives.movedOn,
  });
}

const parts = (store: WorldParts['store'], number: string, why: Change) => ({ store, number, why });

function replaceWhenChanged(
  { store, number, why }: ReturnType<typeof parts>,
  property: string,
  home: Home | null,
  grading: string,
  extra: Record<string, unknown>,
): void {
  const fields = home ? [{ ...homeFields(home, grading), ...extra }] : [];
  const before = store.document(number)?.[property]?.filter((one) => one.erGjeldende) ?? [];
  const same =
    before.length === fields.length && before.every((one, index) => holds(one, fields[index] ?? {}));
  if (!same) store.set(number, property, fields, why);
}

const holds = (element: RegisterElement, fields: Record<string, unknown>): boolean =>
  Object.entries(fields).every(([key, value]) => JSON.stringify(element[key]) === JSON.stringify(value));

function writeProtection({ store }: WorldParts, person: string, grading: string): void {
  store.set(person, 'adressebeskyttelse', grading === 'ugradert' ? [] : [{ graderingsnivaa: grading }], {
    reason: 'Adressebeskyttelse',
  });
}

/** A person's grading when they enter the world: written without an event. */
export function writeFirstProtection(parts: WorldParts, person: string, level: Protection): void {
  if (level !== 'none') writeProtection(parts, person, gradingOf(level));
}
