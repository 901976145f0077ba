import { type KindergartenRow, kindergartenRows } from '@opptak/registries/mocks';
import type { SimulatedKindergarten } from './population.ts';

/** The real kindergartens of some kommuner, as the population is built around them. */
export function simulatedKindergartens(kommuner: readonly string[]): readonly SimulatedKindergarten[] {
  return kindergartenRows()
    .filter((row) => kommuner.includes(row.kommunenummer) && row.type !== 'open')
    .map(toSimulated);
}

const samiNames = /\b(leirbukt|fossen)\b/i;

const toSimulated = (row: KindergartenRow): SimulatedKindergarten => ({
  kommune: row.kommunenummer,
  id: row.orgnr,
  name: row.name,
  children: row.children ?? 0,
  postalCode: row.postalCode ?? '',
  postTown: row.postTown ?? '',
  // The two whose published profile is Sámi.
  sami: samiNames.test(row.name),
});
