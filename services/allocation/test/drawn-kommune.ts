import { stableId } from '@opptak/db';
import { type IsoDate, isoDate, kommuneNumber } from '@opptak/domain';
import { allocate } from '@opptak/matching';
import fc from 'fast-check';
import type { Sharing } from '../src/repositories/pairings.ts';
import type { Pending } from '../src/repositories/pending-offers.ts';
import type { Placement } from '../src/repositories/placements.ts';
import type { Kindergarten } from '../src/repositories/projections.ts';
import type { Application } from '../src/repositories/typed-application.ts';
import { bandOf } from '../src/seats/bands.ts';
import type { Stay } from '../src/seats/seats.ts';
import { staysIn } from '../src/snapshot/stays-in.ts';
import { refillInput, type Vacancies } from '../src/snapshot/vacancies.ts';
import { exampleBylaws } from './test-kommune.ts';

const kommune = kommuneNumber('5538');
export const year = 2027;
const day = isoDate;
const kindergartenIds = ['900000015', '900000023', '900000031'];

const round: Vacancies['round'] = {
  kommune,
  id: stableId('round'),
  kind: 'main',
  kindergartenYear: year,
  deadlineAt: new Date('2027-03-01T22:59:59.999Z'),
  lotCommitment: '2de48e1c7d2a5b4a1a0d70c05d9cb6c9f1b3b3f4b6b83d1b67e2a3f14f0d3c11',
  lotSeed: null,
  status: 'closed',
  expectedApplications: null,
  expectedChecksum: null,
  version: 2,
};

