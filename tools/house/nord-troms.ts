import type { Clock } from '@opptak/domain';
import { type MockWorld, mockWorld } from '@opptak/registries/mocks';
import { populate, regions, type SimulatedFamily, simulatedKindergartens } from '@opptak/simulation';

const seed = 1;

/** Made-up families around the real kindergartens of Nord-Troms, as the mock registries of `npm start` and of Docker hold them. */
export function nordTroms(clock: Clock): {
  readonly world: MockWorld;
  readonly families: readonly SimulatedFamily[];
} {
  const world = mockWorld({ clock, seed });
  const [{ kommuner }] = regions;
  const kindergartens = simulatedKindergartens(kommuner);
  return { world, families: populate(world, { seed, year: admissionYear(clock), kindergartens }) };
}

/** From August on, families think of next year's places. */
function admissionYear(clock: Clock): number {
  const [year = 0, month = 0] = clock.today().split('-').map(Number);
  return month >= 8 ? year + 1 : year;
}
