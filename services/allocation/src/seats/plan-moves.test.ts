import { type IsoDate, isoDate } from '@opptak/domain';
import type { Band } from '@opptak/matching';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { yearEnd } from './bands.ts';
import type { Moves, PendingOffer } from './moves.ts';
import { planMoves } from './plan-moves.ts';
import type { SeatsOf } from './room.ts';
import { type Stay, takenOn } from './seats.ts';

const day = isoDate;
const nowhere: SeatsOf = { active: true, capacitySmall: 0, capacityLarge: 0, conversion: null };
/** In the kindergarten year 2027 those born in 2025 are small, those born in 2023 large. */
const births: Readonly<Record<Band, IsoDate>> = { small: day('2025-05-01'), large: day('2023-05-01') };

/** Whether so many have room: counted anew here, in the words of docs/allocation-format.md § 7.4. */
function fits({ capacitySmall, capacityLarge, conversion }: SeatsOf, taken: Readonly<Record<Band, number>>) {
  if (conversion === null) return taken.small <= capacitySmall && taken.large <= capacityLarge;
  // Who goes first leaves the others their minimum; they get what is left.
  const [small, large] =
    conversion.order[0] === 'small'
      ? [taken.small, Math.max(taken.large, conversion.minimum.large)]
      : [Math.max(taken.small, conversion.minimum.small), taken.large];
  return 2 * small + large <= 2 * capacitySmall + capacityLarge;
}

