import type { LegalSource } from './legal-source.ts';

/**
 * What a rule found. `undecided` means that a fact is missing or protected: a person looks at it. It never
 * stands for a refusal.
 */
export type Outcome = 'fulfilled' | 'not-fulfilled' | 'undecided';

export type FactValue = string | number | boolean | null;

/** One step of the reasoning behind a result: stored with the vedtak and printed in its letter. */
export interface RuleStep {
  /** Permanent: old vedtak name it. Example: "fee.income-ceiling". */
  readonly rule: string;
  readonly source: LegalSource;
  readonly outcome: Outcome;
  /** Everything the step looked at, by name. */
  readonly facts: Readonly<Record<string, FactValue>>;
  /** What the step came to; amounts as exact fractions ("9000/11"). */
  readonly result: string;
}

export interface RuleResult<T> {
  readonly value: T;
  readonly steps: readonly RuleStep[];
}
