import { parse } from '@opptak/contracts';
import type { Reader, Vault } from '@opptak/db';
import { type KommuneNumber, type NationalIdPolicy, nationalId } from '@opptak/domain';
import type { AdultFacts } from '@opptak/rules';
import { Type } from 'typebox';
import type { Member } from '../household/household-of-application.ts';
import { findIncomesOfApplication, type StoredIncome } from '../repositories/incomes.ts';
import type { Schema } from '../schema.generated.ts';

/** An income that was a draft when it decided a fee, and whom it was of. */
export interface DraftIncome {
  readonly kommune: KommuneNumber;
  readonly stored: StoredIncome;
  readonly incomeYear: number;
  readonly members: readonly Member[];
  readonly adults: readonly AdultFacts[];
}

const Amounts = Type.Object({
  people: Type.Array(Type.Object({ personId: Type.String(), nationalId: Type.String() })),
});

/**
 * The draft that an application rests on.
 *
 * @returns null when it rests on none, or on one that a settlement has replaced.
 */
export async function draftOf(
  { vault, nationalIds }: { readonly vault: Vault; readonly nationalIds: NationalIdPolicy },
  db: Reader<Schema>,
  applicationId: string,
): Promise<DraftIncome | null> {
  const incomes = await findIncomesOfApplication(db, applicationId);
  const stored = incomes.find(({ stage }) => stage === 'draft');
  if (!stored || incomes.some(({ stage }) => stage === 'settled')) return null;
  const { kommune, id, incomeYear, sealedAmounts } = stored;
  const { people } = parse(
    Amounts,
    JSON.parse(vault.unseal(kommune, 'income_basis', id, sealedAmounts)),
    'income_basis.amounts',
  );
  const members = people.map((person) => ({
    personId: person.personId,
    nationalId: nationalId(person.nationalId, nationalIds),
  }));
  return {
    kommune,
    stored,
    incomeYear,
    members,
    // Who belongs was found when the family applied, and stands for the kindergarten year.
    adults: members.map(({ personId }) => ({
      id: personId,
      relation: 'parent',
      registeredWithChild: true,
      foundToBelong: true,
    })),
  };
}
