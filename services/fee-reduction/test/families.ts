import { randomUUID } from 'node:crypto';
import { childRegistered, type Identity, kindergartenChanged, placementChanged } from '@opptak/contracts';
import type { Vault } from '@opptak/db';
import { isoDate } from '@opptak/domain';
import type { Home, Income, Mocks } from '@opptak/registries/mocks';
import { sealIdentity } from '@opptak/service';
import type { Static } from 'typebox';
import type { Hear, Versioned } from './messages-and-jobs.ts';
import { homeIn, organisations, tromso } from './test-kommune.ts';

const kindergartenOne = organisations[tromso] ?? '';

/** Families in Folkeregisteret and as we are told of them, with their kindergartens and places. */
export function families(
  hear: Hear,
  { vault, identityVault }: { readonly vault: Vault; readonly identityVault: Vault },
  { world }: Pick<Mocks, 'world'>,
) {
  let homes = 0;
  const nextHome = (kommune = tromso): Home => {
    homes += 1;
    return homeIn(kommune, homes);
  };

  async function kindergarten(
    facts: Partial<Static<typeof kindergartenChanged.data>> = {},
    as: Versioned = {},
  ): Promise<string> {
    const kindergartenId = facts.kindergartenId ?? kindergartenOne;
    const data = {
      kindergartenId,
      name: 'Test',
      ownership: 'municipal',
      form: 'ordinary',
      ownerName: 'Test',
      position: null,
      minAge: 0,
      maxAge: 5,
      capacity: { small: 10, large: 10 },
      conversion: null,
      profile: null,
      monthlyPriceNok: 1200,
      monthlyFoodNok: 300,
      fullTimeHours: 45,
      active: true,
      ...facts,
    } as const;
    await hear(kindergartenChanged, kindergartenId, data, as);
    return kindergartenId;
  }

  /** Somebody with a home of their own. */
  function adult(income?: Income, year = 2025): string {
    const person = world.addPerson({ birthDate: '1990-05-06', sex: 'female', home: nextHome() });
    if (income) world.setIncome(person, year, income);
    return person;
  }

  /**
   * Children whose parents the first two adults are, and a third the mother's spouse, all registered in one new home since
   * 2020; as Folkeregisteret has them, and as we were told.
   */
  async function household(
    children: readonly string[],
    adults: readonly string[] = [],
    as: Versioned & { readonly home?: Home } = {},
  ) {
    const kommune = as.kommune ?? tromso;
    const [householdId, familyId] = [randomUUID(), randomUUID()];
    const home = as.home ?? nextHome(kommune);
    if (adults.length > 0) world.move(adults, home, { on: '2020-01-01' });
    const [mother, father, spouse] = adults;
    if (mother && spouse) world.marry(mother, spouse);
    const parents = mother ? { parents: { mother, ...(father ? { father } : {}) } } : {};
    const childNumbers = children.map((birthDate) =>
      world.addPerson({ birthDate, sex: 'male', home, ...parents }),
    );
    const sealed = (personId: string, number: string) =>
      sealIdentity(identityVault, kommune, personId, identityOf(number));
    const members = adults.map((number) => {
      const personId = vault.personId(kommune, number);
      return { personId, sealedIdentity: sealed(personId, number) };
    });
    const childIds = children.map(() => randomUUID());
    for (const [index, childId] of childIds.entries()) {
      const bornOn = isoDate(children[index] ?? '');
      const sealedIdentity = sealed(childId, childNumbers[index] ?? '');
      const facts = { childId, bornOn, familyId, householdId, adults: members, sealedIdentity };
      await hear(childRegistered, childId, facts, as);
    }
    return { householdId, childIds, home, childNumbers };
  }

  async function place(
    childId: string,
    facts: Partial<Static<typeof placementChanged.data>>,
    as: Versioned = {},
  ): Promise<string> {
    const placementId = facts.placementId ?? randomUUID();
    const data = {
      placementId,
      childId,
      kindergartenId: kindergartenOne,
      from: isoDate('2026-08-01'),
      until: null,
      daysPerWeek: 5,
      status: 'agreed',
      ...facts,
    } as const;
    await hear(placementChanged, placementId, data, as);
    return placementId;
  }

  return { kindergarten, adult, household, place };
}

const identityOf = (nationalId: string): Identity => ({
  nationalId,
  name: 'Kari Nordmann',
  address: { line: 'Storgata 1', postalCode: '9008', town: 'Tromsø' },
  addressConfidential: false,
});
