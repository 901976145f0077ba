import { readFileSync } from 'node:fs';
import { isoDate } from '@opptak/domain';
import { compileBylaws } from '../../src/bylaws/compile-bylaws.ts';
import { parseBylaws } from '../../src/bylaws/parse-bylaws.ts';
import type { Applicant, Kindergarten, MatchInput } from '../../src/format.ts';

/** The example bylaws of Skjervøy: § 18, § 16, list of applicants, siblings, distance in steps, lot. */
export const bylaws = parseBylaws(
  JSON.parse(readFileSync(new URL('../../../../examples/bylaws/skjervoy.json', import.meta.url), 'utf8')),
);

export const names: Readonly<Record<string, string>> = {
  fjordgata: 'Fjordgata barnehage',
  bakken: 'Bakken barnehage',
  havna: 'Havna barnehage',
  nes: 'Nes barnehage',
  solvik: 'Solvik barnehage',
  tun: 'Tun barnehage',
};

const kindergarten = (id: string, capacity: Kindergarten['capacity']): Kindergarten => ({
  id,
  kommune: '5542',
  capacity,
  bylaw: 'example-5542',
});

const child = (id: string, wishes: readonly string[], more: Partial<Applicant> = {}): Applicant => ({
  id,
  kommune: '5542',
  startsOn: '2027-08-01',
  wishes,
  rightToPlace: true,
  ...more,
});

const count = (size: number, make: (index: number) => Applicant): Applicant[] =>
  Array.from({ length: size }, (_, index) => make(index + 1));

/** One reason at each kindergarten; the children called "…-waits" are the ones to explain. */
export const exampleRound: MatchInput = {
  format: 'opptak-match/1',
  intake: 'example',
  seed: 'example seed',
  bylaws: compileBylaws(bylaws, isoDate('2027-03-01')),
  kindergartens: [
    kindergarten('fjordgata', 8),
    kindergarten('bakken', [{ places: 5 }, { places: 1, from: '2027-10-01' }]),
    kindergarten('havna', 6),
    kindergarten('nes', 2),
    kindergarten('solvik', 5),
    kindergarten('tun', 1),
  ],
  applicants: [
    // Two have siblings there, six live within 500 metres; the ninth lives 1 200 metres away.
    ...count(2, (n) => child(`f-sibling-${n}`, ['fjordgata'], { facts: { siblingAt: ['fjordgata'] } })),
    ...count(6, (n) =>
      child(`f-near-${n}`, ['fjordgata'], { facts: { distanceM: { fjordgata: 100 * (n - 1) } } }),
    ),
    child('distance-waits', ['fjordgata', 'nes'], { facts: { distanceM: { fjordgata: 1200, nes: 6000 } } }),
    // Five with siblings there for five places now; one more place in October.
    ...count(5, (n) => child(`b-sibling-${n}`, ['bakken'], { facts: { siblingAt: ['bakken'] } })),
    child('sibling-waits', ['bakken'], {}),
    // Nine who are equal in everything for six places.
    ...count(9, (n) => child(`h-equal-${n}`, ['havna'], { facts: { distanceM: { havna: 700 } } })),
    // Two places for three: too few to say anything about.
    ...count(2, (n) => child(`n-sibling-${n}`, ['nes'], { facts: { siblingAt: ['nes'] } })),
    // Five with priority for five places.
    ...count(5, (n) => child(`s-priority-${n}`, ['solvik'], { statutoryPriority: true })),
    child('priority-waits', ['solvik', 'fjordgata'], { rightToPlace: false }),
  ],
};
