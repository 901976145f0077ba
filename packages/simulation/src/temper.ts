import type { Dice } from './dice.ts';

/** How a family is and behaves. Drawn once; nothing about a family is decided later by chance. */
export interface Temper {
  readonly language: 'nb' | 'nn' | 'en' | 'se';
  /** Reserved against electronic communication: gets paper. */
  readonly reserved: boolean;
  /** Not in Kontakt- og reservasjonsregisteret at all. */
  readonly unregistered: boolean;
  readonly protection: 'none' | 'confidential' | 'strictly-confidential';
  readonly sharedHome: boolean;
  /** After which message they answer: 0 the invitation, 1–3 a reminder, 4 after the deadline, null never. */
  readonly answersAfter: number | null;
  readonly daysPerWeek: number;
  /** Months after August that the child starts. */
  readonly startsLater: number;
  /** Puts another kindergarten first than the nearest one. */
  readonly prefersAnother: boolean;
  readonly wishes: number;
  readonly together: 'required' | 'preferred' | 'independent';
  /** Claims a priority by law, which a caseworker confirms. */
  readonly statutoryPriority: boolean;
  readonly wantsTransfer: boolean;
  readonly declinesOffer: boolean;
  readonly neverAnswersOffer: boolean;
  readonly appliesForReducedFee: boolean;
  /** Yearly income of the two adults, kroner. */
  readonly incomes: readonly [number, number];
}

export function temperOf(
  luck: Dice,
  { sami, twoParents }: { readonly sami: boolean; readonly twoParents: boolean },
): Temper {
  const incomes: readonly [number, number] = [luck.between(90, 720) * 1000, luck.between(220, 900) * 1000];
  const household = incomes[0] + (twoParents ? incomes[1] : 0);
  return {
    language: luck.weighted([
      ['nb', sami ? 45 : 84],
      ['se', sami ? 50 : 6],
      ['en', 6],
      ['nn', 4],
    ]),
    reserved: luck.chance(3),
    unregistered: luck.chance(2),
    protection: luck.weighted([
      ['none', 990],
      ['confidential', 6],
      ['strictly-confidential', 4],
    ]),
    sharedHome: twoParents && luck.chance(5),
    answersAfter: luck.weighted([
      [0, 55],
      [1, 18],
      [2, 12],
      [3, 7],
      [4, 3],
      [null, 5],
    ]),
    daysPerWeek: luck.weighted([
      [5, 88],
      [4, 6],
      [3, 5],
      [2, 1],
    ]),
    startsLater: luck.weighted([
      [0, 80],
      [1, 8],
      [2, 6],
      [5, 6],
    ]),
    prefersAnother: luck.chance(24),
    wishes: luck.between(1, 4),
    together: luck.weighted([
      ['preferred', 80],
      ['required', 8],
      ['independent', 12],
    ]),
    statutoryPriority: luck.chance(2.5),
    wantsTransfer: luck.chance(5),
    declinesOffer: luck.chance(4),
    neverAnswersOffer: luck.chance(2),
    appliesForReducedFee: household < 700_000 && luck.chance(70),
    incomes,
  };
}
