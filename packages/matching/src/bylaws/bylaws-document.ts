import type { IsoDate } from '@opptak/domain';
import type { Language } from './language.ts';

/** A file of bylaws: the admission criteria of a kommune and its kindergartens, as data. */
export interface BylawsDocument {
  readonly format: 'opptak-bylaws/1';
  /** Says that the file was made for demonstration and is nobody's own bylaws. */
  readonly example: boolean;
  /** The day the round asks for rules – its application deadline. Without it, validity in time is not judged. */
  readonly roundOn?: IsoDate | undefined;
  readonly sets: readonly BylawSet[];
}

/** All versions of one owner's criteria: a kommune's common set, or one kindergarten's own. */
export interface BylawSet {
  readonly id: string;
  readonly name: string;
  /** Four digits. */
  readonly kommune: string;
  /** The kindergarten whose own set this is; without it, it is the kommune's common set. */
  readonly kindergarten?: string | undefined;
  readonly versions: readonly BylawVersion[];
}

export interface BylawVersion {
  readonly id: string;
  readonly adoptedOn: IsoDate;
  readonly validFrom: IsoDate;
  /** Last day in force, included. */
  readonly validUntil?: IsoDate | undefined;
  /** The languages the bylaws themselves are published in; every criterion carries its words in each. */
  readonly languages: readonly Language[];
  /** What the catchment area is, in words. */
  readonly catchment?: WordsIn | undefined;
  readonly profile?: ProfileDecision | undefined;
  /** Best first: a lower tier only counts between children who are equal in every tier above. */
  readonly tiers: readonly BylawTier[];
}

export interface BylawTier {
  readonly criteria: readonly BylawCriterion[];
}

/**
 * One reason to stand ahead of another child, with the bylaw that gives it. Loose on purpose: a set that is wrong
 * must still be readable, so that the linter can say what is wrong with it.
 */
export interface BylawCriterion {
  /** A key of the criteria library; the linter tells when it is not. */
  readonly key: string;
  /** Where it stands in the bylaws, for example "§ 4 første ledd bokstav b". Empty when the file gives none. */
  readonly paragraph: string;
  /** The bylaw's own words. */
  readonly text: WordsIn;
  /** Counts only inside its tier. One number for having the fact, or one for each step, best step first. */
  readonly points?: readonly number[] | undefined;
  /** `distance`: "metres"; `travel-time`: "minutes"; `age`: "day", "month" or "year". */
  readonly unit?: string | undefined;
  /** Upper limits of the steps, rising, in `unit`; beyond the last is one step more. */
  readonly bands?: readonly number[] | undefined;
  /** `catchment`: the area codes that the children's addresses are marked with. */
  readonly areas?: readonly string[] | undefined;
  /** `profile`: the profile decided on, by the name that the facts use. */
  readonly profile?: string | undefined;
  /** `age`: "oldest" or "youngest"; `number`: "low" or "high"; `transfer`: "transfer" or "new". */
  readonly first?: string | undefined;
  /** `flag`, `number`: the recorded fact, by the name that the facts use. */
  readonly fact?: string | undefined;
  /** `flag`, `number`: the register or document in which anyone entitled can check the fact. */
  readonly verifiedBy?: string | undefined;
  /** `number`: the range outside which a value counts as the nearest end. */
  readonly range?: { readonly min: number; readonly max: number } | undefined;
  /** `wish-number`: the bylaws say openly that the place on the wish list counts. */
  readonly openly?: boolean | undefined;
}

/** A decision that gives a kindergarten a profile which may count at admission. */
export interface ProfileDecision {
  /** The name that the facts use: "sami" for a Sámi kindergarten. */
  readonly profile: string;
  readonly decidedOn: IsoDate;
  readonly paragraph: string;
  readonly name: WordsIn;
}

export type WordsIn = Readonly<Partial<Record<Language, string>>>;
