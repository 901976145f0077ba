import { inKommune, stableId } from '@opptak/db';
import { type IsoDate, type KommuneNumber, kommuneNumber, withCheckDigits } from '@opptak/domain';
import type { MockWorld } from '@opptak/registries/mocks';
import type { Deps } from '../src/deps.ts';
import { type PersonRecord, sealRecord } from '../src/population/person-record.ts';
import { replaceGuardians, upsertPeople } from '../src/repositories/people.ts';
import { upsertKindergarten, upsertRound } from '../src/repositories/projections.ts';

export const town = kommuneNumber('5538');
export const townRound = stableId('round of the big campaign');

/** The campaign's first step is due: nine o'clock in Norway, 30 days before 1 March. */
export const campaignMorning = new Date('2027-01-30T08:00:00Z');

const readAt = new Date('2027-01-10T08:00:00Z');
const perStatement = 1_000;

/**
 * A kommune with so many families, each a child with a right to a place and one parent who can be reached by e-mail:
 * each family is one message. They are stored as the sync would have stored them.
 */
export async function storeTown(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  world: MockWorld,
  families: number,
): Promise<void> {
  await inKommune(db, town, async (tx) => {
    await upsertKindergarten(tx, {
      kommune: town,
      id: '900000015',
      name: 'Birk barnehage',
      lat: 69.27,
      lon: 19.89,
      minAge: 0,
      maxAge: 5,
      monthlyPriceNok: 1200,
      active: true,
      version: 1,
    });
    await upsertRound(tx, {
      kommune: town,
      id: townRound,
      kind: 'main',
      kindergartenYear: 2027,
      deadlineAt: new Date('2027-03-01T22:59:59.999Z'),
      status: 'open',
      version: 1,
    });
  });
  const numbers = syntheticNumbers();
  for (let first = 0; first < families; first += perStatement) {
    const some = Array.from({ length: Math.min(perStatement, families - first) }, (_, index) =>
      family(world, numbers, first + index),
    );
    await inKommune(db, town, async (tx) => {
      await upsertPeople(
        tx,
        some.flatMap(({ child, parent }) =>
          [child, parent].map((record) => {
            const id = vault.personId(town, record.nationalId);
            return {
              kommune: town,
              id,
              sealedFacts: sealRecord(vault, town, id, record),
              bornOn: record.bornOn,
              isChild: record === child,
              familyId: record === child ? stableId('family', id) : null,
              readAt,
            };
          }),
        ),
      );
      const ids = some.map(({ child, parent }) => ({
        childId: vault.personId(town, child.nationalId),
        personId: vault.personId(town, parent.nationalId),
      }));
      await replaceGuardians(
        tx,
        ids.map(({ childId }) => childId),
        ids.map((both) => ({
          kommune: town,
          ...both,
          role: 'parent-with-responsibility' as const,
          livesWithChild: true,
        })),
      );
    });
  }
}

function family(
  world: MockWorld,
  numbers: SyntheticNumbers,
  number: number,
): { readonly child: PersonRecord; readonly parent: PersonRecord } {
  const parent = numbers.next('1990');
  const child = numbers.next('2025');
  // Only the contact register is asked for the parent while a campaign runs.
  world.addPerson({ nationalId: parent, birthDate: bornOn('1990', parent), sex: 'female', home: null });
  world.setContact(parent, { email: `parent-${number}@example.test` });
  return {
    child: record(town, child, bornOn('2025', child), `Barn ${number}`),
    parent: record(town, parent, bornOn('1990', parent), `Forelder ${number}`),
  };
}

interface SyntheticNumbers {
  next(year: string): string;
}

/** Identity numbers with month + 80, one after the other: 28 days, the eight months that give a right in August. */
function syntheticNumbers(): SyntheticNumbers {
  const next = new Map<string, number>();
  return {
    next(year) {
      for (let index = next.get(year) ?? 0; ; index += 1) {
        const [day, month] = [1 + (index % 28), 81 + (Math.floor(index / 28) % 8)];
        const individual = (year < '2000' ? 0 : 500) + Math.floor(index / 224);
        const nine = `${two(day)}${month}${year.slice(2)}${String(individual).padStart(3, '0')}`;
        const number = withCheckDigits(nine);
        if (number === null) continue;
        next.set(year, index + 1);
        return number;
      }
    },
  };
}

const two = (number: number): string => String(number).padStart(2, '0');

const bornOn = (year: string, number: string): IsoDate =>
  `${year}-${String(Number(number.slice(2, 4)) - 80).padStart(2, '0')}-${number.slice(0, 2)}` as IsoDate;

const record = (
  kommune: KommuneNumber,
  nationalId: string,
  bornOn: IsoDate,
  first: string,
): PersonRecord => ({
  nationalId,
  name: { first, middle: null, last: 'Prøve', temporary: false },
  bornOn,
  status: 'resident',
  kommune,
  movedOn: null,
  // No street name: the address search is asked for nothing, its speed is not what is measured.
  address: {
    line: '12/3',
    careOf: null,
    postalCode: '9046',
    town: 'OTEREN',
    street: null,
    number: null,
    letter: null,
  },
  shared: null,
  responsibility: 'known',
});
