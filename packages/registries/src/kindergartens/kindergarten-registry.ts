import type { KommuneNumber } from '@opptak/domain';

/** A kindergarten, as the national registers describe it. Says nothing of capacity or free places. */
export interface RegisteredKindergarten {
  readonly organisationNumber: string;
  readonly name: string;
  readonly kommune: KommuneNumber;
  readonly ownership: 'municipal' | 'private';
  /** Null when the register does not say. */
  readonly owner: { readonly organisationNumber: string | null; readonly name: string } | null;
  readonly kind: 'ordinary' | 'family' | 'open' | 'unknown';
  /** Ages it takes, whole years, both included. Null when not stated. */
  readonly ages: { readonly from: number; readonly until: number } | null;
  /** Visiting address. */
  readonly address: {
    readonly line: string;
    readonly postalCode: string;
    readonly postTown: string;
  } | null;
  /** WGS 84 degrees. Null when the register lacks it (it then says 0, 0). */
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  /** Children enrolled on the last count day. */
  readonly children: number | null;
  /** "B" bokmål, "N" nynorsk, "S" Sámi. */
  readonly languageForm: string | null;
  readonly openingHours: { readonly opens: string; readonly closes: string } | null;
  readonly pedagogicalProfile: string | null;
  /** Square metres. */
  readonly areaSquareMetres: number | null;
  /** Price of food as published; the register states no period. Kroner. */
  readonly foodPriceKroner: number | null;
}

/** What the rest of the system may ask of the national kindergarten registers (NBR, Barnehagefakta). */
export interface KindergartenRegistry {
  /** The active kindergartens of a kommune, by organisation number. */
  findInKommune(kommune: KommuneNumber): Promise<readonly RegisteredKindergarten[]>;
  /** @returns null when the register does not know it. */
  findKindergarten(organisationNumber: string): Promise<RegisteredKindergarten | null>;
}
