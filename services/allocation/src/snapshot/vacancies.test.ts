import { addDays, type IsoDate, isoDate } from '@opptak/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Drawn, given, kommuner, ledgerOf, vacanciesOf, year } from '../../test/drawn-kommune.ts';
import { planMoves } from '../seats/plan-moves.ts';
import { takenOn } from '../seats/seats.ts';
import { vacantOn } from './vacancies.ts';

const day = isoDate;

/** A refill, and what becomes of its offers when they meet the ledger. */
function refilled(drawn: Drawn) {
  const today = day(drawn.today);
  const { kindergartens, pending, ...vacancies } = vacanciesOf(drawn, vacantOn(year, today));
  const waiting = given({ ...vacancies, kindergartens, pending }, today);
  const stays = ledgerOf(vacanciesOf(drawn, today));
  const plan = planMoves({
    kindergartenYear: year,
    kindergartens: new Map(kindergartens.map((one) => [one.id, one])),
    stays,
    open: pending.map((offer) => ({ ...offer, rank: 0, leaves: null })),
    waiting,
  });
  return { kindergartens, pending, stays, waiting, plan };
}

test('a refill gives only seats that the ledger has: every offer can be told at once, none is taken back', () => {
  let offers = 0;
  fc.assert(
    fc.property(kommuner, (drawn) => {
      const { waiting, plan } = refilled(drawn);
      offers += waiting.length;
      expect(plan).toMatchObject({ lose: [], swaps: [] });
      expect(new Set(plan.release.map(({ id }) => id))).toEqual(new Set(waiting.map(({ id }) => id)));
      // On the day that was asked for, or as soon as the seat is free.
      const asked = new Map(waiting.map(({ id, startOn }) => [id, startOn]));
      const soon = vacantOn(year, day(drawn.today));
      for (const { id, startOn } of plan.release)
        expect(startOn <= soon || startOn === asked.get(id)).toBe(true);
    }),
    { seed: 20270314, numRuns: 300 },
  );
  expect(offers).toBeGreaterThan(100);
});

test('whoever says yes to what a refill gave, no kindergarten gets fuller than it may be, on any day', () => {
  fc.assert(
    fc.property(kommuner, (drawn) => {
      const { kindergartens, pending, stays, waiting, plan } = refilled(drawn);
      const from = new Map<string, IsoDate>(plan.release.map(({ id, startOn }) => [id, startOn]));
      const coming = (offers: readonly (typeof waiting)[number][], id: string) =>
        offers
          .filter((offer) => offer.kindergartenId === id)
          .map(({ id: offerId, childId, bornOn, startOn }) => ({
            childId,
            bornOn,
            from: from.get(offerId) ?? startOn,
            until: null,
          }));
      const told = pending.map((offer) => ({ ...offer, rank: 0, leaves: null }));
      for (const { id, active, capacitySmall, capacityLarge, conversion } of kindergartens) {
        const before = [...(stays.get(id) ?? []), ...coming(told, id)];
        const after = [...before, ...coming(waiting, id)];
        for (let on = day('2027-03-20'); on < '2028-08-01'; on = addDays(on, 7)) {
          const [was, is] = [takenOn(before, on), takenOn(after, on)];
          const room = active ? { small: capacitySmall, large: capacityLarge } : { small: 0, large: 0 };
          // Where it was fuller than it may be already, nobody comes.
          if (conversion === null) {
            expect(is.small).toBeLessThanOrEqual(Math.max(room.small, was.small));
            expect(is.large).toBeLessThanOrEqual(Math.max(room.large, was.large));
          } else {
            const units = 2 * room.small + room.large;
            expect(2 * is.small + is.large).toBeLessThanOrEqual(Math.max(units, 2 * was.small + was.large));
          }
        }
      }
    }),
    { seed: 20270315, numRuns: 200 },
  );
});
