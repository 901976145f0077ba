import type { MockWorld } from '@opptak/registries/mocks';
import type { SimulatedFamily } from '@opptak/simulation';
import type { Canaries } from './canaries.ts';

/** Everybody in a family, by identity number. */
export const everybodyIn = ({ guardians, children }: SimulatedFamily): readonly string[] => [
  ...guardians,
  ...children.map(({ nationalId }) => nationalId),
];

/** The families whose address nobody may see, strictly confidential and confidential. */
export const protectedAmong = (families: readonly SimulatedFamily[]): readonly SimulatedFamily[] =>
  families.filter(({ temper }) => temper.protection !== 'none');

/** What gives a family away: its people’s numbers and names, and its street. */
export function canariesOf(world: MockWorld, families: readonly SimulatedFamily[]): Canaries {
  const canaries = new Map<string, string>();
  for (const family of families) {
    const { home, temper } = family;
    for (const person of everybodyIn(family)) {
      canaries.set(person, `identity number, ${temper.protection}`);
      for (const name of world.view.document(person)?.navn ?? []) {
        if (!name.erGjeldende) continue;
        canaries.set(`${name.fornavn} ${name.etternavn}`, `name, ${temper.protection}`);
        canaries.set(String(name.etternavn), `surname, ${temper.protection}`);
      }
    }
    if (home.type !== 'street') throw new RangeError('A simulated family lives in a street');
    canaries.set(home.street, `street, ${temper.protection}`);
    canaries.set(`${home.street} ${home.number}`, `address, ${temper.protection}`);
  }
  return canaries;
}