/** A kommune some time after its round: who has which place and until when, who has been offered one, who waits. */
export const kommuner = fc.record({
  kindergartens: fc.array(
    fc.record({
      small: fc.nat(4),
      large: fc.nat(6),
      converts: fc.boolean(),
      minimum: fc.record({ small: fc.nat(2), large: fc.nat(2) }),
      active: fc.oneof(
        { weight: 9, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  children: fc.array(
    fc.record({
      born: fc.constantFrom('2021-04-01', '2023-05-01', '2024-06-01', '2025-06-01', '2026-02-01'),
      known: fc.oneof(
        { weight: 9, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) },
      ),
      at: fc.option(fc.nat(2), { nil: null, freq: 1 }),
      from: fc.constantFrom('2026-08-01', '2027-08-15', '2027-11-01'),
      until: fc.constantFrom(null, '2027-07-31', '2027-09-30', '2028-01-31'),
      offered: fc.option(fc.record({ to: fc.nat(2), startOn: fc.constantFrom('2027-08-15', '2027-10-01') }), {
        nil: null,
      }),
      wishes: fc.shuffledSubarray([0, 1, 2]),
      startOn: fc.constantFrom('2027-08-01', '2027-08-15', '2027-11-01', '2028-03-01'),
      right: fc.boolean(),
    }),
    { maxLength: 10 },
  ),
  smallFirst: fc.boolean(),
  /** Whether the first two children of each kindergarten share a place. */
  shares: fc.boolean(),
  today: fc.constantFrom('2027-03-20', '2027-08-20', '2027-12-01'),
});

export type Drawn = ReturnType<typeof kommuner.generate>['value'];

export function vacanciesOf(
  { kindergartens, children, smallFirst, shares }: Drawn,
  from: IsoDate,
): Vacancies {
  const idOf = (index: number): string => kindergartenIds[index % kindergartens.length] ?? '';
  const childOf = (index: number): string => stableId('child', String(index));
  return {
    round,
    bylaws: exampleBylaws,
    kindergartens: kindergartens.map(
      ({ small, large, converts, minimum, active }, index): Kindergarten => ({
        kommune,
        id: idOf(index),
        name: 'a kindergarten',
        ownership: 'municipal',
        lat: null,
        lon: null,
        capacitySmall: small,
        capacityLarge: large,
        conversion: converts
          ? {
              order: smallFirst ? ['small', 'large'] : ['large', 'small'],
              minimum: { small: Math.min(small, minimum.small), large: Math.min(large, minimum.large) },
            }
          : null,
        profile: null,
        active,
        version: 1,
      }),
    ),
    children: children.flatMap(({ born, known }, index) =>
      known
        ? [
            {
              kommune,
              id: childOf(index),
              bornOn: day(born),
              familyId: childOf(index),
              leftOn: null,
              version: 1,
            },
          ]
        : [],
    ),
    placements: children.flatMap((child, index): Placement[] => {
      if (child.at === null || (child.until !== null && child.until < from)) return [];
      return [
        {
          kommune,
          id: stableId('place', String(index)),
          childId: childOf(index),
          kindergartenId: idOf(child.at),
          fromOn: day(child.from),
          untilOn: child.until === null || child.until < child.from ? null : day(child.until),
          daysPerWeek: 5,
          status: 'agreed',
          offerId: null,
          version: 1,
        },
      ];
    }),
    pending: children.flatMap(({ offered, born }, index): Pending[] =>
      offered
        ? [
            {
              kommune,
              id: stableId('offer', String(index)),
              runId: round.id,
              applicationId: stableId('application', String(index)),
              childId: childOf(index),
              kindergartenId: idOf(offered.to),
              band: bandOf(day(born), year),
              bornOn: day(born),
              startOn: day(offered.startOn),
              daysPerWeek: 5,
              status: 'open',
              seatRank: 0,
              swapId: null,
              kindergartenYear: year,
            },
          ]
        : [],
    ),
    applications: children.map(
      ({ born, wishes, startOn, right }, index): Application => ({
        kommune,
        id: stableId('application', String(index)),
        roundId: round.id,
        childId: childOf(index),
        familyId: childOf(index),
        bornOn: day(born),
        startOn: day(startOn),
        daysPerWeek: 5,
        wishes: [...new Set(wishes.map(idOf))],
        distances: {},
        together: 'independent',
        rightToPlace: right,
        statutoryPriority: false,
        submittedAt: new Date('2027-02-10T12:00:00Z'),
        late: false,
        status: 'submitted',
        version: 1,
      }),
    ),
    turnedDown: [],
    // Of all children with a place, whatever day is looked at: a pairing does not end when a place does.
    sharing: shares
      ? kindergartenIds.flatMap((kindergartenId): Sharing[] => {
          const [first, second] = children.flatMap(({ at }, index) =>
            at !== null && idOf(at) === kindergartenId ? [childOf(index)] : [],
          );
          return first && second ? [{ kindergartenId, firstChildId: first, secondChildId: second }] : [];
        })
      : [],
  };
}

/** What a refill gives, as the offers that it makes. */
export function given(vacancies: Vacancies, today: IsoDate) {
  const input = refillInput(vacancies);
  const applications = new Map(vacancies.applications.map((one) => [one.id, one]));
  return (input ? allocate(input).assignments : []).flatMap(({ id, kindergarten }) => {
    const application = applications.get(id);
    if (!application || kindergarten === null) return [];
    const { childId, bornOn, startOn } = application;
    const own = vacancies.placements.find((one) => one.childId === childId);
    return [
      {
        id: stableId('new offer', id),
        childId,
        kindergartenId: kindergarten,
        band: bandOf(bornOn, year),
        bornOn,
        startOn: startOn < today ? today : startOn,
        rank: 0,
        leaves: own?.kindergartenId ?? null,
      },
    ];
  });
}

/** Who is where, by kindergarten, in the ledger's words. */
export function ledgerOf({ children, placements, sharing }: Vacancies): ReadonlyMap<string, readonly Stay[]> {
  const births = new Map(children.map(({ id, bornOn }) => [id, bornOn]));
  return Map.groupBy(staysIn(placements, births, sharing), ({ kindergartenId }) => kindergartenId);
}
