import { dateOf, daysInMonth, type IsoDate } from '@opptak/domain';
import type { Home, MockWorld } from '@opptak/registries/mocks';
import { type Dice, dice } from './dice.ts';
import { firstNames, lastNames, streets } from './names.ts';
import { type Temper, temperOf } from './temper.ts';

/** A real kindergarten, around which a made-up population is built. */
export interface SimulatedKindergarten {
  readonly kommune: string;
  readonly id: string;
  readonly name: string;
  /** Children enrolled, as published. */
  readonly children: number;
  readonly postalCode: string;
  readonly postTown: string;
  readonly sami: boolean;
}

export interface SimulatedChild {
  readonly nationalId: string;
  readonly bornOn: IsoDate;
  /** Where the child has a place when the year begins. */
  readonly kindergarten: string | null;
}

/** Children with the same guardians, and how the family behaves during the year. */
export interface SimulatedFamily {
  readonly kommune: string;
  readonly guardians: readonly [string, ...string[]];
  readonly children: readonly [SimulatedChild, ...SimulatedChild[]];
  readonly home: Home;
  /** The kindergarten closest by. */
  readonly near: string;
  readonly temper: Temper;
}

export interface PopulationPlan {
  readonly seed: number;
  /** The admission year: places from August of it. */
  readonly year: number;
  readonly kindergartens: readonly SimulatedKindergarten[];
}

/** Of a hundred children aged one to five, this many have a place. */
const coveragePercent = 93;
const cohorts = 5;

/**
 * Fills a made-up country with families whose number and shape follow the real kindergartens: five cohorts that have
 * places already, and the cohort that was born in the year before and needs them now. About four in ten children get
 * a brother or sister in the same range of ages.
 */
export function populate(world: MockWorld, plan: PopulationPlan): readonly SimulatedFamily[] {
  const luck = dice(plan.seed);
  const families: SimulatedFamily[] = [];
  const taken = new Set<string>();
  for (const kindergarten of plan.kindergartens) {
    if (kindergarten.children === 0) continue;
    for (const shape of familyShapes(luck, kindergarten.children)) {
      families.push(settleFamily(world, plan, luck, taken, kindergarten, shape, families.length + 1));
    }
  }
  return families;
}

/** Birth years of each family's children, oldest first; 0 is the year before the admission year. */
function familyShapes(luck: Dice, enrolled: number): readonly (readonly number[])[] {
  const left = Array.from({ length: cohorts + 1 }, () => Math.max(1, Math.round(enrolled / cohorts)));
  const shapes: number[][] = [];
  for (let age = cohorts; age >= 0; age--) {
    while ((left[age] ?? 0) > 0) {
      const ages = [age];
      left[age] = (left[age] ?? 0) - 1;
      let youngest = age;
      while (luck.chance(42) && ages.length < 4) {
        const next = youngest - luck.between(1, 3);
        if (next < 0 || (left[next] ?? 0) === 0) break;
        left[next] = (left[next] ?? 0) - 1;
        ages.push(next);
        youngest = next;
        // Twins, a little more often than one birth in sixty.
        if (luck.chance(2) && (left[next] ?? 0) > 0) {
          left[next] = (left[next] ?? 0) - 1;
          ages.push(next);
        }
      }
      shapes.push(ages);
    }
  }
  return shapes;
}

