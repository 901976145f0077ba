import { movableClock, yearOf } from '@opptak/domain';
import { mockWorld } from '@opptak/registries/mocks';
import { describe, expect, test } from 'vitest';
import { simulatedKindergartens } from '../src/kindergartens.ts';
import { populate } from '../src/population.ts';
import { regions } from '../src/region.ts';

const nordTroms = regions[0].kommuner;

function populated(seed: number, kommuner: readonly string[] = nordTroms) {
  const world = mockWorld({ clock: movableClock(new Date('2026-01-05T06:00:00Z')), seed });
  const kindergartens = simulatedKindergartens(kommuner);
  return { world, kindergartens, families: populate(world, { seed, year: 2026, kindergartens }) };
}

describe('the made-up population', () => {
  test('the same seed gives the same families, another seed others', () => {
    const [first, again, other] = [populated(1), populated(1), populated(2)].map(({ families }) =>
      JSON.stringify(families),
    );

    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('follows the real kindergartens: five cohorts have places, the youngest does not', () => {
    const { families, kindergartens } = populated(1);
    const children = families.flatMap((family) => family.children);
    const enrolled = kindergartens.reduce((sum, { children: count }) => sum + count, 0);
    const placed = children.filter(({ kindergarten }) => kindergarten !== null);

    // 479 children were enrolled in the five kommuner; 93–96 of a hundred made-up ones have a place.
    expect(enrolled).toBe(479);
    expect(placed.length).toBeGreaterThan(enrolled * 0.88);
    expect(placed.length).toBeLessThanOrEqual(enrolled * 1.05);
    expect(placed.every(({ bornOn }) => yearOf(bornOn) >= 2020 && yearOf(bornOn) <= 2024)).toBe(true);
    expect(children.filter(({ bornOn }) => yearOf(bornOn) === 2025).length).toBeGreaterThan(80);
  });

  test('about four in ten children have brothers or sisters, and families are found in the register', () => {
    const { families, world } = populated(1);
    const children = families.flatMap((family) => family.children);
    const withSiblings = families
      .filter((family) => family.children.length > 1)
      .flatMap((family) => family.children);

    expect(withSiblings.length / children.length).toBeGreaterThan(0.3);
    expect(withSiblings.length / children.length).toBeLessThan(0.75);
    for (const { nationalId } of children) expect(world.view.document(nationalId)).toBeDefined();
  });

  test('no two families share a home, and a parent who lives apart shares it with nobody', () => {
    const { families, world } = populated(1);
    const homes = families.flatMap(({ guardians, children }) => {
      const people = [...guardians, ...children.map((child) => child.nationalId)];
      const addresses = people.map((person) => {
        const home = world.view.document(person)?.bostedsadresse?.find(({ erGjeldende }) => erGjeldende);
        // Nobody may see the homes of protected families.
        return home?.adressegradering === 'ugradert' ? JSON.stringify(home.vegadresse) : null;
      });
      return [...new Set(addresses)].filter((address) => address !== null);
    });

    expect(homes.length).toBeGreaterThan(families.length);
    expect(new Set(homes).size).toBe(homes.length);
  });

  test('every identity number is synthetic', () => {
    const { families } = populated(3);
    const numbers = families.flatMap(({ guardians, children }) => [
      ...guardians,
      ...children.map((child) => child.nationalId),
    ]);

    expect(numbers.filter((number) => Number(number.slice(2, 4)) <= 80)).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('a region is as large as its kindergartens', () => {
    // 246 kindergartens in Asker, Bærum and Hole; one of them is open and has no places.
    expect(simulatedKindergartens(['3201', '3203', '3310'])).toHaveLength(245);
    expect(simulatedKindergartens(nordTroms)).toHaveLength(17);
  });
});
