import { createHash } from 'node:crypto';
import {
  applicationSubmitted,
  bylawsAdopted,
  childRegistered,
  kindergartenChanged,
  roundClosed,
  roundOpened,
} from '@opptak/contracts';
import { stableId } from '@opptak/db';
import { isoDate } from '@opptak/domain';
import type { Static } from 'typebox';
import type { Hear } from './messages-and-jobs.ts';
import { applicationOf, childOf, exampleBylaws, roundId, storfjord } from './test-kommune.ts';

const seed = 'the seed of the test, long enough';

export interface TestChild {
  readonly name: string;
  readonly wishes: readonly string[];
  readonly bornOn?: string;
  readonly startOn?: string;
  readonly daysPerWeek?: number;
  /** Where it has a place already. */
  readonly at?: string;
  readonly right?: boolean;
  readonly priority?: boolean;
  readonly family?: string;
}
export interface TestSeats {
  readonly small: number;
  readonly large: number;
}

/** What the other services tell allocation, with everything filled in that a test does not care about. */
export function told(hear: Hear, place: (name: string, kindergartenId: string) => Promise<void>) {
  const kindergarten = (
    id: string,
    capacity: TestSeats,
    over: Partial<Static<typeof kindergartenChanged.data>> = {},
    version?: number,
  ): Promise<void> =>
    hear(
      kindergartenChanged,
      { key: id, ...(version === undefined ? {} : { version }) },
      {
        kindergartenId: id,
        name: `Barnehage ${id}`,
        ownership: 'municipal',
        form: 'ordinary',
        ownerName: 'Kommunen',
        position: null,
        minAge: 0,
        maxAge: 5,
        capacity,
        conversion: null,
        profile: null,
        monthlyPriceNok: 1200,
        monthlyFoodNok: 300,
        fullTimeHours: 45,
        active: true,
        ...over,
      },
    );

  const apply = (
    {
      name,
      wishes,
      bornOn = '2025-06-01',
      startOn = '2027-08-15',
      daysPerWeek = 5,
      family = name,
      right = true,
      priority = false,
    }: TestChild,
    over: Partial<Static<typeof applicationSubmitted.data>> = {},
    version = 1,
  ): Promise<void> =>
    hear(
      applicationSubmitted,
      { key: applicationOf(name), version },
      {
        applicationId: applicationOf(name),
        roundId,
        invitationId: null,
        childId: childOf(name),
        familyId: stableId('family', family),
        bornOn: isoDate(bornOn),
        startOn: isoDate(startOn),
        daysPerWeek,
        wishes: [...wishes],
        distances: {},
        together: 'preferred',
        rightToPlace: right,
        statutoryPriority: priority,
        submittedAt: '2027-02-10T12:00:00.000Z',
        late: false,
        ...over,
      },
    );

  const registerChild = (
    { name, bornOn = '2025-06-01', family = name }: Pick<TestChild, 'name' | 'bornOn' | 'family'>,
    version = 1,
  ): Promise<void> =>
    hear(
      childRegistered,
      { key: childOf(name), version },
      {
        childId: childOf(name),
        bornOn: isoDate(bornOn),
        familyId: stableId('family', family),
        householdId: stableId('household', family),
        adults: [],
        sealedIdentity: '',
      },
    );

  const openRound = (): Promise<void> =>
    hear(
      roundOpened,
      { key: roundId, version: 1 },
      {
        roundId,
        kind: 'main',
        kindergartenYear: 2027,
        opensAt: '2027-01-15T08:00:00.000Z',
        deadlineAt: '2027-03-01T22:59:59.999Z',
        lotCommitment: createHash('sha256').update(seed).digest('hex'),
      },
    );

  const closeRound = (names: readonly string[], version = 2): Promise<void> => {
    const lines = names.map((name) => `${applicationOf(name)}:1\n`).toSorted();
    return hear(
      roundClosed,
      { key: roundId, version },
      {
        roundId,
        applications: names.length,
        checksum: createHash('sha256').update(lines.join('')).digest('hex'),
        lotSeed: seed,
      },
    );
  };

  /** A closed round with its kindergartens, children, present places and applications. */
  async function round(
    seats: Readonly<Record<string, TestSeats>>,
    children: readonly TestChild[],
  ): Promise<void> {
    for (const [id, capacity] of Object.entries(seats)) await kindergarten(id, capacity);
    await hear(bylawsAdopted, { key: storfjord }, { bylawsId: stableId('bylaws'), document: exampleBylaws });
    await openRound();
    for (const child of children) {
      await registerChild(child);
      if (child.at !== undefined) await place(child.name, child.at);
      if (child.wishes.length > 0) await apply(child);
    }
    await closeRound(children.filter(({ wishes }) => wishes.length > 0).map(({ name }) => name));
  }

  return { kindergarten, apply, registerChild, openRound, closeRound, round };
}
