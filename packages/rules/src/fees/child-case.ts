import type { Exact, IsoDate } from '@opptak/domain';
import type { RuleStep } from '../rule-result.ts';
import type { ChildPlace } from './fee-facts.ts';
import type { FeeLaw } from './fee-law.ts';
import type { ResolvedFeeSettings } from './fee-settings.ts';
import type { ZoneOnDate } from './price-zones.ts';
import type { SiblingPlace } from './sibling-places.ts';

/** One child in one month with everything its steps look at. */
export interface ChildCase {
  readonly law: FeeLaw;
  readonly settings: ResolvedFeeSettings;
  /** Kroner a year; null when not applied for or not known. */
  readonly incomeNok: number | null;
  readonly child: ChildPlace;
  readonly fullTime: boolean;
  /** Agreed hours a week: those of the place when it is part-time, the kommune's full-time hours otherwise. */
  readonly hours: number;
  readonly zone: Omit<ZoneOnDate, 'from'> & { readonly from: ZoneOnDate['from'] | 'setting' };
  /** The maximum price that applies to the child's place, in kroner a month. */
  readonly maximumNok: number;
  readonly siblings: SiblingPlace;
  /** The part of the month in which the child has the place. */
  readonly attended: { readonly from: IsoDate; readonly until: IsoDate; readonly days: number } | null;
}

/** What one step makes of the fee so far. Null: the step has nothing to say about this child. */
export type FeeStep = (
  given: ChildCase,
  fee: Exact,
) => { readonly value: Exact; readonly step: RuleStep } | null;