/** A small town: children with places, some of whom have been given another, and newcomers; answered in any way and order. */
const towns = fc
  .record({
    kindergartens: fc.array(
      fc.record({
        small: fc.nat(2),
        large: fc.nat(2),
        first: fc.option(fc.constantFrom<Band>('small', 'large'), { nil: null }),
        kept: fc.nat(2),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    children: fc.array(
      fc.record({
        at: fc.option(fc.nat(3), { nil: null }),
        to: fc.nat(3),
        band: fc.constantFrom<Band>('small', 'large'),
        start: fc.constantFrom('2027-08-15', '2027-09-01', '2027-10-15'),
        rank: fc.nat(5),
      }),
      { maxLength: 10 },
    ),
    answers: fc.array(fc.record({ who: fc.nat(50), yes: fc.boolean() }), { minLength: 20, maxLength: 30 }),
  })
  .map(({ kindergartens, children, answers }) => {
    const seats = new Map(
      kindergartens.map(({ small, large, first, kept }, index): [string, SeatsOf] => [
        `k${index}`,
        {
          active: true,
          capacitySmall: small,
          capacityLarge: large,
          conversion: first && {
            order: first === 'small' ? ['small', 'large'] : ['large', 'small'],
            minimum: { small: Math.min(small, kept), large: Math.min(large, kept) },
          },
        },
      ]),
    );
    const stays = new Map([...seats.keys()].map((id): [string, Stay[]] => [id, []]));
    const waiting: PendingOffer[] = [];
    for (const [index, { at, to, band, start, rank }] of children.entries()) {
      const here = at === null ? null : `k${at % kindergartens.length}`;
      const there = `k${to % kindergartens.length}`;
      const own = { childId: `c${index}`, bornOn: births[band], from: day('2026-08-01'), until: null };
      const list = stays.get(here ?? '');
      const room =
        here !== null && list && fits(seats.get(here) ?? nowhere, takenOn([...list, own], day('2027-08-01')));
      if (room) list.push(own);
      if (here === there) continue;
      waiting.push({
        id: `o${index}`,
        childId: own.childId,
        kindergartenId: there,
        band,
        bornOn: births[band],
        startOn: day(start),
        rank,
        leaves: room ? here : null,
      });
    }
    return { seats, stays, waiting, answers };
  });

type Town = ReturnType<typeof towns.generate>['value'];

/** Plays the answers on a ledger of its own, asking `planMoves` after each. @returns every state of the ledger. */
function play({ seats, stays, waiting, answers }: Town) {
  const ledger = new Map([...stays].map(([id, list]) => [id, [...list]]));
  let left = [...waiting];
  let open: PendingOffer[] = [];
  let rings: PendingOffer[][] = [];
  const fates: Record<string, string> = {};
  const overfull: string[] = [];
  const move = (offers: readonly PendingOffer[], startOn: PendingOffer['startOn'] | null) => {
    for (const { childId, leaves, startOn: own } of offers) {
      const list = ledger.get(leaves ?? '') ?? [];
      const index = list.findIndex((one) => one.childId === childId);
      const last = day(new Date(Date.parse(startOn ?? own) - 86_400_000).toISOString().slice(0, 10));
      const before = list[index];
      if (before) list[index] = { ...before, until: last };
    }
    for (const { id, childId, bornOn, kindergartenId, startOn: own } of offers) {
      ledger.get(kindergartenId)?.push({ childId, bornOn, from: startOn ?? own, until: null });
      fates[id] = 'placed';
    }
  };
  const settle = () => {
    const moves: Moves = { kindergartenYear: 2027, kindergartens: seats, stays: ledger, open, waiting: left };
    const { release, lose, swaps } = planMoves(moves);
    const byId = new Map(left.map((offer) => [offer.id, offer]));
    const take = (id: string): PendingOffer => {
      const offer = byId.get(id);
      if (!offer) throw new Error('An offer that does not wait was settled');
      byId.delete(id);
      return offer;
    };
    open = [...open, ...release.map(({ id, startOn }) => ({ ...take(id), startOn }))];
    for (const id of lose) fates[take(id).id] = 'lost';
    rings = [...rings, ...swaps.map((ring) => ring.map(take))];
    left = [...byId.values()];
  };
  const look = () => {
    for (const [id, list] of ledger) {
      const days = [day('2027-08-01'), ...list.map(({ from }) => from)].filter((one) => one <= yearEnd(2027));
      // What is open counts too: every family may say yes.
      const all = [
        ...list,
        ...open.flatMap((offer) =>
          offer.kindergartenId === id
            ? [{ childId: offer.childId, bornOn: offer.bornOn, from: offer.startOn, until: null }]
            : [],
        ),
      ];
      for (const one of [...days, ...all.map(({ from }) => from)]) {
        if (!fits(seats.get(id) ?? nowhere, takenOn(all, one))) overfull.push(`${id} on ${one}`);
      }
    }
  };
  settle();
  look();
  for (const { who, yes } of answers) {
    const all = open.length + rings.length;
    if (all === 0) break;
    const index = who % all;
    if (index < open.length) {
      const [offer] = open.splice(index, 1);
      if (offer && yes) move([offer], null);
      else if (offer) fates[offer.id] = 'declined';
    } else {
      const [ring] = rings.splice(index - open.length, 1);
      const startOn = ring
        ?.map((offer) => offer.startOn)
        .toSorted()
        .at(-1);
      if (ring && yes) move(ring, startOn ?? null);
      else for (const { id } of ring ?? []) fates[id] = 'declined';
    }
    settle();
    look();
  }
  return { overfull, left, open, rings, fates };
}

describe('whatever families answer, and in whatever order', () => {
  test('no kindergarten is ever fuller than it may be, on any day, in any band – open offers counted as taken', () => {
    fc.assert(
      fc.property(towns, (town) => {
        expect(play(town).overfull).toEqual([]);
      }),
      { seed: 20270310, numRuns: 1000 },
    );
  });

  test('nobody waits for ever: when all have answered, every offer has come to something', () => {
    fc.assert(
      fc.property(towns, (town) => {
        const { left, open, rings, fates } = play(town);
        if (open.length + rings.length > 0) return;
        expect(left).toEqual([]);
        expect(Object.keys(fates)).toHaveLength(town.waiting.length);
      }),
      { seed: 20270311, numRuns: 1000 },
    );
  });

  test('a seat goes to the first in the order of its band', () => {
    fc.assert(
      fc.property(towns, ({ seats, stays, waiting }) => {
        const { release } = planMoves({
          kindergartenYear: 2027,
          kindergartens: seats,
          stays,
          open: [],
          waiting,
        });
        const released = new Set(release.map(({ id }) => id));
        for (const one of waiting.filter(({ id }) => released.has(id))) {
          const passedBy = waiting.filter(
            (other) =>
              other.kindergartenId === one.kindergartenId &&
              other.band === one.band &&
              other.rank < one.rank &&
              !released.has(other.id),
          );
          expect(passedBy).toEqual([]);
        }
      }),
      { seed: 20270312, numRuns: 1000 },
    );
  });
});
