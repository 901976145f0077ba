import type { IsoDate, Kroner, NationalId } from '@opptak/domain';

/** Whose income decides the fee: the household at the child's registered address (forskrift 2005-12-16-1478 § 3 b). */
export interface IncomeQuestion {
  readonly applicant: NationalId;
  /** The other adult of the household. */
  readonly partner: { readonly nationalId: NationalId; readonly relation: 'spouse' | 'cohabitant' } | null;
  readonly incomeYear: number;
}

/** Settled (skatteoppgjør), or a draft that may still change. */
export type IncomeStage = 'settled' | 'draft';

export interface PersonIncome {
  readonly nationalId: NationalId;
  readonly amount: Kroner;
  readonly stage: IncomeStage;
  /** Day of the tax settlement. */
  readonly settledOn: IsoDate | null;
  /** The register's own name of each post, and its amount. */
  readonly posts: readonly { readonly name: string; readonly amount: Kroner }[];
}

/**
 * What came back. Only `found` may be calculated with, and a `draft` must be shown as one. All other outcomes leave
 * the fee undecided, for a person: none of them means that the income is zero.
 */
export type IncomeAnswer =
  | {
      readonly type: 'found';
      readonly incomeYear: number;
      /** `draft` when the basis of at least one of the people is. */
      readonly stage: IncomeStage;
      readonly total: Kroner;
      /** One per person asked about, applicant first. */
      readonly people: readonly PersonIncome[];
      /** The register's codes of what it wanted to remark (not critical). */
      readonly remarks: readonly string[];
    }
  /** The register has no basis for these people and this year, neither settled nor draft. */
  | { readonly type: 'not-found'; readonly people: readonly NationalId[] }
  /** The register does not know the person. */
  | { readonly type: 'person-unknown'; readonly people: readonly NationalId[] }
  /** The register shows nothing of these people (skjermet), for example because of a strictly confidential address. */
  | { readonly type: 'protected'; readonly people: readonly NationalId[] }
  /** The answer names somebody we did not ask about. Nothing of it is kept; raise an alarm. */
  | { readonly type: 'answer-for-someone-else' }
  /** We asked about two, and were answered about one. */
  | { readonly type: 'one-answer-for-two' }
  /** The answer is about another year. */
  | { readonly type: 'another-year' }
  /** The register does not say whether the basis is settled or a draft. */
  | { readonly type: 'unknown-stage' }
  /** A negative sum: nothing that a fee can be a share of. */
  | { readonly type: 'negative' }
  /** The sum is not the sum of its parts. */
  | { readonly type: 'inconsistent' }
  /** The year or the stage is no longer offered (410). */
  | { readonly type: 'gone' }
  /** The register demands a consent that is not there. */
  | { readonly type: 'consent-missing' }
  /** Too many questions (429): ask again after this many milliseconds; null when it does not say. */
  | { readonly type: 'wait'; readonly retryAfterMs: number | null };

/** What the fee service may ask about income. */
export interface IncomeRegistry {
  /**
   * The gross income of the household in one year, settled if there is a settlement, otherwise the draft.
   *
   * @throws RegistryUnavailable when the register is down or slow.
   * @throws RegistryRefused when it rejects our access or our request.
   * @throws RegistryAnswerUnreadable when the answer is not the register's.
   */
  findIncome(question: IncomeQuestion): Promise<IncomeAnswer>;
}
