import type { IsoDate, KommuneNumber, NationalId } from '@opptak/domain';
import type { Address, BulkAnswer, PersonFacts, PersonRegistry, ResidenceFacts } from '@opptak/registries';
import { mockWorld, seededRandom } from '@opptak/registries/mocks';
import { fixedClock } from '@opptak/testing';

/** How a document speaks of gradings. `silent`: the parts that would say it are missing, and the home with them. */
export type ModelGrading = 'none' | 'confidential' | 'strictly-confidential' | 'silent';

/** A human being as the register knows them: everything that the model's events change. */
export interface ModelPerson {
  /** The number in use; earlier ones lead here. */
  number: NationalId;
  readonly bornOn: IsoDate;
  kommune: KommuneNumber;
  house: number;
  grading: ModelGrading;
  dead: boolean;
  /** Of a child: who has parental responsibility, and who its parents are. */
  holders: readonly ModelPerson[];
  readonly parents: readonly ModelPerson[];
  /** Grows with every change: what was read at a lower one is older news. */
  revision: number;
}

export interface ModelRegister {
  readonly people: readonly ModelPerson[];
  /** By every number that leads to somebody. */
  readonly byNumber: Map<NationalId, ModelPerson>;
  readonly newNumber: () => NationalId;
  readonly registry: Pick<PersonRegistry, 'findPeople'>;
  facts(number: NationalId): PersonFacts | undefined;
}

/** Synthetic numbers, made once: the model hands them out again for each story. */
const pool: readonly NationalId[] = (() => {
  const world = mockWorld({ clock: fixedClock('2027-01-20T08:00:00Z'), seed: 9 });
  return Array.from(
    { length: 40 },
    () => world.addPerson({ birthDate: '2024-05-06', sex: 'female', home: null }) as NationalId,
  );
})();

/** A register of a few people, kept as plain values: fast enough for stories by the hundred thousand. */
export function modelRegister(): ModelRegister & {
  add(person: Omit<ModelPerson, 'number' | 'revision'>): ModelPerson;
} {
  const people: ModelPerson[] = [];
  const byNumber = new Map<NationalId, ModelPerson>();
  let handedOut = 0;
  const newNumber = (): NationalId => {
    const number = pool[handedOut];
    if (number === undefined) throw new Error('The model has no more numbers');
    handedOut += 1;
    return number;
  };
  const facts = (asked: NationalId): PersonFacts | undefined => {
    const person = byNumber.get(asked);
    return person && factsOf(person, asked);
  };
  const findPeople: PersonRegistry['findPeople'] = async (asked): Promise<BulkAnswer<PersonFacts>> => {
    const found = new Map<NationalId, PersonFacts>();
    for (const number of asked) {
      const one = facts(number);
      if (one) found.set(number, one);
    }
    return { found, missing: asked.filter((number) => !found.has(number)), unreadable: [] };
  };
  return {
    people,
    byNumber,
    newNumber,
    facts,
    registry: { findPeople },
    add(person) {
      const added = { ...person, number: newNumber(), revision: 0 };
      people.push(added);
      byNumber.set(added.number, added);
      return added;
    },
  };
}

function factsOf(person: ModelPerson, asked: NationalId): PersonFacts {
  const { number, bornOn, dead, grading, holders, parents } = person;
  const holder = ({ number: nationalId }: ModelPerson) => ({ nationalId });
  const [only] = holders;
  return {
    nationalId: number,
    identity: { type: 'foedselsnummer', inUse: true, earlier: asked === number ? [] : [asked] },
    birthDate: bornOn,
    birthYear: null,
    name: { first: 'A', middle: null, last: 'B', temporary: false },
    guardians: {
      kind: holders.length > 1 ? 'joint' : only ? (only === parents[0] ? 'mother' : 'father') : 'none',
      holders: holders.map(holder),
      organisations: [],
    },
    parents: parents.map((parent, index) => ({
      role: index === 0 ? 'mother' : 'father',
      person: holder(parent),
    })),
    children: [],
    partners: [],
    wards: [],
    death: dead ? { on: null } : null,
    emigration: null,
    unknown: {},
    status: dead ? 'dead' : 'resident',
    ...residenceOf(person, grading),
  };
}

function residenceOf(
  { kommune, house }: ModelPerson,
  grading: ModelGrading,
): Pick<ResidenceFacts, 'protection' | 'protectionStated' | 'residence' | 'sharedResidence'> {
  if (grading === 'silent') {
    return { protection: 'none', protectionStated: false, residence: null, sharedResidence: null };
  }
  const hidden = grading === 'strictly-confidential';
  const residence = hidden
    ? null
    : { kommune, address: addressAt(house), movedOn: null, clientAddress: false };
  return { protection: grading, protectionStated: true, residence, sharedResidence: null };
}

const addressAt = (house: number): Address => ({
  type: 'street',
  street: 'Skoleveien',
  number: String(house),
  letter: null,
  unit: null,
  careOf: null,
  postalCode: '9046',
  postTown: 'OTEREN',
  matrikkelId: String(house),
});

/** Whole numbers below a limit, the same for the same seed. */
export function dice(seed: number): (limit: number) => number {
  const random = seededRandom(seed);
  return (limit) => Math.floor(random() * limit);
}
