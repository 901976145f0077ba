import { type Static, Type } from 'typebox';
import { CalendarDate, Id, KindergartenId, Kommune } from './primitives.ts';

/*
 * Bylaws as data, in the form that the allocation engine's linter and compiler read. What each criterion means stands
 * in the criteria library of the engine; here it is only made sure that nothing unknown comes in.
 */

const closed = { additionalProperties: false } as const;
const short = Type.String({ minLength: 1, maxLength: 200 });
const optional = Type.Optional;

const WordsIn = Type.Object(
  Object.fromEntries(
    ['nb', 'nn', 'en', 'se'].map((language) => [language, optional(Type.String({ maxLength: 2000 }))]),
  ),
  closed,
);

const BylawCriterion = Type.Object(
  {
    key: short,
    paragraph: Type.String({ maxLength: 200 }),
    text: WordsIn,
    points: optional(Type.Array(Type.Integer(), { maxItems: 50 })),
    unit: optional(short),
    bands: optional(Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 50 })),
    areas: optional(Type.Array(short, { maxItems: 500 })),
    profile: optional(short),
    first: optional(short),
    fact: optional(short),
    verifiedBy: optional(short),
    range: optional(Type.Object({ min: Type.Integer(), max: Type.Integer() }, closed)),
    openly: optional(Type.Boolean()),
  },
  closed,
);

const BylawVersion = Type.Object(
  {
    id: short,
    adoptedOn: CalendarDate,
    validFrom: CalendarDate,
    validUntil: optional(CalendarDate),
    languages: Type.Array(Type.Enum(['nb', 'nn', 'en', 'se']), { minItems: 1 }),
    catchment: optional(WordsIn),
    profile: optional(
      Type.Object({ profile: short, decidedOn: CalendarDate, paragraph: short, name: WordsIn }, closed),
    ),
    tiers: Type.Array(Type.Object({ criteria: Type.Array(BylawCriterion, { maxItems: 40 }) }, closed), {
      maxItems: 40,
    }),
  },
  closed,
);

const BylawSet = Type.Object(
  {
    id: short,
    name: short,
    kommune: Kommune,
    kindergarten: optional(KindergartenId),
    versions: Type.Array(BylawVersion, { minItems: 1, maxItems: 100 }),
  },
  closed,
);

export const BylawsDocument = Type.Object(
  {
    format: Type.Literal('opptak-bylaws/1'),
    example: Type.Boolean({ description: 'Made for demonstration; nobody’s own bylaws' }),
    roundOn: optional(CalendarDate),
    sets: Type.Array(BylawSet, { minItems: 1, maxItems: 500 }),
  },
  {
    $id: 'BylawsDocument',
    ...closed,
    description: 'All admission criteria of a kommune and its kindergartens',
  },
);
export type BylawsDocument = Static<typeof BylawsDocument>;

export const BylawsReceipt = Type.Object(
  {
    bylawsId: Id,
    /** Findings that do not stop the bylaws, for somebody to think about. */
    warnings: Type.Array(Type.Object({ code: Type.String(), at: Type.String() }, closed)),
  },
  { $id: 'BylawsReceipt', ...closed },
);
export type BylawsReceipt = Static<typeof BylawsReceipt>;