function settleFamily(
  world: MockWorld,
  { year }: PopulationPlan,
  luck: Dice,
  taken: Set<string>,
  near: SimulatedKindergarten,
  ages: readonly number[],
  serial: number,
): SimulatedFamily {
  const home = emptyHome(luck, taken, near, [1, 180]);
  const last = luck.pick(lastNames);
  const adult = (sex: 'female' | 'male'): string =>
    world.addPerson({
      birthDate: dateOf(luck.between(year - 42, year - 22), luck.between(1, 12), luck.between(1, 28)),
      sex,
      name: { first: luck.pick(firstNames[sex]), last },
      home,
    });
  const mother = adult('female');
  const other = luck.chance(88) ? adult(luck.chance(98) ? 'male' : 'female') : null;
  const oldest = Math.max(...ages);
  const birthdays = new Map<number, IsoDate>();

  const children = ages.map((age, index): SimulatedChild => {
    const bornOn = birthdays.get(age) ?? birthday(luck, year - 1 - age);
    birthdays.set(age, bornOn);
    const sex = luck.pick<'female' | 'male'>(['female', 'male']);
    const nationalId = world.addPerson({
      birthDate: bornOn,
      sex,
      name: { first: luck.pick(firstNames[sex]), last },
      home,
      parents: other === null ? { mother } : { mother, father: other },
    });
    const placed = age > 0 && luck.chance(index === 0 && age === oldest ? coveragePercent : 96);
    return { nationalId, bornOn, kindergarten: placed ? near.id : null };
  });

  const temper = temperOf(luck, { sami: near.sami, twoParents: other !== null });
  registerContact(world, luck, mother, temper, 2 * serial);
  if (other !== null) registerContact(world, luck, other, temper, 2 * serial + 1);
  world.setIncome(mother, year - 1, {
    type: 'found',
    stage: 'oppgjoer',
    posts: { samletLoennsinntekt: temper.incomes[0] },
  });
  if (other !== null) {
    world.setIncome(other, year - 1, {
      type: 'found',
      stage: luck.chance(90) ? 'oppgjoer' : 'utkast',
      posts: { samletLoennsinntekt: temper.incomes[1] },
    });
  }
  if (temper.sharedHome && other !== null)
    liveApart(world, emptyHome(luck, taken, near, [181, 240]), other, children);
  if (temper.protection !== 'none') {
    for (const person of [mother, ...children.map((child) => child.nationalId)]) {
      world.changeProtection(person, temper.protection);
    }
  }

  const [first, ...others] = children;
  if (!first) throw new RangeError('A family has children');
  return {
    kommune: near.kommune,
    guardians: other === null ? [mother] : [mother, other],
    children: [first, ...others],
    home,
    near: near.id,
    temper,
  };
}

/** A home that nobody has: strangers at one address would be one household to Folkeregisteret. The next number when it is taken. */
function emptyHome(
  luck: Dice,
  taken: Set<string>,
  { kommune, postalCode, postTown }: SimulatedKindergarten,
  [lowest, highest]: readonly [number, number],
): Home {
  const street = luck.pick(streets);
  let number = luck.between(lowest, highest);
  const key = () => `${kommune}|${postalCode}|${street}|${number}`;
  while (taken.has(key())) number += 1;
  taken.add(key());
  return { type: 'street', kommune, street, number, postalCode, postTown };
}

/** Births spread over the year, a little more in summer. Nobody is born on a day that does not exist. */
function birthday(luck: Dice, year: number): IsoDate {
  const month = luck.weighted([
    [1, 8],
    [2, 8],
    [3, 9],
    [4, 9],
    [5, 9],
    [6, 9],
    [7, 9],
    [8, 9],
    [9, 8],
    [10, 8],
    [11, 7],
    [12, 7],
  ]);
  return dateOf(year, month, luck.between(1, daysInMonth(year, month)));
}

function registerContact(world: MockWorld, luck: Dice, person: string, temper: Temper, serial: number): void {
  if (temper.unregistered) return;
  world.setContact(person, {
    reserved: temper.reserved,
    language: temper.language,
    email: `person${serial}@example.no`,
    ...(luck.chance(92) ? { mobile: `+4799${String(serial).padStart(6, '0')}` } : {}),
    expired: luck.chance(3),
  });
}

/** Delt bosted: the parents live apart in the same kommune and the children are registered with the mother. */
function liveApart(world: MockWorld, home: Home, other: string, children: readonly SimulatedChild[]): void {
  world.move([other], home);
  for (const child of children) world.setSharedResidence(child.nationalId, home);
}
